package io.gluethread.broker.session;

import java.time.Instant;
import java.util.Optional;

/**
 * One generation of a thread's session as the ledger has it.
 *
 * @param progress Glue's provisioning progress, 0 to 1
 * @param lastActivity when work last ended (or the session became ready)
 * @param idleDeadline when it will be stopped if nothing runs; empty while work runs or before it is ready
 * @param message Glue's ErrorMessage, empty when there is none
 */
public record SessionView(
        SessionId id,
        ThreadId thread,
        int generation,
        SessionState state,
        SessionSpec spec,
        Rate rate,
        Instant createdAt,
        Optional<Instant> readyAt,
        Optional<Instant> endedAt,
        Optional<Ending> ending,
        double progress,
        Optional<Instant> lastActivity,
        Optional<Instant> idleDeadline,
        Usage usage,
        String message) {}
