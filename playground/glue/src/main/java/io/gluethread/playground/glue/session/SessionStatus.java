package io.gluethread.playground.glue.session;

import java.util.EnumSet;
import java.util.Set;

/** The states of a session, as {@code Session.Status} names them. */
public enum SessionStatus {
    PROVISIONING,
    READY,
    STOPPING,
    STOPPED,
    TIMEOUT,
    FAILED;

    /** The states that can follow this one. */
    public Set<SessionStatus> next() {
        return switch (this) {
            case PROVISIONING -> EnumSet.of(READY, FAILED, TIMEOUT);
            case READY -> EnumSet.of(STOPPING, TIMEOUT, FAILED);
            case STOPPING -> EnumSet.of(STOPPED);
            case STOPPED, TIMEOUT, FAILED -> EnumSet.noneOf(SessionStatus.class);
        };
    }

    /** Whether the session can still come to compute something. */
    public boolean live() {
        return this == PROVISIONING || this == READY;
    }

    public boolean over() {
        return next().isEmpty();
    }
}
