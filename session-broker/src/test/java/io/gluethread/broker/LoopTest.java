package io.gluethread.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.broker.glue.GlueException;
import io.gluethread.broker.glue.GlueOperation;
import io.gluethread.broker.glue.memory.InMemoryGlue;
import io.gluethread.broker.glue.memory.Script.When;
import io.gluethread.broker.ledger.LedgerSettings;
import io.gluethread.broker.ledger.SqlLedger;
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
}
