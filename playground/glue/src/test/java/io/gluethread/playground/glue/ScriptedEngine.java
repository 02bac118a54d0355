package io.gluethread.playground.glue;

import io.gluethread.playground.glue.catalog.CatalogChange;
import io.gluethread.playground.glue.catalog.CatalogColumn;
import io.gluethread.playground.glue.catalog.CatalogSnapshot;
import io.gluethread.playground.glue.catalog.CatalogTable;
import io.gluethread.playground.glue.engine.Engine;
import io.gluethread.playground.glue.engine.EngineEnd;
import io.gluethread.playground.glue.engine.EngineInfo;
import io.gluethread.playground.glue.engine.EngineListener;
import io.gluethread.playground.glue.engine.EngineOutcome;
import io.gluethread.playground.glue.engine.EngineRequest;
import io.gluethread.playground.glue.engine.EngineSession;
import io.gluethread.playground.glue.engine.EngineUnavailableException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * An engine without Spark. A statement's code says what becomes of it: {@code hold} runs until it is cancelled or
 * released, {@code fail} raises, {@code die} ends the process, {@code create t} makes a table, {@code tables} tells the
 * tables it sees, anything else is echoed.
 */
public final class ScriptedEngine implements Engine {
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final List<EngineRequest> requests = new CopyOnWriteArrayList<>();
    private volatile Optional<String> unavailable = Optional.empty();
    private volatile boolean holdReady;
    private volatile boolean closed;

    public void unavailable(String reason) {
        unavailable = Optional.of(reason);
    }

    /** Sessions started from now on do not become ready. */
    public void holdReady() {
        holdReady = true;
    }

    public List<EngineRequest> requests() {
        return List.copyOf(requests);
    }

    public boolean closed() {
        return closed;
    }

    /** Ends what the only session is holding. */
    public void release(String text) {
        sessions.values().forEach(session -> session.release(text));
    }

    public void progress(double fraction) {
        sessions.values().forEach(session -> session.progress(fraction));
    }

    public boolean allStopped() {
        return sessions.values().stream().allMatch(session -> session.over);
    }

    @Override
    public EngineSession start(EngineRequest request, EngineListener listener) throws EngineUnavailableException {
        if (unavailable.isPresent()) {
            throw new EngineUnavailableException(unavailable.get());
        }
        requests.add(request);
        Session session = new Session(request, listener);
        sessions.put(request.sessionId(), session);
        if (!holdReady) {
            session.thread.execute(() -> listener.ready(new EngineInfo(4711, "3.5.7", "17", Optional.empty())));
        }
        return session;
    }

    @Override
    public void close() {
        closed = true;
        sessions.values().forEach(Session::kill);
    }

    private static final class Session implements EngineSession {
        private final EngineListener listener;
        private final ExecutorService thread =
                Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());
        private CatalogSnapshot catalog;
        private int held = -1;
        private volatile boolean over;

        Session(EngineRequest request, EngineListener listener) {
            this.listener = listener;
            this.catalog = request.catalog();
        }

        @Override
        public void run(int statementId, String code) {
            thread.execute(() -> {
                listener.running(statementId);
                String command = code.lines().reduce((first, second) -> second).orElse("");
                if (command.equals("hold")) {
                    held = statementId;
                } else if (command.equals("fail")) {
                    listener.done(
                            statementId,
                            new EngineOutcome.Failed(
                                    "NameError",
                                    "name 'x' is not defined",
                                    List.of("Traceback (most recent call last):\n", "NameError: name 'x'\n"),
                                    "before\n"));
                } else if (command.equals("die")) {
                    end(false, "The session's process ended with exit code 137.");
                } else if (command.startsWith("create ")) {
                    listener.catalogChanged(new CatalogChange.TableCreated(table(command.substring(7))));
                    listener.done(statementId, new EngineOutcome.Ok(""));
                } else if (command.equals("tables")) {
                    listener.done(
                            statementId,
                            new EngineOutcome.Ok(catalog.tables().stream()
                                    .map(CatalogTable::name)
                                    .collect(Collectors.joining(","))));
                } else {
                    listener.done(statementId, new EngineOutcome.Ok(code + "\n\n"));
                }
            });
        }

        private static CatalogTable table(String name) {
            return new CatalogTable(
                    "default",
                    name,
                    "",
                    "parquet",
                    "/nowhere/" + name,
                    List.of(new CatalogColumn("x", "bigint", "")),
                    List.of(),
                    Map.of(),
                    Map.of(),
                    Optional.empty());
        }

        void release(String text) {
            thread.execute(() -> {
                if (held >= 0) {
                    int id = held;
                    held = -1;
                    listener.done(id, new EngineOutcome.Ok(text));
                }
            });
        }

        void progress(double fraction) {
            thread.execute(() -> listener.progress(held, fraction));
        }

        @Override
        public void cancel(int statementId) {
            thread.execute(() -> {
                if (held == statementId) {
                    held = -1;
                    listener.done(statementId, new EngineOutcome.Cancelled());
                }
            });
        }

        @Override
        public void catalog(CatalogSnapshot snapshot) {
            thread.execute(() -> catalog = snapshot);
        }

        @Override
        public void stop() {
            thread.execute(() -> end(true, "The session was stopped."));
        }

        @Override
        public void kill() {
            stop();
        }

        private void end(boolean asked, String reason) {
            if (!over) {
                over = true;
                listener.ended(new EngineEnd(asked, OptionalInt.of(asked ? 0 : 137), reason, ""));
            }
        }

        @Override
        public OptionalLong pid() {
            return over ? OptionalLong.empty() : OptionalLong.of(4711);
        }
    }
}
