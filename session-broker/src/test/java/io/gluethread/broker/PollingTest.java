package io.gluethread.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.broker.glue.GlueOperation;
import io.gluethread.broker.glue.memory.Answer;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.Settings;
import io.gluethread.broker.session.ThreadId;
import io.gluethread.broker.session.ThreadView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;

/** How often Glue is asked, with many sessions of which few work. */
final class PollingTest {
    private static final int IDLE = 1000;
    private static final int RUNNING = 20;

    private final House house = new House(BrokerDefaults.of(House.REGION, House.ROLE, "gluethread-test")
            .with(BrokerDefaults.Limits.DEFAULT.alive(2000, 2000)));

    private record Due(Instant when, ThreadId thread) {}

    private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparing(Due::when));
    private final List<ThreadId> threads = new ArrayList<>();
    private Instant nextSweep = house.clock.instant().plusSeconds(60);

    /** As the loop does it: a thread is stepped when it said so, all are looked at after a sweep. */
    private void pass(Duration time) {
        Instant end = house.clock.instant().plus(time);
        while (true) {
            Instant next = due.isEmpty() ? nextSweep : due.element().when();
            next = next.isBefore(nextSweep) ? next : nextSweep;
            if (next.isAfter(end)) {
                house.clock.to(end);
                return;
            }
            house.clock.to(next);
            if (!next.isBefore(nextSweep)) {
                house.broker().sweep();
                threads.forEach(this::step);
                nextSweep = next.plusSeconds(60);
            } else {
                step(due.remove().thread());
            }
        }
    }

    private void step(ThreadId thread) {
        due.removeIf(d -> d.thread().equals(thread));
        Optional<Instant> again = house.broker().step(thread);
        again.ifPresent(when -> due.add(new Due(when, thread)));
    }

    private Map<GlueOperation, Integer> counters() {
        Map<GlueOperation, Integer> calls = new EnumMap<>(GlueOperation.class);
        for (GlueOperation operation : GlueOperation.values()) {
            calls.put(operation, house.glue.calls(operation));
        }
        return calls;
    }

    @Test
    void a_thousand_idle_sessions_cost_ten_pages_a_minute_and_running_cells_twelve_polls_each() {
        try (house) {
            house.glue.script().provisioning(Duration.ZERO).pageSize(100).answer("endless", Answer.endless());
            for (int i = 0; i < IDLE + RUNNING; i++) {
                ThreadView thread = house.thread(House.ANA);
                threads.add(thread.id());
                house.broker().start(thread.id(), House.ANA, Settings.NONE);
                step(thread.id());
            }
            pass(Duration.ofMinutes(3));
            assertThat(house.glue.alive()).hasSize(IDLE + RUNNING);

            List<CellView> cells = new ArrayList<>();
            Map<GlueOperation, Integer> before = counters();
            for (int i = 0; i < RUNNING; i++) {
                ThreadView thread = house.broker().thread(threads.get(i * 50)).orElseThrow();
                cells.add(house.submit(thread, "endless"));
                step(thread.id());
                if (i == 0) {
                    pass(Duration.ofSeconds(50));
                    int first = house.glue.calls(GlueOperation.GET_STATEMENT)
                            - before.getOrDefault(GlueOperation.GET_STATEMENT, 0);
                    assertThat(first)
                            .as(
                                    "polls of a cell in its first 50 s: each 0.2 s up to 2 s, then after a tenth of the time")
                            .isBetween(40, 46);
                }
            }
            pass(Duration.ofMinutes(2));
            Map<GlueOperation, Integer> from = counters();
            int minutes = 3;
            pass(Duration.ofMinutes(minutes));
            Map<GlueOperation, Integer> to = counters();
            System.out.printf(
                    "calls per minute with %d idle sessions and %d running cells: GetStatement %.1f, ListSessions %.1f%n",
                    IDLE,
                    RUNNING,
                    (to.getOrDefault(GlueOperation.GET_STATEMENT, 0)
                                    - from.getOrDefault(GlueOperation.GET_STATEMENT, 0))
                            / (double) minutes,
                    (to.getOrDefault(GlueOperation.LIST_SESSIONS, 0)
                                    - from.getOrDefault(GlueOperation.LIST_SESSIONS, 0))
                            / (double) minutes);
            assertThat(to.getOrDefault(GlueOperation.GET_STATEMENT, 0)
                            - from.getOrDefault(GlueOperation.GET_STATEMENT, 0))
                    .as("each cell each five seconds")
                    .isBetween(RUNNING * 11 * minutes, RUNNING * 12 * minutes);
            assertThat(to.getOrDefault(GlueOperation.LIST_SESSIONS, 0)
                            - from.getOrDefault(GlueOperation.LIST_SESSIONS, 0))
                    .as("eleven pages a minute, and each ten minutes once more for what is not ours")
                    .isBetween(11 * minutes, 11 * (minutes + 1));
            for (GlueOperation other : List.of(
                    GlueOperation.GET_SESSION,
                    GlueOperation.RUN_STATEMENT,
                    GlueOperation.LIST_STATEMENTS,
                    GlueOperation.CREATE_SESSION,
                    GlueOperation.STOP_SESSION,
                    GlueOperation.CANCEL_STATEMENT)) {
                assertThat(to.getOrDefault(other, 0) - from.getOrDefault(other, 0))
                        .as(other.awsName())
                        .isZero();
            }
            assertThat(cells).allMatch(cell -> house.now(cell).state() == CellState.RUNNING);
        }
    }
}
