package io.gluethread.sparkhost;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlStatementTest {
    private static final String QUERY = "spark.sql(\"\"\"select 1\"\"\")";

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "show(); 20; 20",
                "show(5); 5; 20",
                "show(5, False); 5; 0",
                "show( 5 , 30 ); 5; 30",
                "show(truncate=False); 20; 0",
                "show(n=7, truncate=true); 7; 20"
            })
    void show_is_recognised_with_its_arguments(String show, int rows, int truncate) {
        assertThat(SqlStatement.recognise(QUERY + "." + show, true))
                .hasValue(new SqlStatement("select 1", rows, truncate));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "show(False)",
                "show(5 False)",
                "show(, 3)",
                "show(5,)",
                "show(x)",
                "show(5, 20, True)",
                "show",
                "show().count()",
                "collect()",
                "show(99999999999)"
            })
    void anything_else_is_left_to_the_language(String show) {
        assertThat(SqlStatement.recognise(QUERY + "." + show, true)).isEmpty();
    }

    @Test
    void remarks_before_it_are_those_of_the_language() {
        assertThat(SqlStatement.recognise("# cell 1\n\n  # two\n" + QUERY + ".show()", true))
                .isPresent();
        assertThat(SqlStatement.recognise("// cell 1\n" + QUERY + ".show();\n", false))
                .isPresent();
        assertThat(SqlStatement.recognise("// cell 1\n" + QUERY + ".show()", true))
                .isEmpty();
        assertThat(SqlStatement.recognise("# only a remark", true)).isEmpty();
    }

    @Test
    void two_statements_are_not_one() {
        assertThat(SqlStatement.recognise(QUERY + ".show()\n" + QUERY + ".show()", true))
                .isEmpty();
        assertThat(SqlStatement.recognise("x = 1\n" + QUERY + ".show()", true)).isEmpty();
        assertThat(SqlStatement.recognise("df = " + QUERY + ".show()", true)).isEmpty();
    }

    @Test
    void the_text_is_taken_as_the_language_takes_it() {
        String escaped = "spark.sql(\"\"\"select '\\\\d', 'a\\n'\"\"\").show()";
        assertThat(SqlStatement.recognise(escaped, true)).hasValue(new SqlStatement("select '\\d', 'a\n'", 20, 20));
        assertThat(SqlStatement.recognise(escaped, false))
                .as("Scala reads it itself")
                .isEmpty();
        assertThat(SqlStatement.recognise("spark.sql(\"\"\"select '\\x41'\"\"\").show()", true))
                .isEmpty();
        assertThat(SqlStatement.recognise("spark.sql(\"\"\"select \"a\"\"\"\").show()", true))
                .isEmpty();
        assertThat(SqlStatement.recognise("spark.sql(\"\"\"\nselect 'ü🚀'\n\"\"\").show()", true))
                .hasValue(new SqlStatement("\nselect 'ü🚀'\n", 20, 20));
    }
}
