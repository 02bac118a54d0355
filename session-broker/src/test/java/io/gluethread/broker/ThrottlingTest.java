package io.gluethread.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gluethread.broker.glue.GlueException;
import io.gluethread.broker.glue.GlueOperation;
import io.gluethread.broker.glue.memory.Answer;
import io.gluethread.broker.glue.memory.InMemoryGlue;
import io.gluethread.broker.policy.Backoff;
import io.gluethread.broker.policy.CallBudgets;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.Language;
import io.gluethread.broker.session.SessionId;
import io.gluethread.broker.session.SessionSpec;
import io.gluethread.broker.session.ThreadView;
import io.gluethread.broker.session.WorkerType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Glue says that it is asked too often: by operation, to one replica and to several. */
final class ThrottlingTest extends HouseTest {
    private static final SessionId ID = new SessionId("x-thread0001-1");

    @Override
    House house() {
        return new House(BrokerDefaults.of(House.REGION, House.ROLE, "gluethread-test")
                .with(BrokerDefaults.Limits.DEFAULT.alive(100, 100)));
    }

    private static SessionSpec spec() {
        return new SessionSpec(
                Language.PYTHON,
                House.REGION,
                House.ROLE,
                "5.0",
                new SessionSpec.Size.Workers(WorkerType.G_1X, 2),
                Duration.ofHours(40),
                Duration.ofHours(40),
                "glueetl",
                "",
                Optional.empty(),
                List.of(),
                Map.of(),
                Map.of());
    }

    /** One replica's thread that wants to poll. */
    private record Polling(Instant when, int replica, String thread, int failures) {}

    @ParameterizedTest(name = "{0} replicas of {3} threads, {1} calls per second, at most {2} each")
    @CsvSource({
        "1,10,20,15",
        "2,10,20,15",
        "3,10,20,15",
        "2,4,20,15",
        "3,25,20,15",
        "3,10,500,15",
        "1,100,500,30",
        "3,100,500,30"
    })
    void budgets_that_know_nothing_of_each_other_share_a_limit_that_none_of_them_knows(
            int replicas, int limit, int most, int threads) {
        TurnedClock clock = new TurnedClock();
        InMemoryGlue glue = new InMemoryGlue(clock);
        glue.create(ID, spec(), Map.of());
        glue.script().answer("endless", Answer.endless()).atMostPerSecond(GlueOperation.GET_STATEMENT, limit);
        int statement = glue.run(ID, House.REGION, "endless");
        List<CallBudgets> budgets = new ArrayList<>();
        List<PacedGlue> paced = new ArrayList<>();
        PriorityQueue<Polling> queue = new PriorityQueue<>(Comparator.comparing(Polling::when)
                .thenComparingInt(Polling::replica)
                .thenComparing(Polling::thread));
        Instant start = clock.instant();
        for (int r = 0; r < replicas; r++) {
            CallBudgets own = new CallBudgets(most);
            budgets.add(own);
            paced.add(new PacedGlue(glue, own, House.REGION, clock));
            for (int t = 0; t < threads; t++) {
                // Each replica comes up a minute after the one before.
                queue.add(new Polling(start.plusSeconds(60L * r), r, "thread%04d".formatted(t), 0));
            }
        }
        Instant from = start.plusSeconds(300);
        Instant until = from.plusSeconds(600);
        CallBudgets.Call call = new CallBudgets.Call(GlueOperation.GET_STATEMENT, House.REGION, false);
        Random random = new Random(7);
        int refusedBefore = 0;
        Map<Integer, Integer> perReplica = new HashMap<>();
        Map<String, Integer> perThread = new HashMap<>();
        while (queue.element().when().isBefore(until)) {
            Polling next = queue.remove();
            clock.to(next.when());
            if (next.when().isBefore(from)) {
                refusedBefore = glue.throttled(GlueOperation.GET_STATEMENT);
            }
            Optional<Instant> later = budgets.get(next.replica()).take(call, next.thread(), next.when());
            int failures = next.failures();
            // On the wire no two calls take equally long.
            Instant again = later.orElse(next.when().plusMillis(200)).plusMillis(random.nextInt(30));
            if (later.isEmpty()) {
                PacedGlue mine = paced.get(next.replica());
                try {
                    var seen = mine.paid(call, () -> mine.statement(ID, House.REGION, statement));
                    assertThat(seen.isOver()).isFalse();
                    failures = 0;
                    if (!next.when().isBefore(from)) {
                        perReplica.merge(next.replica(), 1, Integer::sum);
                        perThread.merge(next.replica() + next.thread(), 1, Integer::sum);
                    }
                } catch (GlueException.Throttled e) {
                    failures++;
                    again = next.when().plus(Backoff.delay(failures, next.thread()));
                }
            }
            queue.add(new Polling(again, next.replica(), next.thread(), failures));
        }
        int served = perReplica.values().stream().mapToInt(n -> n).sum();
        int refused = glue.throttled(GlueOperation.GET_STATEMENT) - refusedBefore;
        System.out.printf(
                "%d replicas, limit %d/s: %.1f/s served, %.1f%% throttled, by replica %s, by thread %d to %d%n",
                replicas,
                limit,
                served / 600.0,
                100.0 * refused / (served + refused),
                perReplica,
                perThread.values().stream().mapToInt(n -> n).min().orElse(0),
                perThread.values().stream().mapToInt(n -> n).max().orElse(0));
        double possible = Math.min(limit, (double) most * replicas);
        assertThat(served / 600.0).as("served per second").isBetween(possible * 0.65, possible * 1.01);
        assertThat((double) refused / (served + refused)).as("throttled").isLessThan(0.12);
        double equal = (double) served / replicas;
        assertThat(perReplica).hasSize(replicas);
        assertThat(perReplica.values()).as("shares").allMatch(share -> share > equal * 0.7 && share < equal * 1.3);
        double each = (double) served / perThread.size();
        assertThat(perThread).hasSize(threads * replicas);
        assertThat(perThread.values()).as("threads").allMatch(share -> share > each * 0.5 && share < each * 1.5);
    }

    @Test
    void a_thread_with_many_fast_cells_does_not_hold_up_others_while_glue_throttles() {
        ThreadView busy = house.ready();
        ThreadView calm = house.ready();
        ThreadView other = house.ready();
        house.glue
                .script()
                .statements(Duration.ofMillis(100))
                .atMostPerSecond(GlueOperation.GET_STATEMENT, 2)
                .atMostPerSecond(GlueOperation.RUN_STATEMENT, 2);
        List<CellView> many = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            many.add(house.submit(busy, "busy" + i));
        }
        house.pass(Duration.ofSeconds(10));
        CellView one = house.submit(calm, "calm");
        CellView two = house.submit(other, "other");
        house.pass(Duration.ofSeconds(20));
        assertThat(house.now(one).state()).isEqualTo(CellState.OK);
        assertThat(house.now(two).state()).isEqualTo(CellState.OK);
        assertThat(house.now(many.getLast()).state()).isEqualTo(CellState.QUEUED);
        house.pass(Duration.ofMinutes(5));
        assertThat(house.now(many.getLast()).state()).isEqualTo(CellState.OK);
        assertThat(house.glue.executions("busy")).isEqualTo(60);
    }

    @Test
    void what_somebody_asks_for_does_not_wait_for_polls_that_are_throttled() {
        house.glue.script().answer("endless", Answer.endless()).cancelling(Duration.ZERO);
        List<ThreadView> threads = new ArrayList<>();
        List<CellView> endless = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            ThreadView thread = house.ready();
            threads.add(thread);
            endless.add(house.submit(thread, "endless"));
        }
        ThreadView free = house.ready();
        house.glue.script().atMostPerSecond(GlueOperation.GET_STATEMENT, 1);
        house.pass(Duration.ofMinutes(3));
        assertThat(house.glue.throttled(GlueOperation.GET_STATEMENT)).isPositive();

        int runs = house.glue.calls(GlueOperation.RUN_STATEMENT);
        int stops = house.glue.calls(GlueOperation.STOP_SESSION);
        int cancels = house.glue.calls(GlueOperation.CANCEL_STATEMENT);
        int creates = house.glue.calls(GlueOperation.CREATE_SESSION);
        house.submit(free, "a = 1");
        house.broker().stop(threads.get(3).id(), House.ANA);
        house.broker().cancel(threads.get(7).id(), endless.get(7).id(), House.ANA);
        ThreadView fresh = house.thread(House.ANA);
        house.submit(fresh, "b = 2");
        house.pass(Duration.ofSeconds(1));
        assertThat(house.glue.calls(GlueOperation.RUN_STATEMENT)).isEqualTo(runs + 1);
        assertThat(house.glue.calls(GlueOperation.STOP_SESSION)).isEqualTo(stops + 1);
        assertThat(house.glue.calls(GlueOperation.CREATE_SESSION)).isEqualTo(creates + 1);
        house.pass(Duration.ofSeconds(30));
        assertThat(house.glue.calls(GlueOperation.CANCEL_STATEMENT))
                .as("unless the thread is being left alone after failures")
                .isGreaterThan(cancels);
    }

    @Test
    void number_11_every_page_of_a_list_is_paid_for_and_a_throttled_one_is_asked_for_again() {
        TurnedClock clock = house.clock;
        InMemoryGlue glue = new InMemoryGlue(clock);
        for (int i = 0; i < 1000; i++) {
            glue.addForeign(new SessionId("s-" + i), spec(), Map.of("service", "x"));
        }
        glue.script().pageSize(100).atMostPerSecond(GlueOperation.LIST_SESSIONS, 1);
        CallBudgets budgets = new CallBudgets(20);
        PacedGlue paced = new PacedGlue(glue, budgets, House.REGION, clock);
        Books books = new Books(house.ledger, house.ledger.leases(), BROKER_EVENTS, clock);
        Predicate<Instant> waiting = until -> {
            clock.to(until);
            return true;
        };
        Instant before = clock.instant();
        assertThat(new Listing(paced, budgets, books, waiting).sessions(House.REGION, Map.of("service", "x")))
                .hasSize(1000)
                .doesNotHaveDuplicates();
        assertThat(Duration.between(before, clock.instant())).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(60));
        assertThatThrownBy(() -> new Listing(paced, budgets, books, _ -> false).sessions(House.REGION, Map.of()))
                .as("where nobody waits")
                .isInstanceOf(GlueException.Throttled.class);
    }

    private static final BrokerEvents BROKER_EVENTS = new BrokerEvents() {
        @Override
        public void surfacesChanged(io.gluethread.broker.session.ThreadId thread) {}

        @Override
        public void troubled(String where, Throwable trouble) {}
    };
}
