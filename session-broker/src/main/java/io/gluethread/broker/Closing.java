package io.gluethread.broker;

import io.gluethread.broker.glue.GlueSession;
import io.gluethread.broker.glue.GlueStatement;
import io.gluethread.broker.ledger.CellRow;
import io.gluethread.broker.ledger.SessionRow;
import io.gluethread.broker.policy.Reckoning;
import io.gluethread.broker.session.CellId;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.Ending;
import io.gluethread.broker.session.Notice;
import io.gluethread.broker.session.SessionState;
import io.gluethread.broker.session.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Writes down the end of a session: why, what it used, what becomes of its cells. */
final class Closing {
    private final Outcomes outcomes;

    Closing(Outcomes outcomes) {
        this.outcomes = outcomes;
    }

    /**
     * @param ending unless the session was being stopped for a reason that is known already
     * @param seen the session as Glue told it last, if it did
     * @param last the running statement as Glue told it last, if it did
     */
    void close(
            ThreadBook book,
            SessionRow session,
            SessionState state,
            Ending ending,
            Optional<GlueSession> seen,
            Optional<GlueStatement> last) {
        Instant now = book.now();
        Ending why = session.ending().orElse(ending);
        Instant end = seen.flatMap(GlueSession::completedOn)
                .filter(completed -> !completed.isAfter(now) && !completed.isBefore(session.createdAt()))
                .orElse(now);
        SessionRow over = book.change(session)
                .state(state)
                .ending(why)
                .endedAt(end)
                .usage(usage(book, session, seen, end))
                .message(seen.map(GlueSession::message).orElse(session.message()))
                .suspect(false)
                .chore(SessionRow.Chore.NONE, Optional.empty(), Optional.empty())
                .save();
        List<CellRow> open = book.open();
        boolean cutOff = false;
        for (CellRow cell : open) {
            if (cell.state() != CellState.QUEUED) {
                cutOff |= !outcomes.keptAtTheEnd(book, cell, last);
            }
        }
        for (CellRow cell : book.open()) {
            if (cell.state() == CellState.QUEUED) {
                waiting(book, over, cell, cutOff);
            }
        }
        List<CellId> lost = book.tx().cells().lostWith(over.id());
        book.note("ended-" + over.generation(), new Notice.Ended(over.id(), why, over.usage(), lost));
        book.wantCard();
        book.well(Duration.ZERO);
    }

    /** A cell that never reached Glue: it goes on in a new session once, if it cannot miss anything that was lost. */
    private static void waiting(ThreadBook book, SessionRow over, CellRow cell, boolean cutOff) {
        boolean later = over.stopAskedAt()
                .map(asked -> !cell.queuedAt().isBefore(asked))
                .orElse(false);
        boolean diedIdle = over.readyAt().isPresent() && !cutOff && cell.moved() == 0;
        if (later) {
            return;
        }
        if (diedIdle) {
            Ending why = over.ending().orElseThrow();
            book.wantAll(book.change(cell)
                    .moved(1)
                    .note(Words.movedOn(over.id(), why))
                    .save());
        } else {
            lose(book, over, cell);
        }
    }

    /** The cell will not run. */
    static void lose(ThreadBook book, SessionRow session, CellRow cell) {
        book.wantAll(book.change(cell)
                .state(CellState.LOST)
                .session(Optional.of(session.id()))
                .endedAt(book.now())
                .note(Words.NEVER_RAN)
                .save());
    }

    private static Usage usage(ThreadBook book, SessionRow session, Optional<GlueSession> seen, Instant end) {
        if (session.begunAt().isEmpty()) {
            return Usage.NONE;
        }
        Optional<Usage> told =
                seen.flatMap(s -> Reckoning.told(s, session.spec().size()));
        if (told.isPresent()) {
            return told.get();
        }
        // Where nobody saw the end, it was no later than Glue's own clocks allowed.
        Instant latest = session.begunAt().get().plus(session.spec().timeout());
        if (seen.isEmpty()
                && session.state() == SessionState.READY
                && book.situation().active().isEmpty()) {
            Instant active = session.lastActivity().orElse(session.begunAt().get());
            Instant touched = session.touchedAt().filter(active::isBefore).orElse(active);
            Instant idle = touched.plus(session.spec().idleTimeout());
            latest = idle.isBefore(latest) ? idle : latest;
        }
        return Reckoning.estimated(
                session.begunAt().get(),
                end.isBefore(latest) ? end : latest,
                session.spec().size());
    }
}
