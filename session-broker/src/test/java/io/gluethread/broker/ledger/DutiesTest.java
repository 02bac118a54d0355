package io.gluethread.broker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.broker.policy.Ailment;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
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

    /** A look that was under way when the clock was turned saw the time before; it looks again when time goes on. */
    private void onceMore() throws InterruptedException {
        for (int tries = 0; tries < 100; tries++) {
            if (done.tryAcquire(600, TimeUnit.MILLISECONDS)) {
                return;
            }
            now.updateAndGet(t -> t.plus(LOOK).plusMillis(1));
        }
        throw new AssertionError("nobody did it");
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

    /** It has been written down that it was done, and nothing is due. */
    private void settled(SqlLedger ledger) {
        Semaphore pause = new Semaphore(0);
        for (int tries = 0; tries < 600; tries++) {
            int rows = ledger.transact(tx -> tx.handle()
                    .createQuery("select count(*) from scheduled_tasks where picked = false and execution_time > :now")
                    .bind("now", now.get())
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

    /** A sweep in the middle of which its replica is stopped, until it is told to go on. */
    private static final class Stopped {
        final Semaphore inHand = new Semaphore(0);
        final Semaphore goOn = new Semaphore(0);

        void sweep() {
            inHand.release();
            goOn.acquireUninterruptibly();
        }
    }

    private static Map<String, Object> row(SqlLedger ledger) {
        return ledger.transact(tx -> tx.handle()
                .createQuery("select picked, execution_time, version from scheduled_tasks where task_name = 'sweep'")
                .mapToMap()
                .one());
    }

    /** The other one goes on after all: what it did is not written down, and disturbs nothing. */
    private void goesOnInVain(SqlLedger ledger, Stopped stopped, Duties duties) {
        Map<String, Object> before = row(ledger);
        now.updateAndGet(t -> t.plusSeconds(10));
        stopped.goOn.release();
        duties.close();
        assertThat(row(ledger)).isEqualTo(before);
    }

    @Test
    void on_postgresql_what_a_replica_was_doing_is_done_as_soon_as_it_counts_as_dead() throws Exception {
        LedgerSettings settings = Postgres.database();
        LedgerTime time = new LedgerTime.Given(clock);
        Stopped stopped = new Stopped();
        try (SqlLedger one = SqlLedger.open(settings, time);
                SqlLedger two = SqlLedger.open(settings, time);
                Duties first = replica(one, "first", stopped::sweep);
                Duties second = replica(two, "second", this::work)) {
            Leases other = two.leases("second");
            one.leases("first").beat();
            other.beat();
            first.start();
            assertThat(stopped.inHand.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
            second.start();
            now.updateAndGet(t -> t.plusSeconds(7));
            other.beat();
            assertThat(new DutiesOfTheDead(two, other).free()).isZero();
            assertThat(times).hasValue(0);
            now.updateAndGet(t -> t.plusSeconds(2));
            onceMore();
            settled(two);
            goesOnInVain(two, stopped, first);
            assertThat(times).hasValue(1);
        }
    }

    @Test
    void on_a_database_of_its_own_what_the_process_before_was_doing_is_done_from_the_start_on() throws Exception {
        Stopped stopped = new Stopped();
        try (SqlLedger ledger =
                        SqlLedger.open(LedgerSettings.memory(UUID.randomUUID().toString()));
                Duties before = replica(ledger, "before", stopped::sweep);
                Duties after = replica(ledger, "after", this::work)) {
            before.start();
            assertThat(stopped.inHand.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
            after.start();
            onceMore();
            settled(ledger);
            goesOnInVain(ledger, stopped, before);
            assertThat(times).hasValue(1);
        }
    }

    private static void picked(SqlLedger ledger, String duty, String by) {
        assertThat(ledger.<Integer>transact(tx -> tx.handle()
                        .createUpdate("insert into scheduled_tasks (task_name, task_instance, execution_time, picked,"
                                + " picked_by, last_heartbeat, version)"
                                + " values (:duty, 'recurring', current_timestamp, true, :by, current_timestamp, 7)")
                        .bind("duty", duty)
                        .bind("by", by)
                        .execute()))
                .isEqualTo(1);
    }

    @Test
    void only_what_a_known_and_dead_replica_has_is_free() {
        try (SqlLedger ledger = SqlLedger.open(Postgres.database(), new LedgerTime.Given(clock))) {
            Leases me = ledger.leases("me");
            ledger.leases("dead").beat();
            me.beat();
            now.updateAndGet(t -> t.plus(Leases.ALIVE));
            ledger.leases("alive").beat();
            List.of("dead", "me", "alive", "never heard of").forEach(by -> picked(ledger, "duty of " + by, by));
            assertThat(new DutiesOfTheDead(ledger, me).free()).isEqualTo(1);
            assertThat(ledger.<List<String>>transact(tx -> tx.handle()
                            .createQuery("select task_name from scheduled_tasks where picked = false"
                                    + " and picked_by is null and last_heartbeat is null and version = 8")
                            .mapTo(String.class)
                            .list()))
                    .containsExactly("duty of dead");
        }
    }

    @Test
    void one_that_comes_back_and_picks_anew_in_the_very_moment_keeps_it() throws Exception {
        LedgerSettings settings = Postgres.database();
        LedgerTime time = new LedgerTime.Given(clock);
        try (SqlLedger one = SqlLedger.open(settings, time);
                SqlLedger two = SqlLedger.open(settings, time);
                ExecutorService aside = Executors.newVirtualThreadPerTaskExecutor()) {
            Leases revenant = one.leases("revenant");
            revenant.beat();
            picked(one, "sweep", "revenant");
            now.updateAndGet(t -> t.plus(Leases.ALIVE));
            DutiesOfTheDead others = new DutiesOfTheDead(two, two.leases("other"));
            Future<Integer> freed = one.transact(tx -> {
                assertThat(tx.handle().execute("update scheduled_tasks set version = 9 where task_name = 'sweep'"))
                        .isEqualTo(1);
                Future<Integer> freeing = aside.submit(others::free);
                untilSomebodyWaitsFor(tx);
                return freeing;
            });
            assertThat(freed.get(60, TimeUnit.SECONDS)).isZero();
            assertThat(row(one)).containsEntry("picked", true).containsEntry("version", 9L);
        }
    }

    private static void untilSomebodyWaitsFor(LedgerTransaction tx) {
        for (int tries = 0; tries < 6000; tries++) {
            boolean waits = tx.handle()
                    .createQuery("select count(*) > 0 from pg_locks"
                            + " where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))")
                    .mapTo(Boolean.class)
                    .one();
            if (waits) {
                return;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        throw new AssertionError("nobody waits");
    }
}
