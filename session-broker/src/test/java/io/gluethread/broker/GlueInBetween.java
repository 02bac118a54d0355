package io.gluethread.broker;

import io.gluethread.broker.glue.Glue;
import io.gluethread.broker.glue.GlueSession;
import io.gluethread.broker.glue.GlueStatement;
import io.gluethread.broker.glue.Page;
import io.gluethread.broker.session.SessionId;
import io.gluethread.broker.session.SessionSpec;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Stands between the broker and a Glue, and goes through {@link #call} with every call but the check. */
abstract class GlueInBetween implements Glue {
    private final Glue glue;

    GlueInBetween(Glue glue) {
        this.glue = glue;
    }

    /** Does the call, and what else is to happen around it. */
    abstract <T> T call(Supplier<T> work);

    @Override
    public void create(SessionId id, SessionSpec spec, Map<String, String> tags) {
        call(() -> {
            glue.create(id, spec, tags);
            return id;
        });
    }

    @Override
    public GlueSession session(SessionId id, String region) {
        return call(() -> glue.session(id, region));
    }

    @Override
    public Page<GlueSession> sessions(String region, Map<String, String> tags, Optional<String> token) {
        return call(() -> glue.sessions(region, tags, token));
    }

    @Override
    public void stop(SessionId id, String region) {
        call(() -> {
            glue.stop(id, region);
            return id;
        });
    }

    @Override
    public int run(SessionId id, String region, String code) {
        return call(() -> glue.run(id, region, code));
    }

    @Override
    public GlueStatement statement(SessionId id, String region, int statement) {
        return call(() -> glue.statement(id, region, statement));
    }

    @Override
    public Page<GlueStatement> statements(SessionId id, String region, Optional<String> token) {
        return call(() -> glue.statements(id, region, token));
    }

    @Override
    public void cancel(SessionId id, String region, int statement) {
        call(() -> {
            glue.cancel(id, region, statement);
            return id;
        });
    }

    @Override
    public Optional<String> check() {
        return glue.check();
    }

    @Override
    public void close() {
        glue.close();
    }
}
