package io.gluethread.broker.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** More work than connections: those who wait lose nothing, and what somebody outside waits for does not wait. */
final class TurnsTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch open = new CountDownLatch(1);
    private final Semaphore within = new Semaphore(0);

    @AfterEach
    void close() {
        open.countDown();
        threads.close();
    }

    private int untilOpened() {
        within.release();
        try {
            open.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return 1;
    }

    @Test
    void who_waits_for_a_busy_ledger_is_not_without_one_and_what_slack_waits_for_does_not_wait() throws Exception {
        LedgerSettings memory = LedgerSettings.memory(UUID.randomUUID().toString());
        try (SqlLedger ledger = SqlLedger.open(memory)) {
            List<Future<Integer>> work = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                work.add(threads.submit(() -> ledger.transact(tx -> untilOpened())));
            }
            within.acquire(memory.poolSize() - Turns.KEPT);

            for (int i = 0; i < 20; i++) {
                String id = "ev" + i;
                assertThat(ledger.inbox().accept(new Inbox.Arrival(id, id, "event", "lane", false, "{}", NOON)))
                        .isTrue();
            }
            assertThat(ledger.brokenSince()).isEmpty();
            assertThat(within.availablePermits())
                    .as("more than those that came in at once")
                    .isZero();

            open.countDown();
            for (Future<Integer> one : work) {
                assertThat(one.get()).isPositive();
            }
        }
    }

    @Test
    void a_transaction_within_a_transaction_is_the_same_turn() {
        LedgerSettings memory = LedgerSettings.memory(UUID.randomUUID().toString());
        try (SqlLedger ledger = SqlLedger.open(new LedgerSettings(memory.url(), "sa", "", Turns.KEPT + 1))) {
            int before =
                    ledger.transact(_ -> ledger.transact(tx -> tx.sessions().countAlive()));
            assertThat(before).isZero();
        }
    }

    @Test
    void whoever_is_in_a_hurry_hears_in_time_that_the_ledger_does_not_answer() throws Exception {
        Turns turns = new Turns(Turns.KEPT + 1, Duration.ofMillis(20));
        for (int i = 0; i < 3; i++) {
            threads.execute(
                    () -> assertThat(turns.<Integer>promptly(this::untilOpened)).isPositive());
        }
        within.acquire(3);
        assertThatThrownBy(() -> turns.promptly(() -> 1))
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessageContaining("does not answer in time");
    }
}
