package io.gluethread.broker.ledger;

import io.gluethread.broker.session.Ending;
import io.gluethread.broker.session.SessionState;
import io.gluethread.broker.session.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Changes to one session's row, written together by {@link #save}. */
public final class SessionChange {
    private final Handle handle;
    private final SessionRow row;
    private final Columns columns = new Columns();

    SessionChange(Handle handle, SessionRow row) {
        this.handle = handle;
        this.row = row;
    }

    /** Refuses a step that the table of states does not have. */
    public SessionChange state(SessionState next) {
        if (next != row.state() && !row.state().next().contains(next)) {
            throw new IllegalStateException(
                    "session %s cannot go from %s to %s".formatted(row.id(), row.state(), next));
        }
        columns.set("state", next.name());
        return this;
    }

    public SessionChange askedAt(Optional<Instant> moment) {
        columns.set("asked_at", moment.orElse(null));
        return this;
    }

    public SessionChange begunAt(Instant moment) {
        columns.set("begun_at", moment);
        return this;
    }

    public SessionChange readyAt(Instant moment) {
        columns.set("ready_at", moment);
        return this;
    }

    public SessionChange endedAt(Instant moment) {
        columns.set("ended_at", moment);
        return this;
    }

    public SessionChange ending(Ending ending) {
        columns.set("ending", LedgerJson.encode(ending));
        return this;
    }

    public SessionChange progress(double progress) {
        columns.set("progress", progress);
        return this;
    }

    public SessionChange lastActivity(Instant moment) {
        columns.set("last_activity", moment);
        return this;
    }

    public SessionChange keepUntil(Instant moment) {
        columns.set("keep_until", moment);
        return this;
    }

    public SessionChange touchedAt(Instant moment) {
        columns.set("touched_at", moment);
        return this;
    }

    public SessionChange warnedOf(Instant deadline) {
        columns.set("warned_of", deadline);
        return this;
    }

    public SessionChange lifetimeWarned() {
        columns.set("lifetime_warned", true);
        return this;
    }

    public SessionChange stopAskedAt(Instant moment) {
        columns.set("stop_asked_at", moment);
        return this;
    }

    public SessionChange stopSentAt(Optional<Instant> moment) {
        columns.set("stop_sent_at", moment.orElse(null));
        return this;
    }

    /** @param again when Glue still says after this moment that it is not stopping, StopSession is said again */
    public SessionChange stopAgainAt(Instant again) {
        columns.set("stop_again_at", again);
        return this;
    }

    public SessionChange stopFailures(int times) {
        columns.set("stop_failures", times);
        return this;
    }

    public SessionChange suspect(boolean suspect) {
        columns.set("suspect", suspect);
        return this;
    }

    public SessionChange chore(SessionRow.Chore chore, Optional<Integer> statement, Optional<Instant> since) {
        columns.set("chore", chore.name())
                .set("chore_statement", statement.orElse(null))
                .set("chore_since", since.orElse(null));
        return this;
    }

    public SessionChange usage(Usage usage) {
        columns.set("running_seconds", BigDecimal.valueOf(usage.running().toMillis(), 3))
                .set("dpu_seconds", usage.dpuSeconds().setScale(3, RoundingMode.HALF_UP))
                .set("measured", usage.measured());
        return this;
    }

    public SessionChange message(String message) {
        columns.set("message", message);
        return this;
    }

    public SessionChange shownAt(Instant moment) {
        columns.set("shown_at", moment);
        return this;
    }

    /** Writes them; answers the row as it is now. */
    public SessionRow save() {
        columns.update(handle, "session", row.id().value());
        return new Sessions(handle).get(row.id());
    }
}
