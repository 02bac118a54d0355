package io.gluethread.broker.ledger;

import io.gluethread.broker.session.Person;
import io.gluethread.broker.session.Settings;
import io.gluethread.broker.session.ThreadId;
import java.time.Instant;
import java.util.Optional;

/**
 * A thread's row.
 *
 * @param lookAt nothing is to be asked of Glue for it before then
 * @param failures how often in a row Glue did not answer as it should
 * @param failingSince since when
 * @param troubleTold whether the thread has been told of that
 */
public record ThreadRow(
        ThreadId id,
        String team,
        String channel,
        Optional<String> rootTs,
        Person owner,
        String name,
        Settings settings,
        Instant openedAt,
        Optional<Instant> lookAt,
        int failures,
        Optional<Instant> failingSince,
        boolean troubleTold) {}
