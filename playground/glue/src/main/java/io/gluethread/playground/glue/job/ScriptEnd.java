package io.gluethread.playground.glue.job;

/** How a script's run ended. */
public sealed interface ScriptEnd {
    /** The script went through to its end, or left by {@code sys.exit()} with 0 or nothing. */
    record Succeeded() implements ScriptEnd {}

    /**
     * The script raised, left with another exit code, or its process died.
     *
     * @param message as Glue puts it into a run's ErrorMessage: the error's name and words, such as
     *     {@code NameError: name 'summary_dyf' is not defined}
     */
    record Failed(String message) implements ScriptEnd {}

    /** {@link ScriptRun#stop} ended it. */
    record Stopped() implements ScriptEnd {}

    /**
     * Its process could not be started.
     *
     * @param reason one line for people that says why and what to do
     */
    record NotStarted(String reason) implements ScriptEnd {}
}
