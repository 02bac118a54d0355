package io.gluethread.broker.session;

import java.util.EnumSet;
import java.util.Set;

/**
 * Where a session is in its life, as the ledger sees it. WANTED is ours alone (written before anything leaves), LOST
 * means that Glue does not know the id any more; the others are Glue's
 * (<a href="https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-interactive-sessions.html">Interactive sessions API</a>).
 */
public enum SessionState {
    WANTED,
    PROVISIONING,
    READY,
    STOPPING,
    STOPPED,
    FAILED,
    TIMEOUT,
    LOST;

    public Set<SessionState> next() {
        return switch (this) {
            case WANTED -> EnumSet.of(PROVISIONING, READY, STOPPING, STOPPED, FAILED, TIMEOUT, LOST);
            case PROVISIONING -> EnumSet.of(READY, STOPPING, STOPPED, FAILED, TIMEOUT, LOST);
            case READY -> EnumSet.of(STOPPING, STOPPED, FAILED, TIMEOUT, LOST);
            case STOPPING -> EnumSet.of(STOPPED, FAILED, TIMEOUT, LOST);
            case STOPPED, FAILED, TIMEOUT, LOST -> EnumSet.noneOf(SessionState.class);
        };
    }

    /** No longer able to run anything, and no longer costing anything. */
    public boolean isOver() {
        return next().isEmpty();
    }
}
