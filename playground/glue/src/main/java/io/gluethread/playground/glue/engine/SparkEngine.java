package io.gluethread.playground.glue.engine;

import io.gluethread.playground.glue.catalog.CatalogSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
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
    /** Long enough for the first session's first statements to have the machine for themselves. */
    private static final long RECORDING_AFTER_SECONDS = 20;
    /** For the same reason. */
    private static final long REFILL_AFTER_SECONDS = 10;

    private final SparkEngineSettings settings;
    private final Children children;
    private final List<WarmSession> warm = new ArrayList<>();
    private Optional<CompletableFuture<Boolean>> recorded = Optional.empty();
    private Optional<ClassRecording> recording = Optional.empty();
    private boolean closed;

    private SparkEngine(SparkEngineSettings settings, Children children) {
        this.settings = settings;
        this.children = children;
    }

    /**
     * Prepares folders; starts nothing yet, so that a machine without a JDK 17 only hears of it when a session is asked
     * for.
     *
     * @throws UncheckedIOException if the home folder cannot be written
     */
    public static SparkEngine open(SparkEngineSettings settings) {
        try {
            return new SparkEngine(settings, Children.in(settings.home()));
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
        long used = children.running() - warm.size();
        if (used >= settings.maxSessions()) {
            throw new EngineUnavailableException("This machine runs " + used
                    + " Spark sessions already, as many as are allowed; stop one, or raise GLUETHREAD_SPARK_SESSIONS.");
        }
        HostCommand command = HostCommand.find(settings);
        try {
            ClassArchive archive = ClassArchive.of(command);
            Optional<SparkSessionProcess> ahead = takeWarm(request, listener);
            SparkSessionProcess process =
                    ahead.isPresent() ? ahead.get() : launch(command, archive, children.next(), request, listener);
            recordOnce(command, archive);
            if (settings.warm() > 0) {
                CompletableFuture.delayedExecutor(REFILL_AFTER_SECONDS, TimeUnit.SECONDS)
                        .execute(() -> prepare(request.language()));
            }
            return process;
        } catch (IOException e) {
            throw new EngineUnavailableException(
                    "A Spark session's process could not be started: " + e.getMessage(), e);
        }
    }

    private SparkSessionProcess launch(
            HostCommand command, ClassArchive archive, long number, EngineRequest request, EngineListener listener)
            throws IOException {
        return children.start(
                number,
                command,
                new SparkSessionProcess.Launch(List.of(), archive.use(), false),
                request,
                listener,
                () -> ended(number));
    }

    /**
     * A process that was started ahead, as this session. Settings of Spark count when it starts, so a session that has
     * some gets a process of its own.
     */
    private Optional<SparkSessionProcess> takeWarm(EngineRequest request, EngineListener listener) {
        if (!request.sparkConf().isEmpty()) {
            return Optional.empty();
        }
        for (Iterator<WarmSession> sessions = warm.iterator(); sessions.hasNext(); ) {
            WarmSession session = sessions.next();
            Optional<SparkSessionProcess> process = children.find(session.number());
            if (session.language() == request.language() && process.isPresent()) {
                sessions.remove();
                if (process.get().adopt(request, listener)) {
                    return process;
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Starts processes ahead for the next sessions of a language, as many as the settings say, unless sessions or memory
     * run short. Returns at once. Those that were started ahead for another language end. A machine that cannot start any
     * hears of it when a session is asked for.
     */
    public synchronized void prepare(EngineLanguage language) {
        if (closed) {
            return;
        }
        for (WarmSession session : List.copyOf(warm)) {
            Optional<SparkSessionProcess> process =
                    children.find(session.number()).filter(p -> p.pid().isPresent());
            if (process.isEmpty()) {
                warm.remove(session);
            } else if (session.language() != language) {
                warm.remove(session);
                process.get().kill();
            }
        }
        try {
            while (warm.size() < settings.warm()
                    && children.running() < settings.maxSessions()
                    && Memory.hasRoomFor(settings.heap())) {
                HostCommand command = HostCommand.find(settings);
                WarmSession session = new WarmSession(language, children.next());
                EngineRequest request = new EngineRequest(
                        "ahead-" + session.number(), language, Map.of(), new CatalogSnapshot(0, List.of(), List.of()));
                launch(command, ClassArchive.of(command), session.number(), request, session);
                warm.add(session);
            }
        } catch (EngineUnavailableException | IOException e) {
            LOG.info("no session could be started ahead: {}", e.getMessage());
        }
    }

    private synchronized void ended(long number) {
        warm.removeIf(session -> session.number() == number);
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
            recording = Optional.of(
                    ClassRecording.start(command, archive, children.folders(), children.socket("classes"), made));
        } catch (IOException e) {
            LOG.info("no class archive could be made; sessions start without it", e);
            made.complete(false);
        }
    }

    /** How many processes stand ready or will soon. */
    synchronized int ahead() {
        return warm.size();
    }

    /** The making of the class archive, once a first session has caused it; tells whether it came about. */
    synchronized Optional<CompletableFuture<Boolean>> recorded() {
        return recorded;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            recording.ifPresent(ClassRecording::kill);
        }
        // Whoever ends says so to this engine, so nobody may wait for their end while holding it.
        children.close();
    }
}
