package io.gluethread.broker;

import io.gluethread.broker.ledger.CarriedOut;
import io.gluethread.broker.ledger.CellChange;
import io.gluethread.broker.ledger.CellRow;
import io.gluethread.broker.ledger.LedgerJson;
import io.gluethread.broker.ledger.LedgerTransaction;
import io.gluethread.broker.ledger.SessionChange;
import io.gluethread.broker.ledger.SessionRow;
import io.gluethread.broker.ledger.Slot;
import io.gluethread.broker.ledger.ThreadRow;
import io.gluethread.broker.session.Notice;
import io.gluethread.broker.session.SessionState;
import io.gluethread.broker.session.ThreadId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One thread's part of the ledger inside one transaction, its row locked: what is changed here and what people are to
 * see of it come true together.
 */
final class ThreadBook {
    /** So many of those that wait are told when their place changes; more would flood the channel. */
    private static final int QUEUE_TOLD = 3;

    private final LedgerTransaction tx;
    private final ThreadRow row;
    private final Instant now;
    private boolean wanted;

    ThreadBook(LedgerTransaction tx, ThreadId thread, Instant now) {
        this.tx = tx;
        this.row = tx.threads().lock(thread);
        this.now = now;
    }

    LedgerTransaction tx() {
        return tx;
    }

    ThreadRow row() {
        return row;
    }

    Instant now() {
        return now;
    }

    boolean hasWanted() {
        return wanted;
    }

    Situation situation() {
        return new Situation(row, tx.sessions().newest(row.id()), tx.cells().open(row.id()));
    }

    List<CellRow> open() {
        return tx.cells().open(row.id());
    }

    /** The session as it is now, if it is still in one of these states. */
    Optional<SessionRow> still(SessionRow session, SessionState... states) {
        SessionRow current = tx.sessions().get(session.id());
        return List.of(states).contains(current.state()) ? Optional.of(current) : Optional.empty();
    }

    CellRow fresh(CellRow cell) {
        return tx.cells().get(cell.id());
    }

    SessionChange change(SessionRow session) {
        return tx.sessions().change(session);
    }

    CellChange change(CellRow cell) {
        return tx.cells().change(cell);
    }

    void want(Slot slot) {
        tx.want(row.id(), slot);
        wanted = true;
    }

    void wantCard() {
        want(new Slot.Card());
    }

    /** The cell's message and its reaction. Its files are wanted by whoever shows the message, which tells of them. */
    void wantAll(CellRow cell) {
        want(new Slot.Cell(cell.id()));
        if (cell.sourceTs().isPresent()) {
            want(new Slot.Mark(cell.id()));
        }
    }

    /** The first cells in the queue, whose places have changed. */
    void wantQueue() {
        situation().queued().stream().limit(QUEUE_TOLD).forEach(cell -> want(new Slot.Cell(cell.id())));
    }

    /** This request does this here and now; unless it has done something before, which is the answer then. */
    Optional<CarriedOut.Done> once(Optional<String> request, Optional<String> target) {
        return request.flatMap(name ->
                tx.carriedOut().claim(name, new CarriedOut.Done(Optional.of(row.id()), target), now));
    }

    void note(String id, Notice notice) {
        tx.note(row.id(), id, LedgerJson.encode(notice));
        wanted = true;
    }

    /** Glue answered as it should; the next look is after this long. */
    void well(Duration next) {
        tx.threads().lookAt(row.id(), next.isZero() ? Optional.empty() : Optional.of(now.plus(next)), now);
    }

    /** Nothing is to be done until somebody asks for something. */
    void rest() {
        tx.threads().rest(row.id());
    }

    /** Somebody asked for something: look at once, unless Glue is being left alone after failures; then when it is not. */
    void wake() {
        if (row.failures() == 0) {
            tx.threads().lookAt(row.id(), Optional.empty(), now);
        } else {
            tx.threads().due(row.id(), now);
        }
    }
}
