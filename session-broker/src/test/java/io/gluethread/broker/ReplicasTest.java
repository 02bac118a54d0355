package io.gluethread.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.gluethread.broker.glue.Glue;
import io.gluethread.broker.glue.GlueException;
import io.gluethread.broker.glue.GlueOperation;
import io.gluethread.broker.glue.memory.Answer;
import io.gluethread.broker.glue.memory.InMemoryGlue;
import io.gluethread.broker.glue.memory.Script.When;
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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Two replicas on one PostgreSQL, under one clock that is turned by hand: whatever happens to one, each cell runs once. */
final class ReplicasTest {
    private final House a =
            new House(BrokerDefaults.of(House.REGION, House.ROLE, "gluethread-test"), Postgres.database());
    private final House b = new House(a);

    @BeforeEach
    void script() {
        a.glue.script()
                .answer("quick", Answer.text("q").taking(Duration.ofSeconds(1)))
                .answer("forever", Answer.endless())
                .answer("last", "l");
    }

    @AfterEach
    void both_are_in_order() {
        try (a;
                b) {
            a.mustBeInOrder();
            assertThat(b.troubles).isEmpty();
        }
    }

    /** A thread with a quick cell, one that has to be cancelled, and a last one. */
    private final class Story {
        final ThreadView thread = a.thread(House.ANA);
        final CellView quick = a.submit(thread, "quick");
        final CellView cancelled = a.submit(thread, "forever");
        final CellView last = a.submit(thread, "last");

        /** Time goes by for these replicas until the story is over, with the cancel that somebody asks for. */
        void pass(Duration most, House... alive) {
            for (long second = 0; second < most.toSeconds(); second++) {
                alive[0].pass(Duration.ofSeconds(1), alive);
                if (alive[0].now(last).state().isOver()) {
                    return;
                }
                if (alive[0].now(cancelled).state() == CellState.RUNNING) {
                    alive[0].broker().cancel(thread.id(), cancelled.id(), House.ANA);
                }
            }
        }

        void endsWell() {
            assertThat(b.now(quick).state()).isEqualTo(CellState.OK);
            assertThat(b.now(cancelled).state()).isEqualTo(CellState.CANCELLED);
            assertThat(b.now(last).state()).isEqualTo(CellState.OK);
            assertThat(b.session(thread).state()).isEqualTo(SessionState.READY);
            assertThat(b.session(thread).generation()).isEqualTo(1);
            assertThat(a.glue.executions("quick")).isEqualTo(1);
            assertThat(a.glue.executions("last")).isEqualTo(1);
        }
    }

    /** Calls of a story, each before it has left and with its answer in hand. */
    static Stream<Arguments> moments() {
        return IntStream.of(0, 2, 5, 8, 9, 11, 13, 16)
                .boxed()
                .flatMap(call -> Stream.of(arguments(call, false), arguments(call, true)));
    }

    @ParameterizedTest
    @MethodSource("moments")
    void what_one_was_doing_when_it_died_the_other_one_takes_over(int call, boolean answered) {
        Story story = new Story();
        a.crash(glue -> new MortalGlue(glue, call, answered));
        boolean died = false;
        try {
            story.pass(Duration.ofMinutes(3), a);
        } catch (MortalGlue.Died e) {
            died = true;
        }
        assertThat(died).as("it died at all").isTrue();
        story.pass(Duration.ofMinutes(2), b);
        story.endsWell();
    }

    /** Time goes by for the one that is left until it is so; answers how much. */
    private Duration until(House left, BooleanSupplier so) {
        Instant began = left.clock.instant();
        while (!so.getAsBoolean()) {
            left.pass(Duration.ofSeconds(1));
            assertThat(Duration.between(began, left.clock.instant())).isLessThan(Duration.ofMinutes(2));
        }
        return Duration.between(began, left.clock.instant());
    }

    /** The first one takes a cell and dies over it, in one of its next calls to Glue. */
    private CellView submitToOneThatDies(ThreadView thread, UnaryOperator<Glue> mortal) {
        a.crash(mortal);
        CellView cell = a.submit(thread, "quick");
        assertThatThrownBy(() -> a.pass(Duration.ofSeconds(10))).isInstanceOf(MortalGlue.Died.class);
        return cell;
    }

    @Test
    void a_cell_that_runs_is_followed_by_the_other_one_seconds_after_the_first_one_died() {
        ThreadView thread = a.ready();
        CellView cell = submitToOneThatDies(thread, glue -> new MortalGlue(glue, 1, true));
        assertThat(until(b, () -> b.now(cell).state() == CellState.OK))
                .isLessThanOrEqualTo(Leases.ALIVE.plusSeconds(2));
    }

    @Test
    void a_cell_that_had_just_been_taken_by_glue_is_found_seconds_after_its_sender_died() {
        ThreadView thread = a.ready();
        CellView cell = submitToOneThatDies(thread, glue -> new MortalGlue(glue, 0, true));
        assertThat(until(b, () -> b.now(cell).state() == CellState.OK))
                .isLessThanOrEqualTo(Leases.ALIVE.plusSeconds(2));
        assertThat(a.glue.executions("quick")).isEqualTo(1);
    }

    @Test
    void a_cell_that_is_not_to_be_seen_is_sent_again_only_when_it_surely_does_not_come_any_more() {
        ThreadView thread = a.ready();
        CellView cell = submitToOneThatDies(thread, glue -> new MortalGlue(glue, 0, false));
        b.pass(Tenure.LASTING.minusSeconds(1));
        assertThat(b.now(cell).state()).isEqualTo(CellState.SENDING);
        assertThat(a.glue.calls(GlueOperation.LIST_STATEMENTS))
                .as("it is looked for")
                .isBetween(3, 20);
        b.pass(Duration.ofSeconds(5));
        assertThat(b.now(cell).state()).isEqualTo(CellState.OK);
        assertThat(a.glue.executions("quick")).isEqualTo(1);
    }

    /** Late, but within the time that a call can be under way: its sender is dead, and the other one already looks. */
    @Test
    void a_cell_that_arrives_after_its_sender_died_is_found_and_not_sent_again() {
        ThreadView thread = a.ready();
        List<Runnable> onTheWire = new ArrayList<>();
        CellView cell = submitToOneThatDies(thread, glue -> new GlueInBetween(glue) {
            @Override
            <T> T call(Supplier<T> work) {
                onTheWire.add(() -> assertThat(work.get()).isNotNull());
                throw new MortalGlue.Died();
            }
        });
        b.pass(Duration.ofSeconds(30));
        assertThat(b.now(cell).state()).isEqualTo(CellState.SENDING);
        onTheWire.forEach(Runnable::run);
        assertThat(until(b, () -> b.now(cell).state() == CellState.OK)).isLessThanOrEqualTo(Duration.ofSeconds(8));
        assertThat(a.glue.executions("quick")).isEqualTo(1);
        assertThat(a.glue.calls(GlueOperation.RUN_STATEMENT)).isEqualTo(2);
    }

    @Test
    void one_alone_that_starts_again_goes_on_after_seconds_with_what_it_had_in_hand() {
        ThreadView thread = a.ready();
        CellView cell = submitToOneThatDies(thread, glue -> new MortalGlue(glue, 1, true));
        a.crash(UnaryOperator.identity());
        assertThat(until(a, () -> a.now(cell).state() == CellState.OK))
                .isLessThanOrEqualTo(Leases.ALIVE.plusSeconds(2));
    }

    @Test
    void a_session_that_was_being_stopped_is_stopped_seconds_after_the_replica_died() {
        ThreadView thread = a.ready();
        a.crash(glue -> new MortalGlue(glue, 0, false));
        a.broker().stop(thread.id(), House.ANA);
        assertThatThrownBy(() -> a.pass(Duration.ofSeconds(10))).isInstanceOf(MortalGlue.Died.class);
        assertThat(until(b, () -> b.session(thread).state() == SessionState.STOPPED))
                .isLessThanOrEqualTo(Duration.ofSeconds(20));
        assertThat(a.glue.calls(GlueOperation.STOP_SESSION)).isEqualTo(1);
    }

    /** Calls of a story by operation and number, each before it has left and with its answer in hand. */
    static Stream<Arguments> calls() {
        return Stream.of(
                        Map.entry("create", 0),
                        Map.entry("session", 0),
                        Map.entry("session", 3),
                        Map.entry("run", 0),
                        Map.entry("run", 1),
                        Map.entry("run", 3),
                        Map.entry("statement", 1),
                        Map.entry("statement", 3),
                        Map.entry("cancel", 0))
                .flatMap(call -> Stream.of(
                        arguments(call.getKey(), call.getValue(), false),
                        arguments(call.getKey(), call.getValue(), true)));
    }

    /** The worst there is: it goes on where it was, minutes later, and does not know that time went by. */
    @ParameterizedTest
    @MethodSource("calls")
    void stopped_in_the_middle_of_a_call_for_longer_than_its_lease_it_does_no_harm_when_it_goes_on(
            String operation, int number, boolean answered) {
        Story story = new Story();
        List<StoppedGlue> between = new ArrayList<>();
        a.crash(glue -> {
            StoppedGlue stopping = new StoppedGlue(glue, operation, number, answered, () -> {
                story.pass(Duration.ofMinutes(3), b);
                b.pass(Duration.ofMinutes(1));
            });
            between.add(stopping);
            return stopping.asGlue();
        });
        story.pass(Duration.ofMinutes(3), a);
        assertThat(between.getFirst().stopped()).as("it was stopped at all").isTrue();
        a.pass(Duration.ofMinutes(1), a, b);
        story.endsWell();
    }

    @Test
    void stopped_before_a_cell_leaves_it_sends_the_cell_when_nobody_else_was_there() {
        ThreadView thread = a.ready();
        a.crash(glue -> new StoppedGlue(glue, "run", 0, false, () -> a.clock.forward(Duration.ofMinutes(10))).asGlue());
        CellView cell = a.submit(thread, "quick");
        a.pass(Duration.ofMinutes(1));
        a.pass(Duration.ofMinutes(1));
        assertThat(a.now(cell).state()).isEqualTo(CellState.OK);
        assertThat(a.glue.executions("quick")).isEqualTo(1);
    }

    @Test
    void what_is_unclear_to_one_is_not_sent_again_by_the_other_before_it_is_sure() {
        ThreadView thread = a.ready();
        CellView cell = a.submit(thread, "quick");
        a.glue.script()
                .fail(
                        GlueOperation.RUN_STATEMENT,
                        () -> new GlueException.Unclear("no answer", null),
                        1,
                        When.BEFORE_EFFECT);
        Optional<Instant> again = a.broker().step(thread.id());
        assertThat(a.now(cell).state()).isEqualTo(CellState.SENDING);
        assertThat(again).isPresent();
        b.pass(Duration.ofSeconds(9));
        assertThat(b.now(cell).state()).isEqualTo(CellState.SENDING);
        b.pass(Duration.ofSeconds(20));
        assertThat(b.now(cell).state()).isEqualTo(CellState.OK);
    }

    @Test
    void an_answer_in_hand_that_was_overtaken_is_not_believed() {
        ThreadView thread = a.ready();
        CellView cell = a.submit(thread, "quick");
        a.glue.script()
                .fail(
                        GlueOperation.RUN_STATEMENT,
                        () -> new GlueException.Unclear("no answer", null),
                        1,
                        When.BEFORE_EFFECT);
        assertThat(a.broker().step(thread.id())).isPresent();
        a.clock.forward(Duration.ofSeconds(15));

        // One hears that the cell is not there and is stopped; the other one hears the same, sends it, and dies.
        b.crash(glue -> new MortalGlue(glue, 1, true));
        a.crash(glue -> new StoppedGlue(glue, "statements", 0, true, () -> {
                    b.clock.forward(Duration.ofMinutes(2));
                    assertThatThrownBy(() -> b.pass(Duration.ofSeconds(1))).isInstanceOf(MortalGlue.Died.class);
                    b.clock.forward(Duration.ofSeconds(20));
                })
                .asGlue());
        assertThat(a.broker().step(thread.id())).isPresent();
        assertThat(a.now(cell).state()).isEqualTo(CellState.SENDING);
        a.pass(Duration.ofMinutes(3));
        assertThat(a.now(cell).state()).isEqualTo(CellState.OK);
        assertThat(a.glue.executions("quick")).isEqualTo(1);
    }

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
