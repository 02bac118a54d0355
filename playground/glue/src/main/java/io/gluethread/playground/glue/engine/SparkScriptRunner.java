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
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** Runs each script in a child process of its own with real Apache Spark, as sessions do; none is started ahead. */
public final class SparkScriptRunner implements ScriptRunner {
    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final ScriptRun NONE = new NotRunning();

    private final SparkEngineSettings settings;
    private final Folders folders;
    private final Path sockets;
    private final Map<Long, SparkSessionProcess> living = new HashMap<>();
    private long count;
    private boolean closed;

    private SparkScriptRunner(SparkEngineSettings settings, Folders folders, Path sockets) {
        this.settings = settings;
        this.folders = folders;
        this.sockets = sockets;
    }

    /**
     * Prepares folders; starts nothing yet.
     *
     * @throws UncheckedIOException if the home folder cannot be written
     */
    public static SparkScriptRunner open(SparkEngineSettings settings) {
        try {
            Folders folders = Folders.in(settings.home());
            return new SparkScriptRunner(settings, folders, folders.forSockets());
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
        long number = ++count;
        ScriptProcess run = new ScriptProcess(request, listener);
        SparkSessionProcess process = SparkSessionProcess.start(
                command,
                new SparkSessionProcess.Launch(
                        List.of(), ClassArchive.of(command).use(), true),
                new EngineRequest(
                        request.runId(),
                        request.language() == ScriptLanguage.PYTHON ? EngineLanguage.PYTHON : EngineLanguage.SCALA,
                        request.sparkConf(),
                        request.catalog()),
                folders.forSession(request.runId()),
                sockets.resolve(number + ".sock"),
                run,
                () -> ended(number));
        living.put(number, process);
        run.in(process);
        return run;
    }

    private synchronized void ended(long number) {
        living.remove(number);
        notifyAll();
    }

    @Override
    public synchronized void close() {
        closed = true;
        living.values().forEach(SparkSessionProcess::kill);
        long deadline = System.nanoTime() + CLOSE_NANOS;
        try {
            while (!living.isEmpty() && System.nanoTime() < deadline) {
                TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        folders.removeAll();
        Folders.remove(sockets);
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
