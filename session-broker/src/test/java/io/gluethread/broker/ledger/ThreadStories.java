package io.gluethread.broker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.broker.session.ThreadId;
import io.gluethread.broker.session.ThreadKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Threads, and when something is to be done in them. */
interface ThreadStories extends LedgerStories {
    @Test
    default void a_thread_comes_back_as_it_was_put_in() {
        addThread(THREAD, "ev1", Optional.of("1700000000.000100"));

        ThreadRow row = ledger().transact(tx -> tx.threads()
                .find(new ThreadKey("T1", "C1", "1700000000.000100"))
                .orElseThrow());

        assertThat(row).isEqualTo(Rows.thread(THREAD, Optional.of("1700000000.000100")));
        assertThat(rooted("1700000000.0001")).isEmpty();
    }

    @Test
    default void the_same_request_and_the_same_root_make_one_thread() {
        assertThat(addThread(THREAD, "ev1", Optional.of("1700000000.000100"))).isTrue();
        assertThat(addThread(new ThreadId("thread0002"), "ev1", Optional.empty()))
                .isFalse();
        assertThat(addThread(new ThreadId("thread0003"), "ev2", Optional.of("1700000000.000100")))
                .isFalse();
        assertThat(addThread(new ThreadId("thread0004"), "ev3", Optional.empty()))
                .isTrue();
        assertThat(addThread(new ThreadId("thread0005"), "ev4", Optional.empty()))
                .isTrue();
    }

    @Test
    default void what_there_is_to_do_has_a_moment_and_what_rests_has_none() {
        addThread(THREAD, "ev1", Optional.empty());
        ledger().transact(tx -> tx.cells().add(Rows.cell(1, "a = 1"), "d1"));
        assertThat(ledger().<Map<ThreadId, Instant>>transact(tx -> tx.threads().due()))
                .isEmpty();
        assertThat(ledger().<Integer>transact(tx -> tx.threads().remember(NOON)))
                .isEqualTo(1);
        assertThat(ledger().<Integer>transact(tx -> tx.threads().remember(NOON)))
                .isZero();
        assertThat(ledger().<Map<ThreadId, Instant>>transact(tx -> tx.threads().due()))
                .containsEntry(THREAD, NOON);
        assertThat(late(NOON.minusMillis(1))).isEmpty();
        assertThat(late(NOON)).containsExactly(THREAD);
        ledger().transact(tx -> {
            tx.threads().rest(THREAD);
            return true;
        });
        assertThat(late(NOON.plusSeconds(60))).isEmpty();
    }

    @Test
    default void what_was_put_off_by_a_clock_that_was_ahead_is_late_now() {
        addThread(THREAD, "ev1", Optional.empty());
        due(NOON.plus(Duration.ofHours(1)));
        assertThat(late(NOON.minusSeconds(2))).containsExactly(THREAD);
        due(NOON.plus(Duration.ofMinutes(2)));
        assertThat(late(NOON.minusSeconds(2))).isEmpty();
    }

    @Test
    default void whoever_rests_has_not_failed_and_whoever_is_woken_is_due() {
        addThread(THREAD, "ev1", Optional.empty());
        ledger().transact(tx -> {
            tx.threads().failing(THREAD, 3, NOON, NOON.plusSeconds(5), true);
            tx.threads().rest(THREAD);
            return true;
        });
        ThreadRow rests = ledger().<Optional<ThreadRow>>transact(
                        tx -> tx.threads().find(THREAD))
                .orElseThrow();
        assertThat(rests.failures()).isZero();
        assertThat(rests.failingSince()).isEmpty();
        assertThat(rests.troubleTold()).isFalse();
        ledger().transact(tx -> {
            tx.threads().due(THREAD, NOON);
            return true;
        });
        assertThat(ledger().<Map<ThreadId, Instant>>transact(tx -> tx.threads().due()))
                .containsEntry(THREAD, NOON.plusSeconds(5));
    }

    private void due(Instant when) {
        ledger().transact(tx -> {
            tx.threads().lookAt(THREAD, Optional.of(when), NOON);
            return true;
        });
    }

    private List<ThreadId> late(Instant before) {
        return ledger().transact(tx -> tx.threads().late(before, NOON, 10));
    }
}
