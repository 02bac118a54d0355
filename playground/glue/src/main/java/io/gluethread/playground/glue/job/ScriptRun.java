package io.gluethread.playground.glue.job;

import java.util.OptionalLong;

/** A script on its way. No method waits for it; what comes of it is heard by the {@link ScriptListener}. */
public interface ScriptRun {
    /** Asks the script's process to end and kills it after 3 seconds. Twice is as good as once; so is too late. */
    void stop();

    /** The script's process, while there is one. */
    OptionalLong pid();
}
