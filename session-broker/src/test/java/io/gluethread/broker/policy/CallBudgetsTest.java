package io.gluethread.broker.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gluethread.broker.glue.GlueOperation;
import io.gluethread.broker.policy.CallBudgets.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;

final class CallBudgetsTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Call OLD = new Call(GlueOperation.GET_STATEMENT, "us-east-1", false);
    private static final Call YOUNG = new Call(GlueOperation.GET_STATEMENT, "us-east-1", true);

    private final CallBudgets budgets = new CallBudgets(4);

    /** Who asks next, and when. */
    private record Asking(Instant when, String who, Call call, Duration again) {}

    /** Everybody asks again as soon as they are told, and after each call again after their own time. */
    private Map<String, Integer> served(Duration time, Asking... all) {
        PriorityQueue<Asking> queue = new PriorityQueue<>(Comparator.comparing(Asking::when));
        queue.addAll(List.of(all));
        Map<String, Integer> served = new HashMap<>();
        while (queue.peek().when().isBefore(NOON.plus(time))) {
            Asking next = queue.remove();
            Optional<Instant> later = budgets.take(next.call(), next.who(), next.when());
            if (later.isEmpty()) {
                served.merge(next.who(), 1, Integer::sum);
            }
            queue.add(new Asking(later.orElse(next.when().plus(next.again())), next.who(), next.call(), next.again()));
        }
        return served;
    }

    @Test
    void who_asks_all_the_time_is_served_no_more_often_than_who_asks_now_and_then() {
        Map<String, Integer> served = served(
                Duration.ofSeconds(100),
                new Asking(NOON, "busy", OLD, Duration.ZERO),
                new Asking(NOON, "busy too", OLD, Duration.ZERO),
                new Asking(NOON, "each second", OLD, Duration.ofSeconds(1)),
                new Asking(NOON, "each ten seconds", OLD, Duration.ofSeconds(10)));
        assertThat(served.values().stream().mapToInt(n -> n).sum()).isBetween(395, 405);
        assertThat(served.getOrDefault("each ten seconds", 0)).isBetween(9, 10);
        assertThat(served.getOrDefault("each second", 0)).isBetween(50, 100);
        assertThat(served.getOrDefault("busy", 0)).isBetween(120, 190);
        assertThat(served.getOrDefault("busy too", 0)).isCloseTo(served.getOrDefault("busy", 0), within(10));
    }

    @Test
    void a_crowd_that_comes_at_once_is_served_as_fast_as_the_budget_grows_and_nobody_asks_often() {
        CallBudgets wide = new CallBudgets(1_000);
        PriorityQueue<Asking> queue = new PriorityQueue<>(Comparator.comparing(Asking::when));
        for (int i = 0; i < 1_000; i++) {
            queue.add(new Asking(NOON, "thread " + i, OLD, Duration.ZERO));
        }
        int asked = 0;
        Instant last = NOON;
        while (!queue.isEmpty()) {
            Asking next = queue.remove();
            last = next.when();
            asked++;
            wide.take(next.call(), next.who(), last)
                    .ifPresent(later -> queue.add(new Asking(later, next.who(), next.call(), Duration.ZERO)));
        }
        assertThat(Duration.between(NOON, last)).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(20));
        assertThat(asked).isLessThan(5_000);
    }

    @Test
    void young_cells_go_before_old_ones_and_old_ones_still_get_their_turn() {
        Asking[] all = new Asking[43];
        for (int i = 0; i < 40; i++) {
            all[i] = new Asking(NOON, "old " + i, OLD, Duration.ZERO);
        }
        for (int i = 40; i < 43; i++) {
            all[i] = new Asking(NOON, "young " + i, YOUNG, Duration.ZERO);
        }
        Map<String, Integer> served = served(Duration.ofSeconds(200), all);
        assertThat(served.getOrDefault("young 40", 0)
                        + served.getOrDefault("young 41", 0)
                        + served.getOrDefault("young 42", 0))
                .as("three of four turns")
                .isBetween(570, 610);
        for (int i = 0; i < 40; i++) {
            assertThat(served.getOrDefault("old " + i, 0)).isBetween(3, 7);
        }
    }

    @Test
    void who_does_not_come_when_told_holds_nobody_up() {
        for (int i = 0; i < 4; i++) {
            assertThat(budgets.take(OLD, "first", NOON)).isEmpty();
        }
        for (int i = 0; i < 100; i++) {
            assertThat(budgets.take(OLD, "gone " + i, NOON)).isPresent();
        }
        Map<String, Integer> served =
                served(Duration.ofSeconds(60), new Asking(NOON.plusSeconds(1), "here", OLD, Duration.ZERO));
        assertThat(served.getOrDefault("here", 0))
                .as("after the others' turns have passed")
                .isGreaterThan(100);
    }

    @Test
    void one_operation_does_not_wait_for_another_nor_one_region_for_another() {
        Map<String, Integer> polls = served(Duration.ofSeconds(10), new Asking(NOON, "polls", OLD, Duration.ZERO));
        assertThat(polls.getOrDefault("polls", 0)).isGreaterThan(30);
        budgets.throttled(GlueOperation.GET_STATEMENT, "us-east-1", NOON.plusSeconds(10));
        Instant then = NOON.plusSeconds(10);
        assertThat(budgets.take(OLD, "polls", then)).isPresent();
        assertThat(budgets.take(new Call(GlueOperation.RUN_STATEMENT, "us-east-1", true), "run", then))
                .isEmpty();
        assertThat(budgets.take(new Call(GlueOperation.GET_STATEMENT, "eu-central-1", false), "far", then))
                .isEmpty();
        assertThat(budgets.perSecond(GlueOperation.RUN_STATEMENT, "us-east-1")).isEqualTo(4);
        assertThat(budgets.perSecond(GlueOperation.GET_STATEMENT, "us-east-1")).isEqualTo(2.8);
    }

    @Test
    void calls_that_could_not_wait_are_paid_for_afterwards() {
        for (int i = 0; i < 8; i++) {
            budgets.spend(GlueOperation.GET_STATEMENT, "us-east-1", NOON);
        }
        assertThat(budgets.take(OLD, "next", NOON)).contains(NOON.plusMillis(1250));
    }

    @Test
    void a_clock_that_is_set_back_stops_nobody() {
        Map<String, Integer> before = served(Duration.ofSeconds(10), new Asking(NOON, "a", OLD, Duration.ZERO));
        assertThat(before.getOrDefault("a", 0)).isPositive();
        assertThat(budgets.take(OLD, "b", NOON.plusSeconds(10))).isPresent();
        Map<String, Integer> after = served(
                Duration.ofSeconds(-3590),
                new Asking(NOON.minusSeconds(3600), "a", OLD, Duration.ZERO),
                new Asking(NOON.minusSeconds(3600), "b", OLD, Duration.ZERO));
        assertThat(after.getOrDefault("a", 0) + after.getOrDefault("b", 0)).isGreaterThan(35);
    }
}
