package io.gluethread.broker.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What leases do, whatever database they are in: two replicas, a and b, of one ledger. */
abstract class LeasesContract {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00.123456Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final InstantSource clock = now::get;
    private LedgerSettings settings;
    private SqlLedger first;
    private SqlLedger second;
    private Leases a;
    private Leases b;

    abstract LedgerSettings settings() throws Exception;

    @BeforeEach
    void open() throws Exception {
        settings = settings();
        first = SqlLedger.open(settings, new LedgerTime.Given(clock));
        second = SqlLedger.open(settings, new LedgerTime.Given(clock));
        a = first.leases("a");
        b = second.leases("b");
    }

    @AfterEach
    void close() {
        second.close();
        first.close();
    }

    private void pass(Duration time) {
        now.updateAndGet(t -> t.plus(time));
    }

    @Test
    void one_has_it_until_it_gives_it_back() {
        Lease held = a.take("thread:1", MINUTE).orElseThrow();
        assertThat(b.take("thread:1", MINUTE)).isEmpty();
        assertThat(a.take("thread:1", MINUTE))
                .as("not twice by the same either")
                .isEmpty();
        assertThat(b.take("thread:2", MINUTE)).isPresent();
        assertThat(b.until("thread:1")).contains(NOON.plus(MINUTE));

        a.release(held);
        assertThat(b.until("thread:1")).isEmpty();
        assertThat(b.take("thread:1", MINUTE)).isPresent();
        assertThat(a.take("thread:1", MINUTE)).isEmpty();
    }

    @Test
    void one_that_ran_out_is_taken_over_and_its_former_holder_can_do_nothing_with_it() {
        Lease old = a.take("x", MINUTE).orElseThrow();
        pass(MINUTE.minusMillis(1));
        assertThat(b.take("x", MINUTE)).isEmpty();
        pass(Duration.ofMillis(1));
        Lease taken = b.take("x", MINUTE).orElseThrow();

        assertThat(a.renew(old, MINUTE)).isFalse();
        a.release(old);
        assertThat(a.until("x")).as("not given back by a stranger").isPresent();
        assertThatThrownBy(() -> holding(first, a, old)).isInstanceOf(LeaseLostException.class);
        holding(second, b, taken);
    }

    @Test
    void taken_over_and_given_back_it_is_still_lost_for_the_first_one() {
        Lease old = a.take("x", MINUTE).orElseThrow();
        pass(MINUTE);
        b.release(b.take("x", MINUTE).orElseThrow());
        assertThatThrownBy(() -> holding(first, a, old)).isInstanceOf(LeaseLostException.class);

        Lease anew = a.take("x", MINUTE).orElseThrow();
        assertThatThrownBy(() -> holding(first, a, old)).isInstanceOf(LeaseLostException.class);
        holding(first, a, anew);
    }

    @Test
    void one_that_ran_out_without_anybody_wanting_it_still_holds_but_does_not_last() {
        Lease held = a.take("x", MINUTE).orElseThrow();
        assertThat(held.lasts(MINUTE)).isTrue();
        pass(Duration.ofSeconds(31));
        assertThat(held.lasts(Duration.ofSeconds(30))).isFalse();
        assertThatThrownBy(() -> held.mustLast(Duration.ofSeconds(30))).isInstanceOf(LeaseLostException.class);
        held.mustLast(Duration.ofSeconds(29));
        pass(MINUTE);
        assertThat(held.lasts(Duration.ZERO)).isFalse();
        holding(first, a, held);

        assertThat(a.renew(held, MINUTE)).isTrue();
        assertThat(held.lasts(MINUTE)).isTrue();
        assertThat(b.take("x", MINUTE)).isEmpty();
    }

    @Test
    void of_many_who_want_it_at_once_one_gets_it_each_time() throws Exception {
        for (int round = 0; round < 10; round++) {
            List<Callable<Optional<Lease>>> takes = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                Leases either = i % 2 == 0 ? a : b;
                takes.add(() -> either.take("x", MINUTE));
            }
            List<Optional<Lease>> taken = inParallel(takes);
            assertThat(taken.stream().filter(Optional::isPresent)).hasSize(1);
            pass(MINUTE);
        }
    }

    @Test
    void while_the_holder_writes_nobody_takes_it_over() throws Exception {
        Lease held = a.take("x", MINUTE).orElseThrow();
        pass(MINUTE);
        AtomicBoolean written = new AtomicBoolean();
        try (ExecutorService other = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> takeover = first.transact(tx -> {
                a.mustHold(tx, held);
                Future<Boolean> waiting = other.submit(() -> {
                    boolean got = b.take("x", MINUTE).isPresent();
                    return got && written.get();
                });
                // Whatever the other one does in this time, it cannot have it before this transaction is over.
                for (int i = 0; i < 200; i++) {
                    assertThat(waiting.isDone()).isFalse();
                    Thread.onSpinWait();
                }
                written.set(true);
                return waiting;
            });
            assertThat(takeover.get()).isTrue();
        }
    }

    @Test
    void a_transaction_that_fails_takes_nothing() {
        assertThatThrownBy(() -> first.transact(tx -> {
                    assertThat(a.take(tx, "x", MINUTE)).isPresent();
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");
        assertThat(b.take("x", MINUTE)).isPresent();
    }

    @Test
    void by_the_databases_own_clock_it_is_the_same() {
        try (SqlLedger real = SqlLedger.open(settings)) {
            Leases c = real.leases("c");
            Leases d = real.leases("d");
            Lease held = c.take("y", Duration.ofHours(1)).orElseThrow();
            assertThat(d.take("y", MINUTE)).isEmpty();
            assertThat(c.renew(held, Duration.ZERO)).isTrue();
            assertThat(held.lasts(Duration.ofMillis(1))).isFalse();
            assertThat(d.take("y", MINUTE)).isPresent();
        }
    }

    @Test
    void what_ran_out_long_ago_is_forgotten_and_what_has_not_is_kept() {
        Lease old = a.take("x", MINUTE).orElseThrow();
        pass(Duration.ofDays(2));
        Lease held = b.take("y", MINUTE).orElseThrow();
        assertThat(first.prune(NOON)).isZero();
        assertThatThrownBy(() -> holding(first, a, old)).isInstanceOf(LeaseLostException.class);
        holding(second, b, held);
    }

    @Test
    void the_only_process_on_a_database_takes_over_at_once_what_an_earlier_one_had() {
        Lease old = a.take("x", MINUTE).orElseThrow();
        b.alone();
        assertThat(b.take("x", MINUTE)).isPresent();
        assertThatThrownBy(() -> holding(first, a, old)).isInstanceOf(LeaseLostException.class);
    }

    @Test
    void the_only_process_on_a_database_has_at_once_what_an_earlier_one_was_about_to_handle() {
        Inbox.Arrival command = new Inbox.Arrival("c1", "c1", "command", "c1", true, "{}", NOON);
        assertThat(first.inbox().accept(command)).isTrue();
        assertThat(second.inbox().waiting(NOON, 10)).isEmpty();
        b.alone();
        assertThat(second.inbox().waiting(NOON, 10)).extracting(Inbox.Item::id).containsExactly("c1");
    }

    @Test
    void a_replica_that_does_not_tell_any_more_that_it_is_alive_is_taken_over_long_before_its_lease_runs_out() {
        a.beat();
        Lease old = a.take("x", MINUTE).orElseThrow();
        assertThat(b.until("x")).contains(NOON.plus(Leases.ALIVE));
        pass(Leases.ALIVE.minusMillis(1));
        assertThat(old.lasts(Duration.ofSeconds(30))).isTrue();
        assertThat(b.take("x", MINUTE)).isEmpty();
        pass(Duration.ofMillis(1));
        assertThat(old.lasts(Duration.ZERO)).as("from the same moment on").isFalse();
        assertThat(b.until("x")).isEmpty();
        assertThat(a.take("x", MINUTE))
                .as("not by itself: its own work may still be at it")
                .isEmpty();
        Lease taken = b.take("x", MINUTE).orElseThrow();
        assertThatThrownBy(() -> holding(first, a, old)).isInstanceOf(LeaseLostException.class);
        a.beat();
        assertThat(old.lasts(Duration.ZERO)).isFalse();
        assertThat(a.renew(old, MINUTE)).isFalse();
        holding(second, b, taken);
    }

    @Test
    void a_replica_that_tells_in_time_that_it_is_alive_keeps_what_it_has() {
        a.beat();
        Lease held = a.take("x", MINUTE).orElseThrow();
        for (int beat = 0; beat < 20; beat++) {
            pass(Leases.BEAT);
            assertThat(b.take("x", MINUTE)).isEmpty();
            a.beat();
        }
        assertThat(held.lasts(Duration.ofSeconds(20))).isTrue();
    }

    @Test
    void a_replica_that_counted_as_dead_for_a_while_has_what_nobody_took_but_has_to_ask() {
        a.beat();
        Lease held = a.take("x", MINUTE).orElseThrow();
        pass(Leases.ALIVE);
        a.beat();
        assertThat(held.lasts(Duration.ZERO)).isFalse();
        assertThatThrownBy(() -> held.mustLast(Duration.ZERO)).isInstanceOf(LeaseLostException.class);
        holding(first, a, held);
        assertThat(b.take("x", MINUTE)).isEmpty();
        assertThat(a.renew(held, MINUTE)).isTrue();
        assertThat(held.lasts(Duration.ofSeconds(30))).isTrue();
    }

    @Test
    void what_a_replica_still_has_when_it_leaves_is_free_at_once() {
        a.beat();
        Lease held = a.take("x", MINUTE).orElseThrow();
        a.leave();
        assertThat(held.lasts(Duration.ZERO)).isFalse();
        assertThat(b.take("x", MINUTE)).isPresent();
    }

    @Test
    void what_a_replica_was_about_to_handle_at_once_is_handled_by_others_when_it_counts_as_dead() {
        a.beat();
        Inbox.Arrival command = new Inbox.Arrival("c1", "c1", "command", "c1", true, "{}", NOON);
        assertThat(first.inbox("a").accept(command)).isTrue();
        assertThat(second.inbox().waiting(NOON.plus(Leases.ALIVE.minusMillis(1)), 10))
                .isEmpty();
        assertThat(second.inbox().lane("c1", NOON.plus(Leases.ALIVE.minusMillis(1)), 10))
                .isEmpty();
        assertThat(second.inbox().waiting(NOON.plus(Leases.ALIVE), 10)).hasSize(1);
        assertThat(second.inbox().lane("c1", NOON.plus(Leases.ALIVE), 10)).hasSize(1);
    }

    @Test
    void a_replica_that_died_long_ago_is_forgotten() {
        a.beat();
        pass(Duration.ofDays(2));
        b.beat();
        assertThat(first.prune(NOON)).isZero();
        List<String> known = first.transact(tx -> tx.handle()
                .createQuery("select name from replica")
                .mapTo(String.class)
                .list());
        assertThat(known).containsExactly("b");
    }

    private static void holding(SqlLedger ledger, Leases leases, Lease lease) {
        boolean held = ledger.transact(tx -> {
            leases.mustHold(tx, lease);
            return true;
        });
        assertThat(held).isTrue();
    }

    private static <T> List<T> inParallel(List<Callable<T>> works) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> answers = new ArrayList<>();
            for (Future<T> answer : threads.invokeAll(works)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }
}
