package io.gluethread.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.broker.glue.GlueOperation;
import io.gluethread.broker.glue.memory.InMemoryGlue;
import io.gluethread.broker.ledger.Lease;
import io.gluethread.broker.ledger.Leases;
import io.gluethread.broker.ledger.LedgerSettings;
import io.gluethread.broker.ledger.Postgres;
import io.gluethread.broker.ledger.SqlLedger;
import io.gluethread.broker.ledger.Threads;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.Language;
import io.gluethread.broker.session.Notice;
import io.gluethread.broker.session.Rate;
import io.gluethread.broker.session.SessionState;
import io.gluethread.broker.session.Settings;
import io.gluethread.broker.session.ThreadId;
import io.gluethread.broker.session.ThreadView;
import io.gluethread.broker.statement.MarkedStatementCode;
import io.gluethread.broker.statement.OutputParser;
import io.gluethread.broker.statement.ResultLimits;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Two replicas that both live share the work and do nothing twice. */
final class ReplicasTest extends TwoHouses {
    @Test
    void cells_run_in_the_order_in_which_they_came_whoever_took_them() {
        ThreadView thread = a.ready();
        List<CellView> cells = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            House either = i % 2 == 0 ? a : b;
            cells.add(either.submit(thread, "number" + i + "_"));
            either.broker().step(thread.id());
        }
        b.pass(Duration.ofSeconds(60), b, a);
        List<String> executed = a.glue.executed();
        for (int i = 0; i < 6; i++) {
            String text = "number" + i + "_";
            assertThat(a.now(cells.get(i)).state()).isEqualTo(CellState.OK);
            assertThat(a.now(cells.get(i)).ordinal()).isEqualTo(i + 1);
            assertThat(executed.stream().filter(code -> code.contains(text))).hasSize(1);
        }
        assertThat(executed.stream()
                        .filter(code -> code.contains("number"))
                        .map(code -> code.replaceAll("(?s).*number(\\d)_.*", "$1")))
                .containsExactly("0", "1", "2", "3", "4", "5");
    }

    /** Real threads, as fast as they can: what is right must not depend on who comes first. */
    @Test
    void woken_at_the_same_moment_only_one_of_them_acts() throws Exception {
        a.glue.script().refusingWhileBusy();
        ThreadView thread = a.ready();
        List<CellView> cells = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            cells.add(a.submit(thread, "together" + i + "_"));
        }
        CyclicBarrier together = new CyclicBarrier(2);
        try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 400 && !a.now(cells.getLast()).state().isOver(); round++) {
                for (Future<Boolean> done :
                        both.invokeAll(List.of(step(a, thread, together), step(b, thread, together)))) {
                    assertThat(done.get()).isTrue();
                }
                a.clock.forward(Duration.ofSeconds(1));
            }
        }
        for (int i = 0; i < 12; i++) {
            assertThat(a.now(cells.get(i)).state()).isEqualTo(CellState.OK);
            assertThat(a.glue.executions("together" + i + "_")).isEqualTo(1);
        }
        // A session that takes one statement at a time had no reason to refuse any.
        assertThat(a.glue.calls(GlueOperation.RUN_STATEMENT)).isEqualTo(13);
    }

    private static Callable<Boolean> step(House house, ThreadView thread, CyclicBarrier together) {
        return () -> {
            together.await(60, TimeUnit.SECONDS);
            for (int i = 0; i < 5; i++) {
                Optional<Instant> next = house.broker().step(thread.id());
                if (next.isEmpty() || next.get().isAfter(house.clock.instant())) {
                    return true;
                }
            }
            return true;
        };
    }

    @Test
    void limits_hold_for_both_together() throws Exception {
        int most = BrokerDefaults.Limits.DEFAULT.maxLivePerPerson();
        CyclicBarrier together = new CyclicBarrier(8);
        List<Callable<Broker.Started>> starts = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            House either = i % 2 == 0 ? a : b;
            ThreadView thread = either.thread(House.ANA);
            starts.add(() -> {
                together.await(60, TimeUnit.SECONDS);
                return either.broker().start(thread.id(), House.ANA, Settings.NONE);
            });
        }
        int started = 0;
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Broker.Started> answer : all.invokeAll(starts)) {
                started += answer.get() instanceof Broker.Started.Starting ? 1 : 0;
            }
        }
        assertThat(started).isEqualTo(most);
        b.pass(Duration.ofMinutes(1), b, a);
        assertThat(a.glue.alive()).hasSize(most);
    }

    @Test
    void the_same_request_that_comes_to_both_is_one_thread_and_one_cell() throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        ThreadView thread = a.thread(House.ANA);
        List<Callable<Broker.Submitted>> submits = new ArrayList<>();
        for (House house : List.of(a, b)) {
            submits.add(() -> {
                together.await(60, TimeUnit.SECONDS);
                return house.broker()
                        .submit(
                                thread.id(),
                                new Broker.NewCell(
                                        House.ANA, Language.PYTHON, "quick", Optional.empty(), "the same request"));
            });
        }
        try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Broker.Submitted> answer : both.invokeAll(submits)) {
                assertThat(answer.get()).isNotInstanceOf(Broker.Submitted.Refused.class);
            }
        }
        b.pass(Duration.ofMinutes(1), b, a);
        assertThat(a.glue.executions("quick")).isEqualTo(1);
    }

    @Test
    void number_44_both_may_sweep_at_once() {
        ThreadView thread = a.ready();
        for (int minute = 0; minute < 33; minute++) {
            a.pass(Duration.ofMinutes(1), a, b);
            b.broker().sweep();
        }
        assertThat(a.session(thread).state().isOver()).isTrue();
        assertThat(a.notices(thread, Notice.IdleSoon.class)).hasSize(1);
        assertThat(a.notices(thread, Notice.Ended.class)).hasSize(1);
    }

    @Test
    void what_nobody_does_is_found_by_its_moment_and_what_rests_is_not() {
        ThreadView resting = a.ready();
        ThreadView waiting = a.thread(House.BEN);
        Instant asked = a.clock.instant();
        CellView cell = a.submit(waiting, "quick");

        assertThat(late(b, asked.minusMillis(1))).isEmpty();
        assertThat(late(b, asked)).containsExactly(waiting.id());
        Leases other = a.ledger.leases("another replica");
        Lease held =
                other.take(Threads.lease(waiting.id()), Duration.ofMinutes(1)).orElseThrow();
        assertThat(late(b, asked)).isEmpty();
        other.release(held);
        b.pass(Duration.ofMinutes(1));
        assertThat(b.now(cell).state()).isEqualTo(CellState.OK);
        assertThat(late(b, b.clock.instant())).isEmpty();
        assertThat(b.session(resting).state()).isEqualTo(SessionState.READY);
    }

    private static List<ThreadId> late(House house, Instant before) {
        return house.ledger.transact(tx -> tx.threads().late(before, house.clock.instant(), 10));
    }

    @Test
    void started_a_replica_does_what_another_one_took_and_does_not_do() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        LedgerSettings database = Postgres.empty();
        InstantSource clock = InstantSource.system();
        InMemoryGlue glue = new InMemoryGlue(clock);
        try (SqlLedger one = SqlLedger.open(database);
                SqlLedger two = SqlLedger.open(database);
                LedgerBroker idle = broker(one, glue, clock, _ -> {});
                LedgerBroker busy = broker(two, glue, clock, broker -> {
                    if (broker.openThreads().stream()
                            .flatMap(thread -> broker.cells(thread.id()).stream())
                            .anyMatch(cell -> cell.state() == CellState.OK)) {
                        done.countDown();
                    }
                })) {
            busy.start();
            ThreadView thread = idle.open(
                    new Broker.Opening("T1", "C1", Optional.empty(), House.ANA, "", Settings.NONE, false, "open"));
            idle.submit(thread.id(), new Broker.NewCell(House.ANA, Language.PYTHON, "a = 1", Optional.empty(), "cell"));
            assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static LedgerBroker broker(
            SqlLedger ledger, InMemoryGlue glue, InstantSource clock, Consumer<LedgerBroker> changed) {
        AtomicReference<LedgerBroker> self = new AtomicReference<>();
        LedgerBroker broker = new LedgerBroker(new LedgerBroker.Parts(
                ledger,
                glue,
                new MarkedStatementCode(ResultLimits.DEFAULT),
                OutputParser::result,
                (region, size) -> new Rate(BigDecimal.ONE, "test", false),
                BrokerDefaults.of(House.REGION, House.ROLE, "gluethread-test"),
                new BrokerEvents() {
                    @Override
                    public void surfacesChanged(ThreadId thread) {
                        changed.accept(self.get());
                    }

                    @Override
                    public void troubled(String where, Throwable trouble) {}
                },
                clock,
                LedgerBroker.randomIds()));
        self.set(broker);
        return broker;
    }
}
