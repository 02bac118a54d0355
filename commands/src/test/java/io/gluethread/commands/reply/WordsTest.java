package io.gluethread.commands.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.broker.session.Rate;
import io.gluethread.broker.session.SessionSpec.Size;
import io.gluethread.broker.session.WorkerType;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | $0.00",
                "0.00001 | less than $0.001",
                "0.0021 | $0.002",
                "0.0099 | $0.010",
                "0.01 | $0.01",
                "0.876 | $0.88",
                "1234.5 | $1,234.50"
            })
    void dollars(BigDecimal amount, String words) {
        assertThat(Figures.usd(amount)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PT0S | 0.0 s",
                "PT2.44S | 2.4 s",
                "PT59S | 59 s",
                "PT3M20S | 3 min 20 s",
                "PT20M | 20 min",
                "PT1H5M | 1 h 5 min",
                "PT48H | 2 d",
                "PT51H | 2 d 3 h",
                "PT-5S | 0.0 s"
            })
    void times(Duration time, String words) {
        assertThat(Figures.time(time)).isEqualTo(words);
    }

    @Test
    void a_price_says_where_it_comes_from_and_whether_it_is_a_guess() {
        Size size = new Size.Workers(new WorkerType("G.025X"), 2);
        assertThat(Figures.size(size)).isEqualTo("2 × G.025X = 0.5 DPU");
        assertThat(Figures.price(size, new Rate(new BigDecimal("0.44"), "bundled table", false)))
                .isEqualTo("about $0.22 an hour (0.5 DPU at $0.44; bundled table, estimate)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--db_password | hunter2 | (hidden)",
                "--AccessKey | x | (hidden)",
                "--github-token | x | (hidden)",
                "--conf | spark.ssl.keyPassword=abc --conf spark.a=b | spark.ssl.keyPassword=(hidden) --conf spark.a=b",
                "--url | jdbc:mysql://me:secret@host/db | jdbc:mysql://(hidden)@host/db",
                "--x | key AKIAABCDEFGHIJKLMNOP here | key (hidden) here",
                "--enable-metrics | true | true",
                "--TempDir | s3://bucket/tmp | s3://bucket/tmp",
            })
    void secrets_are_hidden_by_name_and_by_form(String name, String value, String shown) {
        assertThat(Redactor.value(name, value)).isEqualTo(shown);
    }

    @Test
    void what_is_to_be_typed_stands_apart_from_the_words() {
        assertThat(Marked.spans("say `a b` or ``x `y` z``."))
                .containsExactly(
                        Doc.text("say "), Doc.mono("a b"), Doc.text(" or "), Doc.mono("x `y` z"), Doc.text("."));
    }

    @Test
    void buttons_of_one_row_share_a_name() {
        assertThat(Actions.base(Actions.IN_THREAD + ":3")).isEqualTo(Actions.IN_THREAD);
    }
}
