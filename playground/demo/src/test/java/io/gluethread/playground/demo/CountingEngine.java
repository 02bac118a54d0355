package io.gluethread.playground.demo;

import io.gluethread.playground.glue.catalog.CatalogSnapshot;
import io.gluethread.playground.glue.engine.Engine;
import io.gluethread.playground.glue.engine.EngineEnd;
import io.gluethread.playground.glue.engine.EngineInfo;
import io.gluethread.playground.glue.engine.EngineListener;
import io.gluethread.playground.glue.engine.EngineOutcome;
import io.gluethread.playground.glue.engine.EngineRequest;
import io.gluethread.playground.glue.engine.EngineSession;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An engine without Spark that counts how often each cell ran, by the cell's last line. A line {@code hold …} runs until
 * it is cancelled, {@code wait …} until it is released, {@code die …} ends the process, anything else is its own result.
 */
final class CountingEngine implements Engine {
    private final Map<String, AtomicInteger> executions = new ConcurrentHashMap<>();
    private final Map<String, Runnable> waiting = new ConcurrentHashMap<>();

    int executions(String lastLine) {
        return executions.getOrDefault(lastLine, new AtomicInteger()).get();
    }

    /** The cell with this last line comes to its end. */
    void release(String lastLine) {
        Runnable end = waiting.remove(lastLine);
        if (end == null) {
            throw new IllegalStateException("nothing waits at '%s'".formatted(lastLine));
        }
        end.run();
    }

    @Override
    public EngineSession start(EngineRequest request, EngineListener listener) {
        Session session = new Session(listener);
        session.thread.execute(() -> listener.ready(new EngineInfo(1, "3.5.7", "17", Optional.empty())));
        return session;
    }

    @Override
    public void close() {}

    private final class Session implements EngineSession {
        private final EngineListener listener;
        private final ExecutorService thread =
                Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());
        private int held = -1;
        private boolean over;

        Session(EngineListener listener) {
            this.listener = listener;
        }

        @Override
        public void run(int statementId, String code) {
            thread.execute(() -> {
                String line = code.strip().lines().reduce("", (_, last) -> last);
                executions.computeIfAbsent(line, _ -> new AtomicInteger()).incrementAndGet();
                listener.running(statementId);
                if (line.startsWith("hold")) {
                    held = statementId;
                } else if (line.startsWith("wait")) {
                    waiting.put(
                            line,
                            () -> thread.execute(
                                    () -> listener.done(statementId, new EngineOutcome.Ok("result of " + line))));
                } else if (line.startsWith("die")) {
                    end(false, "The session's process ended with exit code 137.");
                } else if (line.startsWith("oom")) {
                    listener.done(
                            statementId,
                            new EngineOutcome.Failed(
                                    "java.lang.OutOfMemoryError",
                                    "Java heap space",
                                    List.of("java.lang.OutOfMemoryError: Java heap space\n"),
                                    ""));
                } else {
                    listener.done(statementId, new EngineOutcome.Ok("result of " + line));
                }
            });
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
        public void catalog(CatalogSnapshot snapshot) {}

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
            return OptionalLong.empty();
        }
    }
}
