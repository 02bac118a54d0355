package io.gluethread.broker.ledger;

import io.gluethread.broker.session.CellId;
import io.gluethread.broker.session.ThreadId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** The outbox as a table. */
final class SqlSurfaces implements Surfaces {
    /** Asked often by every replica. */
    static final String DUE = """
            select * from surface
            where due = true and seq > :after and (not_before is null or not_before <= :now or not_before > :horizon)
              and (slot like 'mark:%' and :reactions
                   or slot not like 'mark:%' and (message_ts is null and :posts or message_ts is not null and :edits))
            order by seq limit :limit""";

    private final SqlLedger ledger;

    SqlSurfaces(SqlLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public void want(ThreadId thread, Slot slot, Optional<String> payload) {
        ledger.transact(tx -> {
            tx.threads().lock(thread);
            want(tx.handle(), thread, slot, payload);
            return true;
        });
    }

    /** The thread's row must be locked, so that no two transactions add the same slot at once. */
    static void want(Handle handle, ThreadId thread, Slot slot, Optional<String> payload) {
        int known = change(handle, thread, slot, """
                        wanted = wanted + 1, abandoned = false,
                        failures = case when abandoned then 0 else failures end,
                        refusals = case when abandoned then 0 else refusals end""").execute();
        if (known == 0) {
            handle.createUpdate("""
                            insert into surface (thread_id, slot, wanted, shown, failures, abandoned, payload)
                            values (:thread, :slot, 1, 0, 0, false, :payload)""")
                    .bind("thread", thread.value())
                    .bind("slot", slot.key())
                    .bind("payload", payload.orElse(null))
                    .execute();
        }
    }

    static Optional<Surface> find(Handle handle, ThreadId thread, Slot slot) {
        return handle.createQuery("select * from surface where thread_id = :thread and slot = :slot")
                .bind("thread", thread.value())
                .bind("slot", slot.key())
                .map((row, ctx) -> read(row))
                .findOne();
    }

    @Override
    public List<Surface> due(Instant now, long after, int limit, Set<Surface.Way> ways) {
        return ledger.transact(tx -> tx.handle()
                .createQuery(DUE)
                .bind("now", now)
                .bind("after", after)
                .bind("horizon", now.plus(SqlLedger.LONGEST_WAIT))
                .bind("posts", ways.contains(Surface.Way.POST))
                .bind("edits", ways.contains(Surface.Way.EDIT))
                .bind("reactions", ways.contains(Surface.Way.REACTION))
                .bind("limit", limit)
                .map((row, ctx) -> read(row))
                .list());
    }

    @Override
    public Optional<Instant> nextDue() {
        return ledger.transact(tx -> tx.handle()
                .createQuery("""
                        select not_before from surface
                        where due = true and not_before is not null
                        order by not_before limit 1""")
                .map((row, ctx) -> Columns.surely(row, "not_before"))
                .findOne());
    }

    @Override
    public List<Surface> of(ThreadId thread) {
        return ledger.transact(tx -> tx.handle()
                .createQuery("select * from surface where thread_id = :thread order by seq")
                .bind("thread", thread.value())
                .map((row, ctx) -> read(row))
                .list());
    }

    @Override
    public Optional<Surface> find(ThreadId thread, Slot slot) {
        return ledger.transact(tx -> find(tx.handle(), thread, slot));
    }

    @Override
    public List<Surface> files(ThreadId thread, CellId cell) {
        return ledger.transact(tx -> tx.handle()
                .createQuery("select * from surface where thread_id = :thread and slot like :files order by seq")
                .bind("thread", thread.value())
                .bind("files", "file:" + cell + ":%")
                .map((row, ctx) -> read(row))
                .list());
    }

    @Override
    public void forget(ThreadId thread, Slot slot) {
        ledger.transact(tx -> change(
                        tx.handle(),
                        thread,
                        slot,
                        "message_ts = null, attempted_at = null, quiet_at = null, not_before = null")
                .execute());
    }

    @Override
    public Optional<Surface> unposted(ThreadId thread, long seq) {
        return ledger.transact(tx -> tx.handle()
                .createQuery("""
                        select * from surface
                        where thread_id = :thread and seq < :seq and message_ts is null and wanted > shown
                            and abandoned = false and slot not like 'mark:%' and slot not like 'file:%'
                        order by seq limit 1""")
                .bind("thread", thread.value())
                .bind("seq", seq)
                .map((row, ctx) -> read(row))
                .findOne());
    }

    @Override
    public void attempting(ThreadId thread, Slot slot, Instant now, Instant quietAt) {
        ledger.transact(tx -> change(tx.handle(), thread, slot, "attempted_at = :now, quiet_at = :quiet")
                .bind("now", now)
                .bind("quiet", quietAt)
                .execute());
    }

    @Override
    public void heard(ThreadId thread, Slot slot) {
        ledger.transact(
                tx -> change(tx.handle(), thread, slot, "quiet_at = null").execute());
    }

    @Override
    public void waits(ThreadId thread, Slot slot, Instant notBefore, String why) {
        ledger.transact(tx -> change(tx.handle(), thread, slot, "not_before = :notBefore, why = :why")
                .bind("notBefore", notBefore)
                .bind("why", why)
                .execute());
    }

    @Override
    public void shown(ThreadId thread, Slot slot, long version, String messageTs, List<Slot> also) {
        ledger.transact(tx -> {
            if (!also.isEmpty()) {
                tx.threads().lock(thread);
            }
            if (slot instanceof Slot.Card) {
                // The thread first, as everybody who locks both does.
                tx.handle()
                        .createUpdate("""
                                update thread set root_ts = :ts
                                where id = :thread and root_ts is null and not exists (
                                    select 1 from thread other where other.team = thread.team
                                    and other.channel = thread.channel and other.root_ts = :ts)""")
                        .bind("ts", messageTs)
                        .bind("thread", thread.value())
                        .execute();
            }
            also.stream()
                    .filter(other -> find(tx.handle(), thread, other).isEmpty())
                    .forEach(other -> want(tx.handle(), thread, other, Optional.empty()));
            return change(tx.handle(), thread, slot, """
                            shown = greatest(shown, :version), message_ts = :ts, attempted_at = null, quiet_at = null,
                            not_before = null, failures = 0, refusals = 0, why = null""")
                    .bind("version", version)
                    .bind("ts", messageTs)
                    .execute();
        });
    }

    @Override
    public void failed(ThreadId thread, Slot slot, Instant notBefore, String why) {
        ledger.transact(tx -> change(tx.handle(), thread, slot, """
                        attempted_at = null, quiet_at = null, not_before = :notBefore, failures = failures + 1,
                        why = :why""")
                .bind("notBefore", notBefore)
                .bind("why", why)
                .execute());
    }

    @Override
    public void unclear(ThreadId thread, Slot slot, Instant notBefore, String why) {
        ledger.transact(
                tx -> change(tx.handle(), thread, slot, "not_before = :notBefore, failures = failures + 1, why = :why")
                        .bind("notBefore", notBefore)
                        .bind("why", why)
                        .execute());
    }

    @Override
    public int refused(ThreadId thread, Slot slot) {
        return ledger.transact(tx -> {
            change(tx.handle(), thread, slot, "refusals = refusals + 1").execute();
            return tx.handle()
                    .createQuery("select refusals from surface where thread_id = :thread and slot = :slot")
                    .bind("thread", thread.value())
                    .bind("slot", slot.key())
                    .mapTo(Integer.class)
                    .one();
        });
    }

    @Override
    public boolean rootOnItsWay(String team, String channel) {
        return ledger.transact(tx -> tx.handle()
                .createQuery("""
                        select s.seq from surface s join thread t on t.id = s.thread_id
                        where s.due = true and s.slot = :card and s.attempted_at is not null and s.message_ts is null
                            and t.root_ts is null and t.team = :team and t.channel = :channel
                        limit 1""")
                .bind("card", new Slot.Card().key())
                .bind("team", team)
                .bind("channel", channel)
                .mapTo(Long.class)
                .findOne()
                .isPresent());
    }

    @Override
    public void abandoned(ThreadId thread, Slot slot, String why) {
        ledger.transact(tx -> change(
                        tx.handle(), thread, slot, "abandoned = true, attempted_at = null, quiet_at = null, why = :why")
                .bind("why", why)
                .execute());
    }

    /** Sets columns of the slot's row; what the assignments name is still to be bound. */
    private static Update change(Handle handle, ThreadId thread, Slot slot, String assignments) {
        return handle.createUpdate("update surface set " + assignments + " where thread_id = :thread and slot = :slot")
                .bind("thread", thread.value())
                .bind("slot", slot.key());
    }

    private static Surface read(ResultSet row) throws SQLException {
        return new Surface(
                row.getLong("seq"),
                new ThreadId(row.getString("thread_id")),
                Slot.parse(row.getString("slot")),
                row.getLong("wanted"),
                row.getLong("shown"),
                Columns.text(row, "message_ts"),
                Columns.moment(row, "attempted_at"),
                Columns.moment(row, "quiet_at"),
                Columns.moment(row, "not_before"),
                row.getInt("failures"),
                row.getBoolean("abandoned"),
                Columns.text(row, "why"),
                Columns.text(row, "payload"));
    }
}
