package io.gluethread.playground.demo;

import io.gluethread.playground.glue.engine.Engine;
import io.gluethread.playground.glue.engine.EngineListener;
import io.gluethread.playground.glue.engine.EngineOutcome;
import io.gluethread.playground.glue.engine.EngineRequest;
import io.gluethread.playground.glue.engine.EngineSession;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
        session.ready();
        return session;
    }

    @Override
    public void close() {}

    private final class Session extends PlayedSession {
        private final EngineListener listener;

        Session(EngineListener listener) {
            super(listener);
            this.listener = listener;
        }

        @Override
        public void run(int statementId, String code) {
            inOrder(() -> {
                String line = code.strip().lines().reduce("", (_, last) -> last);
                executions.computeIfAbsent(line, _ -> new AtomicInteger()).incrementAndGet();
                listener.running(statementId);
                EngineOutcome result = new EngineOutcome.Ok("result of " + line);
                if (line.startsWith("hold")) {
                    hold(statementId);
                } else if (line.startsWith("wait")) {
                    waiting.put(line, () -> inOrder(() -> listener.done(statementId, result)));
                } else if (line.startsWith("die")) {
                    die();
                } else if (line.startsWith("oom")) {
                    listener.done(
                            statementId,
                            new EngineOutcome.Failed(
                                    "java.lang.OutOfMemoryError",
                                    "Java heap space",
                                    List.of("java.lang.OutOfMemoryError: Java heap space\n"),
                                    ""));
                } else {
                    listener.done(statementId, result);
                }
            });
        }
    }
}
