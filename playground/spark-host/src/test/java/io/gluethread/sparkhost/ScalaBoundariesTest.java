package io.gluethread.sparkhost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScalaBoundariesTest {
    private static List<String> before(String text) {
        return ScalaBoundaries.in(text).stream()
                .map(end -> text.substring(0, end))
                .toList();
    }

    @Test
    void line_ends_and_semicolons_may_end_a_statement() {
        assertThat(before("a\nb; c\n")).containsExactly("a\n", "a\nb;", "a\nb; c\n");
    }

    @Test
    void inside_of_brackets_strings_and_remarks_nothing_ends() {
        assertThat(before("f(\n1;2) { x\n }")).isEmpty();
        assertThat(before("\"a;\\\";b\" + `c;d` + ';' + '\\n'")).isEmpty();
        assertThat(before("\"\"\"a\n;\"b\"\"\"\"")).isEmpty();
        assertThat(before("/* ;\n */ a // b; c")).isEmpty();
    }

    @Test
    void quotes_in_unusual_places_do_not_swallow_the_rest() {
        assertThat(before("'symbol\nb")).containsExactly("'symbol\n");
        assertThat(before("'('\nb")).containsExactly("'('\n");
        assertThat(before("\"never closed\nb")).containsExactly("\"never closed\n");
        assertThat(before("\"ends in \\")).isEmpty();
    }
}
