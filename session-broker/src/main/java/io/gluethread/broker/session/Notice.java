package io.gluethread.broker.session;

import java.time.Instant;
import java.util.List;

/**
 * Something that the broker itself has to say in a thread, once. It goes into the ledger as the payload of a Note; the
 * words are found by whoever delivers it.
 */
public sealed interface Notice {
    /** The session has been idle and will be stopped at {@code stopsAt} if nothing runs. */
    record IdleSoon(SessionId session, Instant idleSince, Instant stopsAt) implements Notice {}

    /** The session will reach its total lifetime at {@code stopsAt} and be stopped then, even if something runs. */
    record LifetimeSoon(SessionId session, Instant stopsAt) implements Notice {}

    /** The session is over. {@code cellsLost} were queued or running and will not give a result. */
    record Ended(SessionId session, Ending ending, Usage usage, List<CellId> cellsLost) implements Notice {}

    /** Glue does not answer as it should for some time: what is wrong, in one line. */
    record Trouble(String what) implements Notice {}

    /** A session of ours was found that the ledger did not know; it belongs to this thread again. */
    record Found(SessionId session) implements Notice {}
}
