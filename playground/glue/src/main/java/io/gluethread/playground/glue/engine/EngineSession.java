package io.gluethread.playground.glue.engine;

import io.gluethread.playground.glue.catalog.CatalogSnapshot;
import java.util.OptionalLong;

/** One running session. No method waits for the session; answers come through the {@link EngineListener}. */
public interface EngineSession {
    /** Queues a statement; they run one at a time, in the order given. Ids must not repeat within a session. */
    void run(int statementId, String code);

    /** Asks for the end of a waiting or running statement; unknown and finished ids are ignored. */
    void cancel(int statementId);

    /**
     * Hands over the catalog as it is now, with every change that the listener has heard of; the next statement sees it.
     * An older version than the last is ignored.
     */
    void catalog(CatalogSnapshot snapshot);

    /** Asks the session to end and kills it after 3 seconds. Twice is as good as once. */
    void stop();

    /** Ends the session's process now. */
    void kill();

    /** The session's process, while there is one. */
    OptionalLong pid();
}
