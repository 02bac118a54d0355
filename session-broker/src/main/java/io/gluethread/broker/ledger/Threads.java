package io.gluethread.broker.ledger;

import io.gluethread.broker.session.Person;
import io.gluethread.broker.session.Settings;
import io.gluethread.broker.session.ThreadId;
import io.gluethread.broker.session.ThreadKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The table of threads, inside one transaction. */
public final class Threads {
    private final Handle handle;

    Threads(Handle handle) {
        this.handle = handle;
    }

    /** Adds it, unless its dedup or its root is known already; then nothing happens and the answer is false. */
    public boolean add(ThreadRow row, String dedup) {
        return handle.createUpdate("""
                        insert into thread (id, team, channel, root_ts, owner_team, owner_user, name, settings, opened_at,
                            dedup, failures, trouble_told)
                        values (:id, :team, :channel, :root, :ownerTeam, :ownerUser, :name, :settings, :opened,
                            :dedup, 0, false)
                        on conflict do nothing""")
                        .bind("id", row.id().value())
                        .bind("team", row.team())
                        .bind("channel", row.channel())
                        .bind("root", row.rootTs().orElse(null))
                        .bind("ownerTeam", row.owner().team())
                        .bind("ownerUser", row.owner().user())
                        .bind("name", row.name())
                        .bind("settings", LedgerJson.encode(row.settings()))
                        .bind("opened", row.openedAt())
                        .bind("dedup", dedup)
                        .execute()
                == 1;
    }

    /** The thread's row, locked until the end of the transaction: whoever changes anything of a thread begins here. */
    public ThreadRow lock(ThreadId id) {
        return handle.createQuery("select * from thread where id = :id for update")
                .bind("id", id.value())
                .map((row, ctx) -> read(row))
                .findOne()
                .orElseThrow(() -> new NoSuchElementException("no thread '%s' in the ledger".formatted(id)));
    }

    public Optional<ThreadRow> find(ThreadId id) {
        return handle.createQuery("select * from thread where id = :id")
                .bind("id", id.value())
                .map((row, ctx) -> read(row))
                .findOne();
    }

    public Optional<ThreadRow> find(ThreadKey key) {
        return handle.createQuery("select * from thread where team = :team and channel = :channel and root_ts = :root")
                .bind("team", key.team())
                .bind("channel", key.channel())
                .bind("root", key.rootTs())
                .map((row, ctx) -> read(row))
                .findOne();
    }

    public Optional<ThreadRow> byDedup(String dedup) {
        return handle.createQuery("select * from thread where dedup = :dedup")
                .bind("dedup", dedup)
                .map((row, ctx) -> read(row))
                .findOne();
    }

    /** Threads whose newest session is not over, or that have had none yet, newest first. */
    public List<ThreadRow> open() {
        return handle.createQuery("""
                        select t.* from thread t
                        where not exists (select 1 from session s where s.thread_id = t.id)
                           or exists (select 1 from session s where s.thread_id = t.id
                                      and s.state not in ('STOPPED', 'FAILED', 'TIMEOUT', 'LOST'))
                        order by t.opened_at desc, t.id""").map((row, ctx) -> read(row)).list();
    }

    /** Threads for which there is something to do: a session that is not over, or a cell that is not. */
    public List<ThreadId> active() {
        return handle.createQuery("""
                        select t.id from thread t
                        where exists (select 1 from session s where s.thread_id = t.id
                                      and s.state not in ('STOPPED', 'FAILED', 'TIMEOUT', 'LOST'))
                           or exists (select 1 from cell c where c.thread_id = t.id
                                      and c.state in ('QUEUED', 'SENDING', 'RUNNING', 'CANCELLING'))
                        order by t.opened_at, t.id""").mapTo(String.class).map(ThreadId::new).list();
    }

    public void settings(ThreadId id, Settings settings, String name) {
        new Columns()
                .set("settings", LedgerJson.encode(settings))
                .set("name", name)
                .update(handle, "thread", id.value());
    }

    /** Nothing is to be asked of Glue before then; all is well with it. */
    public void lookAt(ThreadId id, Optional<Instant> when) {
        new Columns()
                .set("look_at", when.orElse(null))
                .set("failures", 0)
                .set("failing_since", null)
                .set("trouble_told", false)
                .update(handle, "thread", id.value());
    }

    /** Glue did not answer as it should. */
    public void failing(ThreadId id, int failures, Instant since, Instant lookAt, boolean told) {
        new Columns()
                .set("look_at", lookAt)
                .set("failures", failures)
                .set("failing_since", since)
                .set("trouble_told", told)
                .update(handle, "thread", id.value());
    }

    private static ThreadRow read(ResultSet row) throws SQLException {
        return new ThreadRow(
                new ThreadId(row.getString("id")),
                row.getString("team"),
                row.getString("channel"),
                Columns.text(row, "root_ts"),
                new Person(row.getString("owner_team"), row.getString("owner_user")),
                row.getString("name"),
                LedgerJson.settings(row.getString("settings")),
                Columns.surely(row, "opened_at"),
                Columns.moment(row, "look_at"),
                row.getInt("failures"),
                Columns.moment(row, "failing_since"),
                row.getBoolean("trouble_told"));
    }
}
