package io.gluethread.broker;

import io.gluethread.broker.ledger.CellRow;
import io.gluethread.broker.ledger.SessionRow;
import java.time.Instant;

/** The one thing to do next for a thread. */
sealed interface Action {
    /** Nothing until somebody asks for something. */
    record Rest() implements Action {}

    record Wait(Instant until) implements Action {}

    /** Make a new generation for the cells that wait. */
    record Begin() implements Action {}

    record Create(SessionRow session) implements Action {}

    record Look(SessionRow session) implements Action {}

    /** It did not become ready in time. */
    record GiveUp(SessionRow session) implements Action {}

    record SendStop(SessionRow session) implements Action {}

    /** It would not stop, for far too long: it is nobody's session any more. */
    record WriteOff(SessionRow session) implements Action {}

    record SendChore(SessionRow session) implements Action {}

    record PollChore(SessionRow session) implements Action {}

    record Send(SessionRow session, CellRow cell) implements Action {}

    /** Nobody knows whether the cell arrived: find out. */
    record Find(SessionRow session, CellRow cell) implements Action {}

    record Poll(SessionRow session, CellRow cell) implements Action {}

    record SendCancel(SessionRow session, CellRow cell) implements Action {}
}
