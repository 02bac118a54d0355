package io.gluethread.broker.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class RateBudgetTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private static int callsWithin(RateBudget budget, Instant from, Duration time) {
        int calls = 0;
        for (Instant now = from; now.isBefore(from.plus(time)); now = now.plusMillis(10)) {
            while (budget.take(now).isEmpty()) {
                calls++;
            }
        }
        return calls;
    }

    @Test
    void a_burst_is_a_second_s_worth_and_then_it_is_so_many_per_second() {
        RateBudget budget = new RateBudget(20);
        assertThat(callsWithin(budget, NOON, Duration.ofMillis(1))).isEqualTo(20);
        assertThat(callsWithin(budget, NOON, Duration.ofSeconds(10))).isBetween(198, 202);
    }

    @Test
    void who_gets_none_is_told_when_to_come_and_gets_one_then() {
        RateBudget budget = new RateBudget(1);
        assertThat(budget.take(NOON)).isEmpty();
        Instant then = budget.take(NOON).orElseThrow();
        assertThat(then).isAfter(NOON);
        assertThat(budget.take(then)).isEmpty();
    }

    @Test
    void throttling_shrinks_it_once_however_many_hear_it_and_it_recovers() {
        RateBudget budget = new RateBudget(20);
        for (int i = 0; i < 50; i++) {
            budget.throttled(NOON);
        }
        assertThat(budget.perSecond()).isEqualTo(14);
        assertThat(callsWithin(budget, NOON, Duration.ofSeconds(1))).isLessThan(16);
        for (int i = 1; i < 60; i++) {
            budget.throttled(NOON.plusSeconds(i));
        }
        assertThat(budget.perSecond()).isBetween(0.1, 0.2);
        assertThat(budget.take(NOON.plusSeconds(300))).isEmpty();
        assertThat(budget.perSecond()).isEqualTo(20);
    }

    @Test
    void a_clock_that_is_set_back_stops_nothing() {
        RateBudget budget = new RateBudget(2);
        assertThat(callsWithin(budget, NOON, Duration.ofMillis(1))).isEqualTo(2);
        Instant earlier = NOON.minusSeconds(3600);
        assertThat(callsWithin(budget, earlier, Duration.ofSeconds(3))).isBetween(4, 7);
    }

    @Test
    void none_at_all_is_refused() {
        assertThatThrownBy(() -> new RateBudget(0)).hasMessageContaining("0");
    }
}
