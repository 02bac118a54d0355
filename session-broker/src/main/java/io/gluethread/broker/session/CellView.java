package io.gluethread.broker.session;

import io.gluethread.broker.statement.Result;
import java.time.Instant;
import java.util.Optional;

/**
 * One cell as the ledger has it.
 *
 * @param ordinal the [n] that people see: 1, 2, 3… over the thread's whole life
 * @param code what the person typed, exactly
 * @param sourceTs the Slack message it came from, if it came from one
 * @param queuePlace 0 when nothing is before it
 * @param progress Glue's statement progress, 0 to 1
 * @param note why it is LOST or was not run, empty otherwise
 */
public record CellView(
        CellId id,
        ThreadId thread,
        int ordinal,
        Person author,
        Language language,
        String code,
        Optional<String> sourceTs,
        CellState state,
        int queuePlace,
        double progress,
        Instant queuedAt,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        Optional<SessionId> session,
        Optional<Integer> statementId,
        Optional<Result> result,
        String note) {}
