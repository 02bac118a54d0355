package io.gluethread.broker.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @CsvSource({
        "0,2,400",
        "10000,2,2000",
        "86400000,2,20000",
        "86400000,3,45000",
        "86400000,4,80000",
        "86400000,550,110000",
        "0,550,110000",
        "-3600000,4,5000"
    })
    void stretched_it_is_as_many_times_as_long_and_two_minutes_at_most(long elapsed, double stretch, long wait) {
        assertThat(PollPace.next(Duration.ofMillis(elapsed), stretch)).isEqualTo(Duration.ofMillis(wait));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.99, 551, Double.NaN})
    void nonsense_is_refused(double stretch) {
        assertThatThrownBy(() -> PollPace.next(Duration.ZERO, stretch)).hasMessageContaining("" + stretch);
    }
}
