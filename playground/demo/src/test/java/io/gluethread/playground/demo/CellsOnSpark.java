package io.gluethread.playground.demo;

import io.gluethread.broker.glue.GlueStatement;
import io.gluethread.broker.session.CellId;
import io.gluethread.broker.session.Language;
import io.gluethread.broker.statement.MarkedStatementCode;
import io.gluethread.broker.statement.OutputParser;
import io.gluethread.broker.statement.Result;
import io.gluethread.broker.statement.ResultLimits;
import io.gluethread.broker.statement.StatementCode;
import io.gluethread.playground.glue.catalog.CatalogChange;
import io.gluethread.playground.glue.catalog.CatalogSnapshot;
import io.gluethread.playground.glue.engine.Engine;
import io.gluethread.playground.glue.engine.EngineEnd;
import io.gluethread.playground.glue.engine.EngineInfo;
import io.gluethread.playground.glue.engine.EngineLanguage;
import io.gluethread.playground.glue.engine.EngineListener;
import io.gluethread.playground.glue.engine.EngineOutcome;
import io.gluethread.playground.glue.engine.EngineRequest;
import io.gluethread.playground.glue.engine.EngineSession;
import io.gluethread.playground.glue.engine.EngineUnavailableException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** One Spark session that is sent cells as the service encodes them, and whose output is read as the service reads it. */
final class CellsOnSpark implements EngineListener {
    private static final long PATIENCE_SECONDS = 180;

    private final StatementCode code = new MarkedStatementCode(ResultLimits.DEFAULT);
    private final CompletableFuture<EngineInfo> ready = new CompletableFuture<>();
    private final Map<Integer, CompletableFuture<EngineOutcome>> outcomes = new ConcurrentHashMap<>();
    private final Language language;
    private final EngineSession session;
    private int next;

    CellsOnSpark(Engine engine, Language language) throws EngineUnavailableException {
        this.language = language;
        this.session = engine.start(
                new EngineRequest(
                        "cells-" + language,
                        language == Language.SCALA ? EngineLanguage.SCALA : EngineLanguage.PYTHON,
                        Map.of(),
                        new CatalogSnapshot(0, List.of(), List.of())),
                this);
    }

    EngineInfo awaitReady() {
        return ready.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    Result sendPrelude() {
        return send(code.prelude(language));
    }

    Result run(Language cell, String text) {
        return send(code.encode(new CellId("cell-" + next), language, cell, text));
    }

    private Result send(String statement) {
        int id = next++;
        CompletableFuture<EngineOutcome> outcome = new CompletableFuture<>();
        outcomes.put(id, outcome);
        session.run(id, statement);
        GlueStatement.Output output =
                switch (outcome.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join()) {
                    case EngineOutcome.Ok(String text) -> new GlueStatement.Output(text, "ok", "", "", List.of());
                    case EngineOutcome.Failed(String name, String value, List<String> traceback, String text) ->
                        new GlueStatement.Output(text, "error", name, value, traceback);
                    case EngineOutcome.Cancelled() -> throw new IllegalStateException("nobody cancelled");
                };
        return OutputParser.result(new GlueStatement(
                id, statement, "AVAILABLE", 1, Optional.empty(), Optional.empty(), Optional.of(output)));
    }

    @Override
    public void ready(EngineInfo info) {
        ready.complete(info);
    }

    @Override
    public void running(int statementId) {}

    @Override
    public void progress(int statementId, double fraction) {}

    @Override
    public void done(int statementId, EngineOutcome outcome) {
        Objects.requireNonNull(outcomes.get(statementId)).complete(outcome);
    }

    @Override
    public void catalogChanged(CatalogChange change) {}

    @Override
    public void ended(EngineEnd end) {
        IllegalStateException over = new IllegalStateException(end.reason() + "\n" + end.logTail());
        ready.completeExceptionally(over);
        outcomes.values().forEach(outcome -> outcome.completeExceptionally(over));
    }
}
