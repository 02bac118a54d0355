package io.gluethread.playground.glue.session;

import io.gluethread.playground.glue.catalog.CatalogChange;
import io.gluethread.playground.glue.catalog.CatalogSnapshot;
import io.gluethread.playground.glue.catalog.CatalogStore;
import io.gluethread.playground.glue.engine.Engine;
import io.gluethread.playground.glue.engine.EngineEnd;
import io.gluethread.playground.glue.engine.EngineInfo;
import io.gluethread.playground.glue.engine.EngineListener;
import io.gluethread.playground.glue.engine.EngineOutcome;
import io.gluethread.playground.glue.engine.EngineRequest;
import io.gluethread.playground.glue.engine.EngineSession;
import io.gluethread.playground.glue.engine.EngineUnavailableException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session together with the engine's process behind it. Orders go out in order and never under the session's lock, so
 * that the engine may call back whenever it likes.
 */
final class SessionProcess implements LocalSession.Orders, EngineListener {
    private static final Logger log = LoggerFactory.getLogger(SessionProcess.class);

    private final Engine engine;
    private final CatalogStore catalog;
    private final InstantSource clock;
    private final LocalSession session;
    private final InOrder outbox;
    private volatile @Nullable EngineSession process;
    private volatile boolean gone;
    private long catalogVersion;

    SessionProcess(
            SessionSpec spec,
            long number,
            Duration provisioningDelay,
            int maxQueued,
            Engine engine,
            CatalogStore catalog,
            InstantSource clock) {
        this.engine = engine;
        this.catalog = catalog;
        this.clock = clock;
        this.outbox = new InOrder("glue-session-" + number);
        this.session = new LocalSession(spec, number, clock.instant(), provisioningDelay, maxQueued, this);
    }

    LocalSession session() {
        return session;
    }

    /** Whether nothing of it runs on this machine any more. */
    boolean gone() {
        return gone;
    }

    OptionalLong pid() {
        @Nullable EngineSession now = process;
        return now == null ? OptionalLong.empty() : now.pid();
    }

    void begin() {
        outbox.execute(() -> {
            if (session.doomed()) {
                gone = true;
                return;
            }
            CatalogSnapshot snapshot = catalog.snapshot();
            catalogVersion = snapshot.version();
            try {
                process = engine.start(
                        new EngineRequest(
                                processName(),
                                session.spec().language(),
                                session.spec().sparkConf(),
                                snapshot),
                        this);
            } catch (EngineUnavailableException e) {
                unavailable(e);
            } catch (RuntimeException e) {
                log.error(
                        "Session {}: the engine failed to start it",
                        session.spec().id(),
                        e);
                unavailable(e);
            }
        });
    }

    private void unavailable(Exception e) {
        gone = true;
        String message = e.getMessage();
        session.engineUnavailable(message == null ? e.getClass().getSimpleName() : message, clock.instant());
    }

    /** The session's id without the characters that a folder's name should not have; unique by its number. */
    private String processName() {
        String id = session.spec().id();
        String plain = id.replaceAll("[^A-Za-z0-9_-]", "_");
        String bounded = plain.length() > 80 ? plain.substring(0, 80) : plain;
        return bounded + "-" + session.number();
    }

    @Override
    public void run(int statementId, String code) {
        outbox.execute(() -> withProcess(p -> {
            CatalogSnapshot snapshot = catalog.snapshot();
            if (snapshot.version() != catalogVersion) {
                catalogVersion = snapshot.version();
                p.catalog(snapshot);
            }
            p.run(statementId, code);
        }));
    }

    @Override
    public void cancel(int statementId) {
        outbox.execute(() -> withProcess(p -> p.cancel(statementId)));
    }

    @Override
    public void stop() {
        outbox.execute(() -> withProcess(EngineSession::stop));
    }

    @Override
    public void kill() {
        outbox.execute(() -> withProcess(EngineSession::kill));
    }

    private void withProcess(Consumer<EngineSession> order) {
        @Nullable EngineSession now = process;
        if (now != null) {
            order.accept(now);
        }
    }

    @Override
    public void ready(EngineInfo info) {
        session.engineReady(info, clock.instant());
    }

    @Override
    public void running(int statementId) {
        session.running(statementId, clock.instant());
    }

    @Override
    public void progress(int statementId, double fraction) {
        session.progress(statementId, fraction);
    }

    @Override
    public void done(int statementId, EngineOutcome outcome) {
        session.done(statementId, outcome, clock.instant());
    }

    @Override
    public void catalogChanged(CatalogChange change) {
        try {
            catalog.apply(change);
        } catch (UncheckedIOException e) {
            log.error(
                    "Session {}: a catalog change holds for this run only",
                    session.spec().id(),
                    e);
        }
    }

    @Override
    public void ended(EngineEnd end) {
        gone = true;
        if (!end.asked()) {
            log.warn("Session {} ended by itself: {}", session.spec().id(), end.reason());
        }
        session.engineEnded(end, clock.instant());
    }
}
