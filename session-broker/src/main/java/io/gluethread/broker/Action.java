package io.gluethread.broker;

import io.gluethread.broker.ledger.CellRow;
import io.gluethread.broker.ledger.SessionRow;
import java.time.Instant;

/** The one thing to do next for a thread. */
sealed interface Action {
    /** Nothing until somebody asks for something. */
    record Rest() implements Action {}

    record Wait(Instant until) implements Action {}

    /** Something to do now. */
    sealed interface Deed extends Action {}

    /** Make a new generation for the cells that wait. */
    record Begin() implements Deed {}

    record Create(SessionRow session) implements Deed {}

    record Look(SessionRow session) implements Deed {}

    /** It did not become ready in time. */
    record GiveUp(SessionRow session) implements Deed {}

    record SendStop(SessionRow session) implements Deed {}

    /** It would not stop, for far too long: it is nobody's session any more. */
    record WriteOff(SessionRow session) implements Deed {}

    record SendChore(SessionRow session) implements Deed {}

    record PollChore(SessionRow session) implements Deed {}

    record Send(SessionRow session, CellRow cell) implements Deed {}

    /** Nobody knows whether the cell arrived: find out. */
    record Find(SessionRow session, CellRow cell) implements Deed {}

    record Poll(SessionRow session, CellRow cell) implements Deed {}

    record SendCancel(SessionRow session, CellRow cell) implements Deed {}
}
