package io.gluethread.playground.glue.job;

import java.util.OptionalLong;

/** Stands where nothing is there to run scripts: every run fails and says so. */
public final class NoScripts implements ScriptRunner {
    @Override
    public ScriptRun start(ScriptRequest request, ScriptListener listener) {
        listener.ended(new ScriptEnd.NotStarted("This endpoint was started without anything to run jobs' scripts."));
        return new ScriptRun() {
            @Override
            public void stop() {}

            @Override
            public OptionalLong pid() {
                return OptionalLong.empty();
            }
        };
    }

    @Override
    public void close() {}
}
