package io.gluethread.broker;

import io.gluethread.broker.glue.GlueOperation;
import io.gluethread.broker.ledger.CellRow;
import io.gluethread.broker.ledger.SessionRow;
import io.gluethread.broker.policy.CallBudgets.Call;
import io.gluethread.broker.session.SessionState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Which call to Glue an action is, and whether somebody waits for it. */
final class Calls {
    /** Whoever looks at a cell that has run for longer does not mind if it is a little longer. */
    private static final Duration YOUNG = Duration.ofSeconds(30);

    private Calls() {}

    static Optional<Call> of(Action.Deed deed, Instant now) {
        return switch (deed) {
            case Action.Begin _, Action.GiveUp _, Action.WriteOff _ -> Optional.empty();
            case Action.Create(var session) -> call(GlueOperation.CREATE_SESSION, session, true);
            case Action.Look(var session) ->
                call(GlueOperation.GET_SESSION, session, session.state() != SessionState.STOPPING);
            case Action.SendStop(var session) -> call(GlueOperation.STOP_SESSION, session, true);
            case Action.SendChore(var session) ->
                call(GlueOperation.RUN_STATEMENT, session, session.chore() == SessionRow.Chore.PRELUDE);
            case Action.PollChore(var session) ->
                call(GlueOperation.GET_STATEMENT, session, session.chore() == SessionRow.Chore.PRELUDE_RUNNING);
            case Action.Send(var session, var _) -> call(GlueOperation.RUN_STATEMENT, session, true);
            case Action.Find(var session, var _) -> call(GlueOperation.LIST_STATEMENTS, session, true);
            case Action.Poll(var session, var cell) -> call(GlueOperation.GET_STATEMENT, session, isYoung(cell, now));
            case Action.SendCancel(var session, var _) -> call(GlueOperation.CANCEL_STATEMENT, session, true);
        };
    }

    private static boolean isYoung(CellRow cell, Instant now) {
        return cell.startedAt()
                .map(started -> now.isBefore(started.plus(YOUNG)))
                .orElse(true);
    }

    private static Optional<Call> call(GlueOperation operation, SessionRow session, boolean prompt) {
        return Optional.of(new Call(operation, session.spec().region(), prompt));
    }
}
