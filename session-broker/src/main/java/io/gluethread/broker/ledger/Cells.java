package io.gluethread.broker.ledger;

import io.gluethread.broker.session.CellId;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.Language;
import io.gluethread.broker.session.Person;
import io.gluethread.broker.session.SessionId;
import io.gluethread.broker.session.ThreadId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** The table of cells, inside one transaction. */
public final class Cells {
    private final Handle handle;

    Cells(Handle handle) {
        this.handle = handle;
    }

    public CellRow add(CellRow row, String dedup) {
        new Columns()
                .set("id", row.id().value())
                .set("thread_id", row.thread().value())
                .set("ordinal", row.ordinal())
                .set("author_team", row.author().team())
                .set("author_user", row.author().user())
                .set("language", row.language().name())
                .set("code", row.code())
                .set("source_ts", row.sourceTs().orElse(null))
                .set("dedup", dedup)
                .set("state", row.state().name())
                .set("progress", 0.0)
                .set("queued_at", row.queuedAt())
                .set("note", row.note())
                .set("moved", 0)
                .set("refusals", 0)
                .insert(handle, "cell");
        return get(row.id());
    }

    public CellChange change(CellRow row) {
        return new CellChange(handle, row);
    }

    public CellRow get(CellId id) {
        return find(id).orElseThrow(() -> new NoSuchElementException("no cell '%s' in the ledger".formatted(id)));
    }

    public Optional<CellRow> find(CellId id) {
        return handle.createQuery("select * from cell where id = :id")
                .bind("id", id.value())
                .map((row, ctx) -> read(row))
                .findOne();
    }

    public Optional<CellRow> byDedup(ThreadId thread, String dedup) {
        return handle.createQuery("select * from cell where thread_id = :thread and dedup = :dedup")
                .bind("thread", thread.value())
                .bind("dedup", dedup)
                .map((row, ctx) -> read(row))
                .findOne();
    }

    /** The thread's cells that are not over, in order. */
    public List<CellRow> open(ThreadId thread) {
        return handle.createQuery("""
                        select * from cell
                        where thread_id = :thread and state in ('QUEUED', 'SENDING', 'RUNNING', 'CANCELLING')
                        order by ordinal""")
                .bind("thread", thread.value())
                .map((row, ctx) -> read(row))
                .list();
    }

    /** The cells that are not over, of all threads, in each thread's order. */
    public Map<ThreadId, List<CellRow>> open() {
        return handle.createQuery("""
                        select * from cell where state in ('QUEUED', 'SENDING', 'RUNNING', 'CANCELLING')
                        order by ordinal""").map((row, ctx) -> read(row)).stream()
                .collect(Collectors.groupingBy(CellRow::thread));
    }

    /** How many cells each thread has whose session is not over. */
    public Map<ThreadId, Integer> countsByLivingThread() {
        Map<ThreadId, Integer> counts = new HashMap<>();
        handle.createQuery(
                        "select thread_id, (select count(*) from cell where cell.thread_id = session.thread_id) as cells"
                                + " from session where " + Sessions.ALIVE)
                .map((row, ctx) -> Map.entry(new ThreadId(row.getString("thread_id")), row.getInt("cells")))
                .forEach(count -> counts.put(count.getKey(), count.getValue()));
        return counts;
    }

    /** All of the thread's cells, in order. */
    public List<CellRow> of(ThreadId thread) {
        return handle.createQuery("select * from cell where thread_id = :thread order by ordinal")
                .bind("thread", thread.value())
                .map((row, ctx) -> read(row))
                .list();
    }

    /** The cells that one message brought, in order. */
    public List<CellRow> from(ThreadId thread, String sourceTs) {
        return handle.createQuery(
                        "select * from cell where thread_id = :thread and source_ts = :source order by ordinal")
                .bind("thread", thread.value())
                .bind("source", sourceTs)
                .map((row, ctx) -> read(row))
                .list();
    }

    /** The cells that were lost with this session, in order. */
    public List<CellId> lostWith(SessionId session) {
        return handle.createQuery("select id from cell where session_id = :session and state = 'LOST' order by ordinal")
                .bind("session", session.value())
                .mapTo(String.class)
                .map(CellId::new)
                .list();
    }

    public int count(ThreadId thread) {
        return handle.createQuery("select count(*) from cell where thread_id = :thread")
                .bind("thread", thread.value())
                .mapTo(Integer.class)
                .one();
    }

    private static CellRow read(ResultSet row) throws SQLException {
        return new CellRow(
                new CellId(row.getString("id")),
                new ThreadId(row.getString("thread_id")),
                row.getInt("ordinal"),
                new Person(row.getString("author_team"), row.getString("author_user")),
                Language.valueOf(row.getString("language")),
                row.getString("code"),
                Columns.text(row, "source_ts"),
                CellState.valueOf(row.getString("state")),
                row.getDouble("progress"),
                Columns.surely(row, "queued_at"),
                Columns.moment(row, "sent_at"),
                Columns.moment(row, "quiet_at"),
                Columns.moment(row, "started_at"),
                Columns.moment(row, "ended_at"),
                Columns.text(row, "session_id").map(SessionId::new),
                Columns.number(row, "statement_id"),
                Columns.moment(row, "cancel_asked_at"),
                Columns.moment(row, "cancel_sent_at"),
                Columns.text(row, "result").map(LedgerJson::result),
                row.getString("note"),
                row.getInt("moved"),
                row.getInt("refusals"),
                Columns.moment(row, "told_at"));
    }
}
