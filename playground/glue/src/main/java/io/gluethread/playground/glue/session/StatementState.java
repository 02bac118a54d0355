package io.gluethread.playground.glue.session;

import java.util.EnumSet;
import java.util.Set;

/** The states of a statement, as {@code Statement.State} names them. A user's error ends in {@link #AVAILABLE}. */
public enum StatementState {
    WAITING,
    RUNNING,
    CANCELLING,
    AVAILABLE,
    CANCELLED,
    ERROR;

    /** The states that can follow this one. A statement that is done before the cancel reaches it stays done. */
    public Set<StatementState> next() {
        return switch (this) {
            case WAITING -> EnumSet.of(RUNNING, CANCELLING, CANCELLED, AVAILABLE, ERROR);
            case RUNNING -> EnumSet.of(CANCELLING, AVAILABLE, CANCELLED, ERROR);
            case CANCELLING -> EnumSet.of(CANCELLED, AVAILABLE, ERROR);
            case AVAILABLE, CANCELLED, ERROR -> EnumSet.noneOf(StatementState.class);
        };
    }

    public boolean over() {
        return next().isEmpty();
    }
}
