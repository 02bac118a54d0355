package io.gluethread.sparkhost;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BoundedOutputTest {
    @Test
    void text_within_the_limit_comes_back_without_its_last_newlines() {
        BoundedOutput output = new BoundedOutput(10);
        output.print("a\n\nb\r\n\n");
        assertThat(output.text()).isEqualTo("a\n\nb");
        assertThat(new BoundedOutput(0).text()).isEmpty();
    }

    @Test
    void text_beyond_the_limit_is_cut_between_characters_and_counted() {
        BoundedOutput output = new BoundedOutput(4);
        output.print("aé🚀");
        output.print("later");
        assertThat(output.text()).isEqualTo("aé\n... output cut here: 9 more bytes were printed");
    }
}
