package io.gluethread.broker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.broker.policy.Ailment;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Duties under a clock that is turned by hand; only how often replicas look is real time. */
final class DutiesTest {
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-20T12:00:00Z"));
    private final InstantSource clock = now::get;
    private final AtomicReference<Instant> steady = new AtomicReference<>(now.get());
    private final Semaphore done = new Semaphore(0);
    private final AtomicInteger times = new AtomicInteger();

    private void work() {
        times.incrementAndGet();
        done.release();
    }

    private Duties replica(SqlLedger ledger, String name, Runnable work) {
        return ledger.duties(name, clock, steady::get, LOOK, List.of(new Duties.Duty("sweep", MINUTE, work)));
    }

    private void onceMore() throws InterruptedException {
        assertThat(done.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void number_44_of_two_replicas_on_postgresql_one_does_it_each_time_and_the_other_one_goes_on_alone()
            throws Exception {
        LedgerSettings settings = Postgres.database();
        try (SqlLedger one = SqlLedger.open(settings);
                SqlLedger two = SqlLedger.open(settings)) {
            try (Duties first = replica(one, "first", this::work)) {
                try (Duties second = replica(two, "second", this::work)) {
                    first.start();
                    second.start();
                    onceMore();
                    for (int minute = 0; minute < 5; minute++) {
                        settled(one);
                        now.updateAndGet(t -> t.plus(MINUTE));
                        onceMore();
                    }
                    assertThat(second.check()).isEmpty();
                }
                settled(one);
                now.updateAndGet(t -> t.plus(MINUTE));
                onceMore();
            }
            assertThat(times).hasValue(7);
        }
    }

    /** It has been written down that it was done, by the clock as it stands. */
    private void settled(SqlLedger ledger) {
        Instant next = now.get().plus(MINUTE);
        Semaphore pause = new Semaphore(0);
        for (int tries = 0; tries < 600; tries++) {
            int rows = ledger.transact(tx -> tx.handle()
                    .createQuery("select count(*) from scheduled_tasks where picked = false and execution_time = :next")
                    .bind("next", next)
                    .mapTo(Integer.class)
                    .one());
            if (rows == 1) {
                return;
            }
            try {
                assertThat(pause.tryAcquire(100, TimeUnit.MILLISECONDS)).isFalse();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new AssertionError("it was not written down that it was done");
    }

    @Test
    void one_that_throws_is_done_again_at_its_next_time_on_h2_too() throws Exception {
        try (SqlLedger ledger =
                        SqlLedger.open(LedgerSettings.memory(UUID.randomUUID().toString()));
                Duties duties = replica(ledger, "only", () -> {
                    work();
                    if (times.get() == 1) {
                        throw new IllegalStateException("on purpose");
                    }
                })) {
            duties.start();
            onceMore();
            settled(ledger);
            now.updateAndGet(t -> t.plus(MINUTE));
            onceMore();
            assertThat(times).hasValue(2);
        }
    }

    @Test
    void after_a_jump_of_the_clock_nothing_is_told_since_what_is_late_is_done_soon() throws Exception {
        try (SqlLedger ledger =
                        SqlLedger.open(LedgerSettings.memory(UUID.randomUUID().toString()));
                Duties duties = replica(ledger, "only", this::work)) {
            duties.start();
            onceMore();
            settled(ledger);
            now.updateAndGet(t -> t.plus(Duration.ofHours(1)));
            assertThat(duties.check()).isEmpty();
            onceMore();
            settled(ledger);
            assertThat(duties.check()).isEmpty();
            steady.updateAndGet(t -> t.plus(MINUTE));
            now.updateAndGet(t -> t.plus(Duration.ofHours(1)));
            assertThat(duties.check()).as("late anew, not since the last time").isEmpty();
            onceMore();
        }
    }

    @Test
    void what_nobody_does_is_told() {
        try (SqlLedger ledger =
                        SqlLedger.open(LedgerSettings.memory(UUID.randomUUID().toString()));
                Duties duties = ledger.duties(
                        "looks but rarely",
                        clock,
                        steady::get,
                        Duration.ofHours(1),
                        List.of(new Duties.Duty("sweep", MINUTE, this::work)))) {
            assertThat(duties.check().map(Ailment::what)).contains("this replica does none of the duties");
            duties.start();
            settled(ledger);
            assertThat(duties.check()).isEmpty();
            now.updateAndGet(t -> t.plus(MINUTE.multipliedBy(5)));
            assertThat(duties.check())
                    .as("the clock may just have been set forward")
                    .isEmpty();
            steady.updateAndGet(t -> t.plusSeconds(30));
            assertThat(duties.check().map(Ailment::what)).contains("nobody has done the duty 'sweep' for minutes");
        }
    }
}
