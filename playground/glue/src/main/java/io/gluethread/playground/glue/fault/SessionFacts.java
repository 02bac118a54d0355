package io.gluethread.playground.glue.fault;

/** What a fault's conditions ask of a session. An unknown session is neither. */
public interface SessionFacts {
    boolean tagged(String session);

    /** Whether a statement runs or waits. */
    boolean busy(String session);
}
