package io.gluethread.playground.glue.engine;

import io.gluethread.playground.glue.catalog.CatalogChange;

/**
 * Hears what happens in one session, on that session's own thread, in order: {@code ready} at most once and before any
 * statement, each statement's {@code done} exactly once unless the session ends first, {@code ended} exactly once and
 * last. Must not wait for the session it listens to.
 */
public interface EngineListener {
    void ready(EngineInfo info);

    void running(int statementId);

    /** Tells how far a statement is: 0 to 0.99, never going back. */
    void progress(int statementId, double fraction);

    void done(int statementId, EngineOutcome outcome);

    /** A statement has changed the catalog; comes before that statement's {@code done}. */
    void catalogChanged(CatalogChange change);

    /** Statements that are not done by now never will be. */
    void ended(EngineEnd end);
}
