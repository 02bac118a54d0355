package io.gluethread.broker.ledger;

import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.SessionId;
import io.gluethread.broker.statement.Result;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Changes to one cell's row, written together by {@link #save}. */
public final class CellChange {
    private final Handle handle;
    private final CellRow row;
    private final Columns columns = new Columns();

    CellChange(Handle handle, CellRow row) {
        this.handle = handle;
        this.row = row;
    }

    /** Refuses a step that the table of states does not have. */
    public CellChange state(CellState next) {
        if (next != row.state() && !row.state().next().contains(next)) {
            throw new IllegalStateException("cell %s cannot go from %s to %s".formatted(row.id(), row.state(), next));
        }
        columns.set("state", next.name());
        return this;
    }

    public CellChange progress(double progress) {
        columns.set("progress", progress);
        return this;
    }

    public CellChange sentAt(Optional<Instant> moment) {
        columns.set("sent_at", moment.orElse(null));
        return this;
    }

    public CellChange quietAt(Optional<Instant> moment) {
        columns.set("quiet_at", moment.orElse(null));
        return this;
    }

    public CellChange startedAt(Instant moment) {
        columns.set("started_at", moment);
        return this;
    }

    public CellChange endedAt(Instant moment) {
        columns.set("ended_at", moment);
        return this;
    }

    public CellChange session(Optional<SessionId> session) {
        columns.set("session_id", session.map(SessionId::value).orElse(null));
        return this;
    }

    public CellChange statementId(int statement) {
        columns.set("statement_id", statement);
        return this;
    }

    public CellChange cancelAskedAt(Instant moment) {
        columns.set("cancel_asked_at", moment);
        return this;
    }

    public CellChange cancelSentAt(Optional<Instant> moment) {
        columns.set("cancel_sent_at", moment.orElse(null));
        return this;
    }

    public CellChange result(Result result) {
        columns.set("result", LedgerJson.encode(result));
        return this;
    }

    public CellChange note(String note) {
        columns.set("note", note);
        return this;
    }

    public CellChange moved(int times) {
        columns.set("moved", times);
        return this;
    }

    public CellChange refusals(int times) {
        columns.set("refusals", times);
        return this;
    }

    public CellChange toldAt(Instant moment) {
        columns.set("told_at", moment);
        return this;
    }

    /** Writes them; answers the row as it is now. */
    public CellRow save() {
        columns.update(handle, "cell", row.id().value());
        return new Cells(handle).get(row.id());
    }
}
