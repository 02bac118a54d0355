package io.gluethread.broker.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The inbox as a table. */
final class SqlInbox implements Inbox {
    /** Whoever took in what is to be handled at once has so long for it. */
    private static final Duration IN_HAND = Duration.ofMinutes(2);

    /** Nobody has it in hand, unless they do no more or count as dead. */
    private static final String FREE = """
            (taken_until is null or taken_until <= :now or taken_until > :horizon
              or exists (select 1 from replica where replica.name = inbox.taken_by and replica.until <= :now))""";

    /** Asked often by every replica. */
    static final String WAITING =
            """
            select * from inbox
            where done = false and (not_before is null or not_before <= :now or not_before > :horizon)
              and %s
              and not exists (
                  select 1 from inbox before where before.lane = inbox.lane and before.done = false
                  and before.seq < inbox.seq and %s)
            order by seq limit :limit""".formatted(FREE, FREE.replace("inbox.", "before.").replace("taken_until", "before.taken_until"));

    private static final String LANE = """
            select * from inbox
            where (lane = :lane or lane is null and id = :lane) and done = false and %s
            order by seq limit :limit""".formatted(FREE);

    private final SqlLedger ledger;
    private final Optional<String> replica;

    /** @param replica who has in hand what is taken in to be handled at once, if that is known to the others by name */
    SqlInbox(SqlLedger ledger, Optional<String> replica) {
        this.ledger = ledger;
        this.replica = replica;
    }

    @Override
    public boolean accept(Arrival arrival) {
        return ledger.transactPromptly(tx -> tx.handle()
                        .createUpdate("""
                                insert into inbox (id, same_as, kind, lane, body, received_at, taken_until, taken_by,
                                    done, failures)
                                values (:id, :sameAs, :kind, :lane, :body, :now, :taken, :takenBy, false, 0)
                                on conflict do nothing""")
                        .bind("id", arrival.id())
                        .bind("sameAs", arrival.sameAs())
                        .bind("kind", arrival.kind())
                        .bind("lane", arrival.lane())
                        .bind("body", arrival.body())
                        .bind("now", arrival.receivedAt())
                        .bindByType(
                                "taken", arrival.atOnce() ? arrival.receivedAt().plus(IN_HAND) : null, Instant.class)
                        .bind("takenBy", arrival.atOnce() ? replica.orElse(null) : null)
                        .execute()
                == 1);
    }

    @Override
    public List<Item> waiting(Instant now, int limit) {
        return ledger.transact(tx -> tx.handle()
                .createQuery(WAITING)
                .bind("now", now)
                .bind("horizon", now.plus(SqlLedger.LONGEST_WAIT))
                .bind("limit", limit)
                .map((row, ctx) -> read(row))
                .list());
    }

    @Override
    public List<Item> lane(String lane, Instant now, int limit) {
        return ledger.transact(tx -> tx.handle()
                .createQuery(LANE)
                .bind("lane", lane)
                .bind("now", now)
                .bind("horizon", now.plus(SqlLedger.LONGEST_WAIT))
                .bind("limit", limit)
                .map((row, ctx) -> read(row))
                .list());
    }

    /** What a process of the version before took in has no lane. */
    private static Item read(ResultSet row) throws SQLException {
        return new Item(
                row.getString("id"),
                row.getString("kind"),
                Columns.text(row, "lane").orElse(row.getString("id")),
                row.getString("body"),
                Columns.surely(row, "received_at"),
                row.getInt("failures"),
                Columns.moment(row, "not_before"));
    }

    @Override
    public void done(String id) {
        ledger.transact(tx -> tx.handle()
                .createUpdate("update inbox set done = true, why = null where id = :id")
                .bind("id", id)
                .execute());
    }

    @Override
    public int refused(String id) {
        return ledger.transact(tx -> {
            tx.handle()
                    .createUpdate("update inbox set refusals = refusals + 1 where id = :id")
                    .bind("id", id)
                    .execute();
            return tx.handle()
                    .createQuery("select refusals from inbox where id = :id")
                    .bind("id", id)
                    .mapTo(Integer.class)
                    .one();
        });
    }

    @Override
    public void failed(String id, Instant notBefore, String why) {
        ledger.transact(tx -> tx.handle()
                .createUpdate("""
                        update inbox set failures = failures + 1, not_before = :notBefore, taken_until = null, why = :why
                        where id = :id and done = false""")
                .bind("notBefore", notBefore)
                .bind("why", why)
                .bind("id", id)
                .execute());
    }
}
