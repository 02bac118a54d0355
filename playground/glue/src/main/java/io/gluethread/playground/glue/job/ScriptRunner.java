package io.gluethread.playground.glue.job;

/** Runs scripts, each in a fresh Spark process of its own. Closing it kills every run that it started. */
public interface ScriptRunner extends AutoCloseable {
    /**
     * Begins a run and returns at once. A run that cannot begin is told to the listener as
     * {@link ScriptEnd.NotStarted}, not thrown.
     */
    ScriptRun start(ScriptRequest request, ScriptListener listener);

    @Override
    void close();
}
