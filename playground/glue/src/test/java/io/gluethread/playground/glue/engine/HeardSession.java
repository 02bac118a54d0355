package io.gluethread.playground.glue.engine;

import io.gluethread.playground.glue.catalog.CatalogChange;
import io.gluethread.playground.glue.catalog.CatalogSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** A session of a test: started, listened to, asked one statement after the other. */
final class HeardSession implements EngineListener {
    private static final long PATIENCE_SECONDS = 120;

    private final CompletableFuture<EngineInfo> ready = new CompletableFuture<>();
    private final CompletableFuture<EngineEnd> ended = new CompletableFuture<>();
    private final Map<Integer, CompletableFuture<EngineOutcome>> outcomes = new ConcurrentHashMap<>();
    private final Map<Integer, CompletableFuture<Integer>> running = new ConcurrentHashMap<>();
    private final AtomicInteger next = new AtomicInteger();
    final List<CatalogChange> changes = new CopyOnWriteArrayList<>();
    final List<Double> progress = new CopyOnWriteArrayList<>();
    final EngineSession session;

    private HeardSession(Engine engine, EngineRequest request) throws EngineUnavailableException {
        session = engine.start(request, this);
    }

    static HeardSession start(Engine engine, String id, EngineLanguage language) throws EngineUnavailableException {
        return start(engine, id, language, new CatalogSnapshot(0, List.of(), List.of()));
    }

    static HeardSession start(Engine engine, String id, EngineLanguage language, CatalogSnapshot catalog)
            throws EngineUnavailableException {
        return start(engine, new EngineRequest(id, language, Map.of(), catalog));
    }

    static HeardSession start(Engine engine, EngineRequest request) throws EngineUnavailableException {
        return new HeardSession(engine, request);
    }

    EngineInfo info() {
        return get(ready);
    }

    EngineEnd end() {
        return get(ended);
    }

    boolean hasEnded() {
        return ended.isDone();
    }

    /** Sends a statement without waiting for it. */
    int send(String code) {
        if (ended.isDone()) {
            throw new AssertionError("the session ended before: " + ended.join());
        }
        int id = next.getAndIncrement();
        session.run(id, code);
        return id;
    }

    void awaitRunning(int id) {
        get(of(running, id));
    }

    EngineOutcome outcome(int id) {
        return get(of(outcomes, id));
    }

    EngineOutcome run(String code) {
        return outcome(send(code));
    }

    /** The text of a statement that must go well. */
    String text(String code) {
        return switch (run(code)) {
            case EngineOutcome.Ok(String text) -> text;
            case EngineOutcome.Failed failed -> throw new AssertionError(code + " failed: " + failed);
            case EngineOutcome.Cancelled _ -> throw new AssertionError(code + " was cancelled");
        };
    }

    EngineOutcome.Failed failure(String code) {
        return switch (run(code)) {
            case EngineOutcome.Failed failed -> failed;
            case EngineOutcome.Ok ok -> throw new AssertionError(code + " should fail, but: " + ok);
            case EngineOutcome.Cancelled _ -> throw new AssertionError(code + " was cancelled");
        };
    }

    /** Cancels the code once it runs and waits for its end. */
    EngineOutcome cancelled(String code) {
        int id = send(code);
        awaitRunning(id);
        session.cancel(id);
        return outcome(id);
    }

    List<CatalogChange> takeChanges() {
        List<CatalogChange> taken = new ArrayList<>(changes);
        changes.clear();
        return taken;
    }

    private static <T> CompletableFuture<T> of(Map<Integer, CompletableFuture<T>> futures, int id) {
        return futures.computeIfAbsent(id, _ -> new CompletableFuture<>());
    }

    private <T> T get(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("nothing heard of it; the session's end: " + ended.getNow(null), e);
        }
    }

    @Override
    public void ready(EngineInfo info) {
        ready.complete(info);
    }

    @Override
    public void running(int statementId) {
        of(running, statementId).complete(statementId);
    }

    @Override
    public void progress(int statementId, double fraction) {
        progress.add(fraction);
    }

    @Override
    public void done(int statementId, EngineOutcome outcome) {
        of(outcomes, statementId).complete(outcome);
    }

    @Override
    public void catalogChanged(CatalogChange change) {
        changes.add(change);
    }

    @Override
    public void ended(EngineEnd end) {
        AssertionError lost = new AssertionError("the session ended: " + end);
        ended.complete(end);
        ready.completeExceptionally(lost);
        running.values().forEach(future -> future.completeExceptionally(lost));
        outcomes.values().forEach(future -> future.completeExceptionally(lost));
    }
}
