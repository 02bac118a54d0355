package io.gluethread.broker.ledger;

import io.gluethread.broker.session.CellId;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.Language;
import io.gluethread.broker.session.Person;
import io.gluethread.broker.session.SessionId;
import io.gluethread.broker.session.ThreadId;
import io.gluethread.broker.statement.Result;
import java.time.Instant;
import java.util.Optional;

/**
 * A cell's row.
 *
 * @param sentAt written before RunStatement leaves
 * @param quietAt while it is SENDING: the moment, by the ledger's time, until which what was sent may still arrive
 * @param moved how often it was carried over to a new session, because the old one was over before it ran
 * @param refusals how often in a row Glue refused to take it
 * @param toldAt when its message was last wanted for nothing but its progress
 */
public record CellRow(
        CellId id,
        ThreadId thread,
        int ordinal,
        Person author,
        Language language,
        String code,
        Optional<String> sourceTs,
        CellState state,
        double progress,
        Instant queuedAt,
        Optional<Instant> sentAt,
        Optional<Instant> quietAt,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        Optional<SessionId> session,
        Optional<Integer> statementId,
        Optional<Instant> cancelAskedAt,
        Optional<Instant> cancelSentAt,
        Optional<Result> result,
        String note,
        int moved,
        int refusals,
        Optional<Instant> toldAt) {

    public boolean isOver() {
        return state.isOver();
    }
}
