package io.gluethread.broker.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class BackoffTest {
    @Test
    void it_grows_up_to_half_a_minute_however_long_it_lasts() {
        assertThat(Backoff.delay(1, "a")).isBetween(Duration.ofMillis(375), Duration.ofMillis(625));
        assertThat(Backoff.delay(4, "a")).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(5));
        for (int failures : new int[] {8, 100, 100_000, Integer.MAX_VALUE}) {
            assertThat(Backoff.delay(failures, "a")).isBetween(Duration.ofSeconds(22), Duration.ofSeconds(38));
        }
    }

    @Test
    void threads_that_failed_together_come_back_apart() {
        Set<Duration> delays = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            delays.add(Backoff.delay(5, "thread" + i));
        }
        assertThat(delays).hasSizeGreaterThan(20);
    }
}
