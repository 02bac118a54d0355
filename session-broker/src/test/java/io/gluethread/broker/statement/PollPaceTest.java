package io.gluethread.broker.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PollPaceTest {
    @ParameterizedTest
    @CsvSource({
        "-3600000,5000",
        "-5000,200",
        "0,200",
        "1999,200",
        "3000,300",
        "20000,2000",
        "50000,5000",
        "86400000,5000"
    })
    void waits_a_tenth_of_what_it_took_so_far(long elapsed, long wait) {
        assertThat(PollPace.next(Duration.ofMillis(elapsed))).isEqualTo(Duration.ofMillis(wait));
    }
}
