package io.gluethread.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.broker.glue.GlueException;
import io.gluethread.broker.glue.GlueOperation;
import io.gluethread.broker.glue.memory.InMemoryGlue;
import io.gluethread.broker.glue.memory.Script.When;
import io.gluethread.broker.ledger.LedgerSettings;
import io.gluethread.broker.ledger.SqlLedger;
import io.gluethread.broker.policy.Ailment;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.Language;
import io.gluethread.broker.session.Rate;
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
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

final class LoopTest {
    @Test
    void no_thread_is_ever_in_two_steps_at_once_and_no_wake_is_lost() throws Exception {
        Map<ThreadId, AtomicInteger> inside = new ConcurrentHashMap<>();
        Map<ThreadId, Integer> asked = new ConcurrentHashMap<>();
        AtomicInteger overlaps = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(20);
        Loop loop = new Loop(
                thread -> {
                    AtomicInteger count = inside.computeIfAbsent(thread, t -> new AtomicInteger());
                    if (count.incrementAndGet() > 1) {
                        overlaps.incrementAndGet();
                    }
                    int times = asked.merge(thread, 1, Integer::sum);
                    if (times == 5) {
                        all.countDown();
                    }
                    count.decrementAndGet();
                    return times < 5 ? Optional.of(Instant.EPOCH) : Optional.empty();
                },
                InstantSource.system());
        try (loop) {
            loop.start();
            try (var wakers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 20; i++) {
                    ThreadId thread = new ThreadId("thread%04d".formatted(i));
                    for (int k = 0; k < 5; k++) {
                        wakers.execute(() -> loop.wake(thread, Instant.EPOCH));
                    }
                }
            }
            assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(overlaps).hasValue(0);
    }

    @Test
    void started_the_broker_does_everything_by_itself_also_when_something_unexpected_is_thrown() throws Exception {
        InstantSource clock = InstantSource.system();
        InMemoryGlue glue = new InMemoryGlue(clock);
        glue.script()
                .fail(
                        GlueOperation.CREATE_SESSION,
                        () -> new GlueException.Throttled("x", null),
                        1,
                        When.BEFORE_EFFECT);
        MarkedStatementCode code = new MarkedStatementCode(ResultLimits.DEFAULT);
        CountDownLatch seen = new CountDownLatch(1);
        List<LedgerBroker> self = new ArrayList<>();
        try (SqlLedger ledger =
                SqlLedger.open(LedgerSettings.memory(UUID.randomUUID().toString()))) {
            LedgerBroker broker = new LedgerBroker(new LedgerBroker.Parts(
                    ledger,
                    glue,
                    code,
                    OutputParser::result,
                    (region, size) -> new Rate(BigDecimal.ONE, "test", false),
                    BrokerDefaults.of(House.REGION, House.ROLE, "gluethread-test"),
                    new BrokerEvents() {
                        @Override
                        public void surfacesChanged(ThreadId thread) {
                            boolean done = self.getFirst().cells(thread).stream()
                                    .anyMatch(cell -> cell.state() == CellState.OK);
                            if (done) {
                                seen.countDown();
                            }
                        }

                        @Override
                        public void troubled(String where, Throwable trouble) {}
                    },
                    clock,
                    LedgerBroker.randomIds()));
            self.add(broker);
            try (broker) {
                broker.start();
                ThreadView thread = broker.open(
                        new Broker.Opening("T1", "C1", Optional.empty(), House.ANA, "", Settings.NONE, true, "open"));
                broker.submit(
                        thread.id(), new Broker.NewCell(House.ANA, Language.PYTHON, "a = 1", Optional.empty(), "cell"));
                assertThat(seen.await(30, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    /** Waits for what comes soon, without sleeping. */
    private static void eventually(BooleanSupplier condition) {
        Instant end = Instant.now().plusSeconds(60);
        while (!condition.getAsBoolean() && Instant.now().isBefore(end)) {
            Thread.onSpinWait();
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Test
    void number_43_a_step_that_hangs_is_told_and_the_others_go_on() throws Exception {
        TurnedClock steady = new TurnedClock();
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch other = new CountDownLatch(1);
        Loop loop = new Loop(
                thread -> {
                    if (thread.value().equals("thread0001")) {
                        began.countDown();
                        awaitUninterruptibly(release);
                    } else {
                        other.countDown();
                    }
                    return Optional.empty();
                },
                InstantSource.system(),
                steady);
        try (loop) {
            loop.start();
            loop.wake(new ThreadId("thread0001"), Instant.EPOCH);
            assertThat(began.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(loop.ailment()).isEmpty();
            Instant since = steady.instant();
            steady.forward(Duration.ofMinutes(11));
            loop.wake(new ThreadId("thread0002"), Instant.EPOCH);
            assertThat(other.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(loop.ailment()).contains(new Ailment(since, "a step does not end"));
            assertThat(loop.drain(Duration.ofMillis(1))).isFalse();
            release.countDown();
            assertThat(loop.drain(Duration.ofMinutes(1))).isTrue();
            assertThat(loop.ailment()).isEmpty();
        }
    }

    @Test
    void number_43_a_loop_that_hangs_is_told_and_one_that_throws_goes_on() throws Exception {
        TurnedClock steady = new TurnedClock();
        AtomicInteger failures = new AtomicInteger(1);
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch stepped = new CountDownLatch(1);
        Loop loop = new Loop(
                thread -> {
                    stepped.countDown();
                    return Optional.empty();
                },
                () -> {
                    if (failures.getAndDecrement() > 0) {
                        throw new NoClassDefFoundError("not the end");
                    }
                    if (stepped.getCount() == 0) {
                        hanging.countDown();
                        awaitUninterruptibly(release);
                    }
                    return Instant.EPOCH;
                },
                steady);
        try (loop) {
            loop.wake(new ThreadId("thread0001"), Instant.EPOCH);
            loop.start();
            assertThat(stepped.await(60, TimeUnit.SECONDS)).as("after it threw").isTrue();
            assertThat(hanging.await(60, TimeUnit.SECONDS)).isTrue();
            Instant since = steady.instant();
            steady.forward(Duration.ofMinutes(3));
            assertThat(loop.ailment()).contains(new Ailment(since, "the loop does not go round"));
            release.countDown();
            loop.wake(new ThreadId("thread0002"), Instant.EPOCH);
            eventually(() -> loop.ailment().isEmpty());
        }
    }

    @Test
    void number_45_when_the_clock_is_set_back_nobody_waits_for_it() throws Exception {
        TurnedClock clock = new TurnedClock();
        CountDownLatch stepped = new CountDownLatch(1);
        CountDownLatch looked = new CountDownLatch(1);
        Loop loop = new Loop(
                thread -> {
                    (thread.value().equals("thread0001") ? stepped : looked).countDown();
                    return Optional.empty();
                },
                clock);
        try (loop) {
            loop.start();
            loop.wake(new ThreadId("thread0001"), clock.instant().plusSeconds(5));
            loop.wake(new ThreadId("thread0002"), clock.instant());
            assertThat(looked.await(60, TimeUnit.SECONDS)).isTrue();
            clock.forward(Duration.ofHours(-1));
            loop.wake(new ThreadId("thread0003"), clock.instant());
            assertThat(stepped.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void number_43_a_sweep_that_hangs_is_told_until_one_comes_to_its_end() throws Exception {
        TurnedClock steady = new TurnedClock();
        InMemoryGlue glue = new InMemoryGlue(InstantSource.system());
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (SqlLedger ledger =
                SqlLedger.open(LedgerSettings.memory(UUID.randomUUID().toString()))) {
            LedgerBroker broker = new LedgerBroker(
                    new LedgerBroker.Parts(
                            ledger,
                            new AfterCall(glue, () -> {
                                began.countDown();
                                awaitUninterruptibly(release);
                            }),
                            new MarkedStatementCode(ResultLimits.DEFAULT),
                            OutputParser::result,
                            (region, size) -> new Rate(BigDecimal.ONE, "test", false),
                            BrokerDefaults.of(House.REGION, House.ROLE, "gluethread-test"),
                            new BrokerEvents() {
                                @Override
                                public void surfacesChanged(ThreadId thread) {}

                                @Override
                                public void troubled(String where, Throwable trouble) {}
                            },
                            InstantSource.system(),
                            LedgerBroker.randomIds()),
                    steady);
            try (broker) {
                assertThat(broker.sweepAilment()).isEmpty();
                Thread sweep = Thread.ofVirtual().start(broker::sweep);
                assertThat(began.await(60, TimeUnit.SECONDS)).isTrue();
                Instant since = steady.instant();
                steady.forward(Duration.ofMinutes(11));
                assertThat(broker.sweepAilment()).contains(new Ailment(since, "the sweep does not come to its end"));
                release.countDown();
                assertThat(sweep.join(Duration.ofMinutes(1))).isTrue();
                assertThat(broker.sweepAilment()).isEmpty();
            }
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
