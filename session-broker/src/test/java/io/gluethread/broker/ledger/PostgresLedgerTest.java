package io.gluethread.broker.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class PostgresLedgerTest extends LedgerContract {
    @Override
    LedgerSettings settings() {
        return Postgres.database();
    }

    /** With ten thousand threads that rest, what every replica asks each second goes by an index and not by the table. */
    @Test
    void what_rests_costs_nothing_to_pass_over() {
        try (SqlLedger ledger = SqlLedger.open(settings())) {
            ledger.transact(tx -> {
                tx.handle()
                        .execute("insert into thread (id, team, channel, owner_team, owner_user, name, settings,"
                                + " opened_at, dedup, failures, trouble_told) select 'thread' || n, 'T1', 'C1', 'T1',"
                                + " 'U1', '', '{}', now(), 'd' || n, 0, false from generate_series(1, 10000) n");
                tx.handle()
                        .execute("insert into surface (thread_id, slot, wanted, shown, failures, abandoned)"
                                + " select 'thread' || n, 'card', 1, 1, 0, false from generate_series(1, 10000) n");
                tx.handle()
                        .execute("insert into inbox (id, same_as, kind, body, received_at, done, failures)"
                                + " select 'e' || n, 'e' || n, 'event', '{}', now(), true, 0"
                                + " from generate_series(1, 10000) n");
                return true;
            });
            ledger.transact(tx -> tx.handle().execute("analyze"));
            assertThat(plan(ledger, Threads.LATE)).contains("thread_due").doesNotContain("Seq Scan on thread");
            assertThat(plan(ledger, SqlSurfaces.DUE)).contains("surface_due").doesNotContain("Seq Scan on surface");
            assertThat(plan(ledger, SqlInbox.WAITING)).contains("inbox_waiting").doesNotContain("Seq Scan on inbox");
        }
    }

    @Test
    void a_process_that_stands_still_with_a_lock_holds_up_the_others_for_seconds_only() throws Exception {
        CountDownLatch stands = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        LedgerSettings database = settings();
        try (SqlLedger one = SqlLedger.open(database);
                SqlLedger other = SqlLedger.open(database);
                ExecutorService frozen = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> still = frozen.submit(() -> one.transact(tx -> {
                tx.sessions().oneAtATime();
                stands.countDown();
                await(goesOn);
                return tx.sessions().countAlive();
            }));
            await(stands);
            assertThat(other.<Integer>transact(tx -> {
                        tx.sessions().oneAtATime();
                        return tx.sessions().countAlive();
                    }))
                    .isZero();
            assertThat(other.brokenSince()).isEmpty();
            goesOn.countDown();
            assertThatThrownBy(still::get).hasCauseInstanceOf(LedgerUnavailableException.class);
            assertThat(one.<Integer>transact(tx -> tx.sessions().countAlive())).isZero();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(120, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String plan(SqlLedger ledger, String query) {
        Instant moment = NOON.plusSeconds(60);
        return ledger.transact(tx -> String.join(
                "\n",
                tx.handle()
                        .createQuery("explain " + query)
                        .bind("before", NOON)
                        .bind("after", 0L)
                        .bind("now", moment)
                        .bind("horizon", moment.plusSeconds(900))
                        .bind("posts", true)
                        .bind("edits", true)
                        .bind("reactions", false)
                        .bind("limit", 500)
                        .mapTo(String.class)
                        .list()));
    }
}
