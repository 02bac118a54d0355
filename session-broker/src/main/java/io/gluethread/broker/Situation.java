package io.gluethread.broker;

import io.gluethread.broker.ledger.CellRow;
import io.gluethread.broker.ledger.SessionRow;
import io.gluethread.broker.ledger.ThreadRow;
import io.gluethread.broker.session.CellState;
import java.util.List;
import java.util.Optional;

/**
 * One thread as it stands in the ledger: all that is needed to decide what to do for it.
 *
 * @param session the newest generation
 * @param open cells that are not over, in order
 */
record Situation(ThreadRow thread, Optional<SessionRow> session, List<CellRow> open) {

    Optional<SessionRow> live() {
        return session.filter(s -> !s.isOver());
    }

    /** The cell that Glue may be working on. */
    Optional<CellRow> active() {
        return open.stream().filter(c -> c.state() != CellState.QUEUED).findFirst();
    }

    List<CellRow> queued() {
        return open.stream().filter(c -> c.state() == CellState.QUEUED).toList();
    }

    boolean isWorking() {
        return !open.isEmpty();
    }
}
