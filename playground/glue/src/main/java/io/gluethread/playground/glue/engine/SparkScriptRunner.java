package io.gluethread.playground.glue.engine;

import io.gluethread.playground.glue.job.ScriptEnd;
import io.gluethread.playground.glue.job.ScriptLanguage;
import io.gluethread.playground.glue.job.ScriptListener;
import io.gluethread.playground.glue.job.ScriptRequest;
import io.gluethread.playground.glue.job.ScriptRun;
import io.gluethread.playground.glue.job.ScriptRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.OptionalLong;

/** Runs each script in a child process of its own with real Apache Spark, as sessions do; none is started ahead. */
public final class SparkScriptRunner implements ScriptRunner {
    private static final ScriptRun NONE = new NotRunning();

    private final SparkEngineSettings settings;
    private final Children children;
    private boolean closed;

    private SparkScriptRunner(SparkEngineSettings settings, Children children) {
        this.settings = settings;
        this.children = children;
    }

    /**
     * Prepares folders; starts nothing yet.
     *
     * @throws UncheckedIOException if the home folder cannot be written
     */
    public static SparkScriptRunner open(SparkEngineSettings settings) {
        try {
            return new SparkScriptRunner(settings, Children.in(settings.home()));
        } catch (IOException e) {
            throw new UncheckedIOException("Scripts need a folder to write to: " + settings.home(), e);
        }
    }

    @Override
    public ScriptRun start(ScriptRequest request, ScriptListener listener) {
        try {
            return launch(request, listener);
        } catch (EngineUnavailableException e) {
            listener.ended(new ScriptEnd.NotStarted(String.valueOf(e.getMessage())));
        } catch (IOException e) {
            listener.ended(new ScriptEnd.NotStarted("The script's process could not be started: " + e.getMessage()));
        }
        return NONE;
    }

    private synchronized ScriptRun launch(ScriptRequest request, ScriptListener listener)
            throws EngineUnavailableException, IOException {
        if (closed) {
            throw new EngineUnavailableException("The local Spark engine has been closed.");
        }
        if (!Files.isRegularFile(request.script())) {
            throw new EngineUnavailableException("There is no script " + request.script() + ".");
        }
        HostCommand command = HostCommand.find(settings);
        ScriptProcess run = new ScriptProcess(request, listener);
        SparkSessionProcess process = children.start(
                children.next(),
                command,
                new SparkSessionProcess.Launch(
                        List.of(), ClassArchive.of(command).use(), true),
                new EngineRequest(
                        request.runId(),
                        request.language() == ScriptLanguage.PYTHON ? EngineLanguage.PYTHON : EngineLanguage.SCALA,
                        request.sparkConf(),
                        request.catalog()),
                run,
                () -> {});
        run.in(process);
        return run;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        children.close();
    }

    private static final class NotRunning implements ScriptRun {
        @Override
        public void stop() {
            // nothing runs
        }

        @Override
        public OptionalLong pid() {
            return OptionalLong.empty();
        }
    }
}
