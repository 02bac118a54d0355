package io.gluethread.broker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
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
                        .bind("limit", 500)
                        .mapTo(String.class)
                        .list()));
    }
}
