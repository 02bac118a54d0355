package io.gluethread.broker.ledger;

import java.time.Instant;
import java.util.List;

/** The inbox as a table. */
final class SqlInbox implements Inbox {
    private final SqlLedger ledger;

    SqlInbox(SqlLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public boolean accept(String id, String sameAs, String kind, String body, Instant now) {
        return ledger.transact(tx -> tx.handle()
                        .createUpdate("""
                                insert into inbox (id, same_as, kind, body, received_at, done, failures)
                                values (:id, :sameAs, :kind, :body, :now, false, 0)
                                on conflict do nothing""")
                        .bind("id", id)
                        .bind("sameAs", sameAs)
                        .bind("kind", kind)
                        .bind("body", body)
                        .bind("now", now)
                        .execute()
                == 1);
    }

    @Override
    public List<Item> waiting(Instant now, int limit) {
        return ledger.transact(tx -> tx.handle()
                .createQuery("""
                        select * from inbox
                        where done = false and (not_before is null or not_before <= :now)
                        order by seq limit :limit""")
                .bind("now", now)
                .bind("limit", limit)
                .map((row, ctx) -> new Item(
                        row.getString("id"),
                        row.getString("kind"),
                        row.getString("body"),
                        Columns.surely(row, "received_at"),
                        row.getInt("failures")))
                .list());
    }

    @Override
    public void done(String id) {
        ledger.transact(tx -> tx.handle()
                .createUpdate("update inbox set done = true, why = null where id = :id")
                .bind("id", id)
                .execute());
    }

    @Override
    public void failed(String id, Instant notBefore, String why) {
        ledger.transact(tx -> tx.handle()
                .createUpdate("""
                        update inbox set failures = failures + 1, not_before = :notBefore, why = :why
                        where id = :id and done = false""")
                .bind("notBefore", notBefore)
                .bind("why", why)
                .bind("id", id)
                .execute());
    }
}
