package io.gluethread.bot.slack;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Work of the same key is done one after the other, as it came; of different keys beside each other. */
final class InTurn {
    private static final Logger log = LoggerFactory.getLogger(InTurn.class);
    private static final CompletableFuture<Void> NOTHING = CompletableFuture.completedFuture(null);

    private final Executor executor;
    private final Map<String, CompletableFuture<Void>> lasts = new ConcurrentHashMap<>();

    InTurn(Executor executor) {
        this.executor = executor;
    }

    void run(String key, Runnable work) {
        CompletableFuture<Void> mine = lasts.compute(
                key, (_, last) -> (last == null ? NOTHING : last).thenRunAsync(() -> safely(key, work), executor));
        var _ = mine.whenComplete((_, _) -> lasts.remove(key, mine));
    }

    private static void safely(String key, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            log.error("{} met trouble and goes on", key, e);
        }
    }
}
