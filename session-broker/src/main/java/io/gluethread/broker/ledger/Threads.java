package io.gluethread.broker.ledger;

import io.gluethread.broker.session.Person;
import io.gluethread.broker.session.Settings;
import io.gluethread.broker.session.ThreadId;
import io.gluethread.broker.session.ThreadKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/** The table of threads, inside one transaction. */
public final class Threads {
    /** Asked often by every replica. */
    static final String LATE = """
            select id from (
              select id, due_at from thread where due_at <= :before
              union all select id, due_at from thread where due_at > :horizon) thread
            where not exists (
                select 1 from lease where lease.name = 'thread:' || thread.id and lease.until > :now
                  and not exists (select 1 from replica where replica.name = lease.owner and replica.until <= :now))
            order by due_at limit :limit""";

    /** The ids of threads for which there is something to do. */
    private static final String ACTIVE = """
            select thread_id from session where state in ('WANTED', 'PROVISIONING', 'STOPPING')
            union select thread_id from session where state = 'READY' and (suspect or chore <> 'NONE')
            union select thread_id from cell where state in ('QUEUED', 'SENDING', 'RUNNING', 'CANCELLING')""";

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

    /** Threads for which there is something to do: cells that are not over, or a session that is on its way or to be seen to. */
    public List<ThreadId> active() {
        return handle.createQuery("select t.id from thread t where t.id in (" + ACTIVE + ") order by t.opened_at, t.id")
                .mapTo(String.class)
                .map(ThreadId::new)
                .list();
    }

    /** Threads with something to do from this moment on, whoever does it, by the moment. */
    public Map<ThreadId, Instant> due() {
        Map<ThreadId, Instant> due = new LinkedHashMap<>();
        handle.createQuery("select id, due_at from thread where due_at is not null order by due_at, id")
                .map((row, ctx) -> Map.entry(new ThreadId(row.getString("id")), Columns.surely(row, "due_at")))
                .forEach(entry -> due.put(entry.getKey(), entry.getValue()));
        return due;
    }

    /**
     * Threads with something to do since before then that nobody has in hand now, the oldest first. Nothing is put off for
     * long, so what seems to be was written by a clock that was ahead, and is late, too.
     */
    public List<ThreadId> late(Instant before, Instant now, int limit) {
        return handle.createQuery(LATE)
                .bind("before", before)
                .bind("now", now)
                .bind("horizon", now.plus(SqlLedger.LONGEST_WAIT))
                .bind("limit", limit)
                .mapTo(String.class)
                .map(ThreadId::new)
                .list();
    }

    /** The name of the lease under which something is done for the thread. */
    public static String lease(ThreadId id) {
        return "thread:" + id;
    }

    /**
     * Nothing is to be done until somebody asks for something, and with that, failures in a row are over: the next one is
     * the first. The thread's row must be locked.
     */
    public void rest(ThreadId id) {
        handle.createUpdate("""
                        update thread set due_at = null, failures = 0, failing_since = null, trouble_told = false
                        where id = :id and (due_at is not null or failures > 0)""").bind("id", id.value()).execute();
    }

    /** Something is to be done, at once or when Glue is to be asked again. */
    public void due(ThreadId id, Instant now) {
        handle.createUpdate("update thread set due_at = coalesce(look_at, :now) where id = :id and due_at is null")
                .bind("id", id.value())
                .bind("now", now)
                .execute();
    }

    /** A safety net: threads with something to do that nobody would find are due now. Answers how many there were. */
    public int remember(Instant now) {
        // Not as one statement: while others commit, H2 reads what stands behind `in` anew for each thread, which took
        // half
        // a minute for ten thousand.
        // What is due is read first: what becomes active meanwhile is due as well, which the update sees.
        Set<String> due = handle.createQuery("select id from thread where due_at is not null")
                .mapTo(String.class)
                .set();
        Set<String> forgotten =
                new TreeSet<>(handle.createQuery(ACTIVE).mapTo(String.class).list());
        forgotten.removeAll(due);
        int remembered = 0;
        for (String id : forgotten) {
            remembered += handle.createUpdate("update thread set due_at = :now where id = :id and due_at is null")
                    .bind("now", now)
                    .bind("id", id)
                    .execute();
        }
        return remembered;
    }

    public void settings(ThreadId id, Settings settings, String name) {
        new Columns()
                .set("settings", LedgerJson.encode(settings))
                .set("name", name)
                .update(handle, "thread", id.value());
    }

    /** Nothing is to be asked of Glue before then, else from now on; all is well with it. */
    public void lookAt(ThreadId id, Optional<Instant> when, Instant now) {
        new Columns()
                .set("look_at", when.orElse(null))
                .set("due_at", when.orElse(now))
                .set("failures", 0)
                .set("failing_since", null)
                .set("trouble_told", false)
                .update(handle, "thread", id.value());
    }

    /** Glue did not answer as it should. */
    public void failing(ThreadId id, int failures, Instant since, Instant lookAt, boolean told) {
        new Columns()
                .set("look_at", lookAt)
                .set("due_at", lookAt)
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
