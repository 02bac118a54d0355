package io.gluethread.broker.session;

import java.util.EnumSet;
import java.util.Set;

/**
 * Where a cell is. SENDING is written before RunStatement leaves: a cell found in it after a crash may or may not have
 * reached Glue, and only ListStatements can tell. LOST means that its session ended or that nobody can tell any more.
 */
public enum CellState {
    QUEUED,
    SENDING,
    RUNNING,
    CANCELLING,
    OK,
    ERROR,
    CANCELLED,
    LOST;

    public Set<CellState> next() {
        return switch (this) {
            case QUEUED -> EnumSet.of(SENDING, CANCELLED, LOST);
            case SENDING -> EnumSet.of(QUEUED, RUNNING, CANCELLING, OK, ERROR, CANCELLED, LOST);
            case RUNNING -> EnumSet.of(CANCELLING, OK, ERROR, CANCELLED, LOST);
            case CANCELLING -> EnumSet.of(OK, ERROR, CANCELLED, LOST);
            case OK, ERROR, CANCELLED, LOST -> EnumSet.noneOf(CellState.class);
        };
    }

    public boolean isOver() {
        return next().isEmpty();
    }
}
