package io.gluethread.playground.glue.engine;

/** No session can be started on this machine now. The message is one line that says why and what to do. */
public final class EngineUnavailableException extends Exception {
    public EngineUnavailableException(String message) {
        super(message);
    }

    public EngineUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
