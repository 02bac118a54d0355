package io.gluethread.broker.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
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

    /** What is asked of a Glue that takes so many calls in a second, as many as the budget gives. */
    private static final class Limited {
        private final RateBudget budget;
        private final Deque<Instant> served = new ArrayDeque<>();
        private Instant now = NOON;
        private int taken;
        private int refused;

        Limited(RateBudget budget) {
            this.budget = budget;
        }

        void pass(Duration time, int limit) {
            for (Instant end = now.plus(time); now.isBefore(end); now = now.plusMillis(5)) {
                while (budget.take(now).isEmpty()) {
                    while (!served.isEmpty() && !served.element().isAfter(now.minusSeconds(1))) {
                        served.remove();
                    }
                    if (served.size() < limit) {
                        served.add(now);
                        taken++;
                    } else {
                        refused++;
                        budget.throttled(now);
                    }
                }
            }
        }
    }

    @Test
    void it_begins_modestly_and_grows_to_its_ceiling_while_calls_wait_for_it() {
        RateBudget budget = new RateBudget(200);
        assertThat(budget.perSecond()).isEqualTo(20);
        assertThat(callsWithin(budget, NOON, Duration.ofSeconds(5))).isBetween(120, 250);
        assertThat(callsWithin(budget, NOON.plusSeconds(5), Duration.ofSeconds(25)))
                .isGreaterThan(1500);
        assertThat(budget.perSecond()).isEqualTo(200);
    }

    @Test
    void what_nobody_needs_does_not_grow() {
        RateBudget budget = new RateBudget(200);
        for (int second = 0; second < 600; second++) {
            for (int call = 0; call < 15; call++) {
                assertThat(budget.take(NOON.plusSeconds(second))).isEmpty();
            }
        }
        assertThat(budget.perSecond()).isEqualTo(20);
        assertThat(budget.take(NOON.plusSeconds(100_000))).isEmpty();
        assertThat(budget.perSecond()).isEqualTo(20);
    }

    @Test
    void a_limit_that_nobody_told_is_found_used_and_seldom_met() {
        RateBudget budget = new RateBudget(500);
        Limited glue = new Limited(budget);
        glue.pass(Duration.ofMinutes(1), 100);
        glue.taken = 0;
        glue.refused = 0;
        glue.pass(Duration.ofMinutes(10), 100);
        assertThat(glue.taken / 600.0).as("served per second").isBetween(80.0, 100.0);
        assertThat(glue.refused).as("throttled in ten minutes").isBetween(5, 60);
    }

    @Test
    void a_limit_that_is_raised_or_lowered_is_found_again() {
        RateBudget budget = new RateBudget(500);
        Limited glue = new Limited(budget);
        glue.pass(Duration.ofMinutes(2), 30);
        assertThat(budget.perSecond()).isBetween(18.0, 40.0);
        glue.pass(Duration.ofMinutes(2), 300);
        assertThat(budget.perSecond()).isBetween(200.0, 330.0);
        glue.pass(Duration.ofMinutes(2), 10);
        assertThat(budget.perSecond()).isBetween(6.0, 12.0);
    }
}
