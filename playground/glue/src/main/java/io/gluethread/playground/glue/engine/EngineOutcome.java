package io.gluethread.playground.glue.engine;

import java.util.List;

/** How a statement ended. */
public sealed interface EngineOutcome {
    /**
     * The statement went through.
     *
     * @param text what the statement printed and the echo of its last expression, without trailing newlines
     */
    record Ok(String text) implements EngineOutcome {}

    /**
     * The user's code failed; the session lives on.
     *
     * @param name class of the error, such as {@code NameError}
     * @param value its message
     * @param traceback lines, each with its newline, in the form that Livy gives
     * @param text what the statement had printed until then
     */
    record Failed(String name, String value, List<String> traceback, String text) implements EngineOutcome {
        public Failed {
            traceback = List.copyOf(traceback);
        }
    }

    /** The statement was cancelled before it was done. */
    record Cancelled() implements EngineOutcome {}
}
