package io.gluethread.playground.glue.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs each session as a child process of its own with real Apache Spark in local mode. */
public final class SparkEngine implements Engine {
    private static final Logger LOG = LoggerFactory.getLogger(SparkEngine.class);
    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** Long enough for the first session's first statements to have the machine for themselves. */
    private static final long RECORDING_AFTER_SECONDS = 20;

    private final SparkEngineSettings settings;
    private final Folders folders;
    private final Path sockets;
    private final Map<Long, SparkSessionProcess> living = new HashMap<>();
    private Optional<CompletableFuture<Boolean>> recorded = Optional.empty();
    private Optional<ClassRecording> recording = Optional.empty();
    private long count;
    private boolean closed;

    private SparkEngine(SparkEngineSettings settings, Folders folders, Path sockets) {
        this.settings = settings;
        this.folders = folders;
        this.sockets = sockets;
    }

    /**
     * Prepares folders; starts nothing yet, so that a machine without a JDK 17 only hears of it when a session is asked
     * for.
     *
     * @throws UncheckedIOException if the home folder cannot be written
     */
    public static SparkEngine open(SparkEngineSettings settings) {
        try {
            Folders folders = Folders.in(settings.home());
            return new SparkEngine(settings, folders, folders.forSockets());
        } catch (IOException e) {
            throw new UncheckedIOException("Spark sessions need a folder to write to: " + settings.home(), e);
        }
    }

    @Override
    public synchronized EngineSession start(EngineRequest request, EngineListener listener)
            throws EngineUnavailableException {
        if (closed) {
            throw new EngineUnavailableException("The local Spark engine has been closed.");
        }
        long alive = living.values().stream()
                .filter(process -> process.pid().isPresent())
                .count();
        if (alive >= settings.maxSessions()) {
            throw new EngineUnavailableException("This machine runs " + alive
                    + " Spark sessions already, as many as are allowed; stop one, or raise GLUETHREAD_SPARK_SESSIONS.");
        }
        HostCommand command = HostCommand.find(settings);
        long number = ++count;
        try {
            ClassArchive archive = ClassArchive.of(command);
            SparkSessionProcess process = SparkSessionProcess.start(
                    command,
                    new SparkSessionProcess.Launch(List.of(), archive.use()),
                    request,
                    folders.forSession(request.sessionId()),
                    sockets.resolve(number + ".sock"),
                    listener,
                    () -> ended(number));
            living.put(number, process);
            recordOnce(command, archive);
            return process;
        } catch (IOException e) {
            throw new EngineUnavailableException(
                    "A Spark session's process could not be started: " + e.getMessage(), e);
        }
    }

    private synchronized void ended(long number) {
        living.remove(number);
        notifyAll();
    }

    private void recordOnce(HostCommand command, ClassArchive archive) {
        if (!settings.classSharing() || recorded.isPresent() || archive.exists()) {
            return;
        }
        CompletableFuture<Boolean> made = new CompletableFuture<>();
        recorded = Optional.of(made);
        CompletableFuture.delayedExecutor(RECORDING_AFTER_SECONDS, TimeUnit.SECONDS)
                .execute(() -> record(command, archive, made));
    }

    private synchronized void record(HostCommand command, ClassArchive archive, CompletableFuture<Boolean> made) {
        if (closed) {
            made.complete(false);
            return;
        }
        try {
            recording =
                    Optional.of(ClassRecording.start(command, archive, folders, sockets.resolve("classes.sock"), made));
        } catch (IOException e) {
            LOG.info("no class archive could be made; sessions start without it", e);
            made.complete(false);
        }
    }

    /** The making of the class archive, once a first session has caused it; tells whether it came about. */
    synchronized Optional<CompletableFuture<Boolean>> recorded() {
        return recorded;
    }

    @Override
    public synchronized void close() {
        closed = true;
        recording.ifPresent(ClassRecording::kill);
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
}
