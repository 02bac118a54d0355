package io.gluethread.broker.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gluethread.broker.statement.PollPace;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;

/** Many statements that are looked at out of a budget that is too small for all. */
final class WatchTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final RateBudget budget = new RateBudget(20);
    private final Watch watch = new Watch(budget);

    private record Look(Instant when, int statement) {}

    /** So many statements, all of this age at first; how many looks there are per second. */
    private double looks(int statements, Duration age, Duration time) {
        PriorityQueue<Look> looks = new PriorityQueue<>(Comparator.comparing(Look::when));
        for (int i = 0; i < statements; i++) {
            looks.add(new Look(NOON.plusMillis(i), i));
        }
        Instant half = NOON.plus(time.dividedBy(2));
        int counted = 0;
        while (looks.element().when().isBefore(NOON.plus(time))) {
            Look look = looks.remove();
            counted += look.when().isBefore(half) ? 0 : 1;
            watch.looked(look.statement());
            Duration wait = watch.again(look.statement(), NOON.minus(age), look.when());
            looks.add(new Look(look.when().plus(wait), look.statement()));
        }
        return counted / (time.toSeconds() / 2.0);
    }

    @Test
    void few_are_looked_at_at_the_usual_pace() {
        assertThat(looks(50, Duration.ofMinutes(10), Duration.ofMinutes(10))).isCloseTo(10, within(1.0));
        assertThat(watch.again("one more", NOON, NOON.plusSeconds(620))).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void many_are_looked_at_as_often_as_the_budget_allows() {
        assertThat(looks(300, Duration.ofMinutes(10), Duration.ofMinutes(10))).isBetween(15.0, 20.0);
    }

    @Test
    void everybody_waits_in_proportion_to_the_own_running_time() {
        for (int i = 0; i < 300; i++) {
            assertThat(watch.again(i, NOON.minusSeconds(20), NOON.plusMillis(i)))
                    .isPositive();
        }
        Instant then = NOON.plusSeconds(2);
        Duration young = watch.again("young", then.minusSeconds(4), then);
        Duration old = watch.again("old", then.minusSeconds(16), then);
        assertThat(young).isGreaterThan(PollPace.next(Duration.ofSeconds(4)));
        assertThat(old.toMillis() / (double) young.toMillis()).isCloseTo(4, within(0.1));
        assertThat(watch.again("for an hour", then.minusSeconds(3600), then)).isLessThan(Duration.ofMinutes(2));
    }

    @Test
    void that_there_are_too_few_calls_makes_the_budget_grow() {
        RateBudget roomy = new RateBudget(100);
        Watch many = new Watch(roomy);
        for (int second = 0; second < 60; second++) {
            for (int i = 0; i < 100; i++) {
                assertThat(many.again(i, NOON, NOON.plusSeconds(second))).isPositive();
            }
        }
        assertThat(roomy.perSecond()).isGreaterThan(60);
        assertThat(many.again(1, NOON, NOON.plusSeconds(61))).isEqualTo(PollPace.next(Duration.ofSeconds(61)));
    }

    @Test
    void what_is_not_looked_at_any_more_holds_nobody_up() {
        for (int i = 0; i < 1000; i++) {
            assertThat(watch.again("over " + i, NOON, NOON)).isPositive();
        }
        for (int i = 0; i < 1000; i++) {
            watch.looked("over " + i);
        }
        Instant soon = NOON.plusSeconds(2);
        assertThat(watch.again("here", soon, soon)).isEqualTo(PollPace.next(Duration.ZERO));
        for (int i = 0; i < 1000; i++) {
            assertThat(watch.again("gone " + i, NOON, soon)).isPositive();
        }
        Instant later = NOON.plus(Duration.ofMinutes(4));
        assertThat(watch.again("here", later, later)).isEqualTo(PollPace.next(Duration.ZERO));
    }

    @Test
    void a_clock_that_is_set_back_stops_nobody() {
        for (int i = 0; i < 1000; i++) {
            assertThat(watch.again(i, NOON, NOON)).isPositive();
        }
        Instant earlier = NOON.minusSeconds(3600);
        assertThat(watch.again("here", earlier, earlier)).isEqualTo(PollPace.next(Duration.ZERO));
    }
}
