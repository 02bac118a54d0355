package io.gluethread.playground.glue.engine;

/** Starts sessions that compute. Closing it kills every session that it started. */
public interface Engine extends AutoCloseable {
    /**
     * Begins a session and returns at once; {@link EngineListener#ready} follows when it takes statements.
     *
     * @throws EngineUnavailableException if no session can be started on this machine now, for example because there is
     *     no JDK 17; its message is one line for people
     */
    EngineSession start(EngineRequest request, EngineListener listener) throws EngineUnavailableException;

    @Override
    void close();
}
