package io.gluethread.broker;

import io.gluethread.broker.glue.Glue;
import io.gluethread.broker.glue.GlueException;
import io.gluethread.broker.glue.GlueOperation;
import io.gluethread.broker.glue.GlueSession;
import io.gluethread.broker.glue.GlueStatement;
import io.gluethread.broker.glue.Page;
import io.gluethread.broker.policy.Ailment;
import io.gluethread.broker.policy.CallBudgets;
import io.gluethread.broker.session.SessionId;
import io.gluethread.broker.session.SessionSpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Glue, each of whose calls is counted against the budgets, whoever makes it: the one that was taken in turn, and also
 * those that come along with it. Budgets hear here of every throttling.
 */
final class PacedGlue implements Glue {
    private static final ScopedValue<Permit> PERMIT = ScopedValue.newInstance();

    private final Glue glue;
    private final CallBudgets budgets;
    private final String defaultRegion;
    private final InstantSource clock;
    private volatile @Nullable Instant silent;

    /** One call that is paid for. */
    private static final class Permit {
        private final CallBudgets.Call call;
        private boolean used;

        Permit(CallBudgets.Call call) {
            this.call = call;
        }

        boolean pays(GlueOperation operation, String region) {
            boolean pays =
                    !used && call.operation() == operation && call.region().equals(region);
            used |= pays;
            return pays;
        }
    }

    PacedGlue(Glue glue, CallBudgets budgets, String defaultRegion, InstantSource clock) {
        this.glue = glue;
        this.budgets = budgets;
        this.defaultRegion = defaultRegion;
        this.clock = clock;
    }

    /** Does the work, within which this call has been taken already; given back if the work did not make it. */
    <T> T paid(CallBudgets.Call call, Supplier<T> work) {
        Permit permit = new Permit(call);
        try {
            return ScopedValue.where(PERMIT, permit).call(work::get);
        } finally {
            if (!permit.used) {
                budgets.giveBack(call);
            }
        }
    }

    Optional<Ailment> ailment() {
        return Optional.ofNullable(silent).map(since -> new Ailment(since, "does not answer as it should"));
    }

    private <T> T counted(GlueOperation operation, String region, Supplier<T> call) {
        if (!PERMIT.isBound() || !PERMIT.get().pays(operation, region)) {
            budgets.spend(operation, region, clock.instant());
        }
        try {
            T answer = call.get();
            silent = null;
            return answer;
        } catch (GlueException.Throttled e) {
            budgets.throttled(operation, region, clock.instant());
            throw e;
        } catch (GlueException.Unclear | GlueException.Unreachable e) {
            if (silent == null) {
                silent = clock.instant();
            }
            throw e;
        }
    }

    @Override
    public void create(SessionId id, SessionSpec spec, Map<String, String> tags) {
        SessionId made = counted(GlueOperation.CREATE_SESSION, spec.region(), () -> {
            glue.create(id, spec, tags);
            return id;
        });
        assert made.equals(id);
    }

    @Override
    public GlueSession session(SessionId id, String region) {
        return counted(GlueOperation.GET_SESSION, region, () -> glue.session(id, region));
    }

    @Override
    public Page<GlueSession> sessions(String region, Map<String, String> tags, Optional<String> token) {
        return counted(GlueOperation.LIST_SESSIONS, region, () -> glue.sessions(region, tags, token));
    }

    @Override
    public void stop(SessionId id, String region) {
        SessionId stopped = counted(GlueOperation.STOP_SESSION, region, () -> {
            glue.stop(id, region);
            return id;
        });
        assert stopped.equals(id);
    }

    @Override
    public int run(SessionId id, String region, String code) {
        return counted(GlueOperation.RUN_STATEMENT, region, () -> glue.run(id, region, code));
    }

    @Override
    public int run(SessionId id, String region, String code, Runnable mayLeave) {
        return counted(GlueOperation.RUN_STATEMENT, region, () -> glue.run(id, region, code, mayLeave));
    }

    @Override
    public GlueStatement statement(SessionId id, String region, int statement) {
        return counted(GlueOperation.GET_STATEMENT, region, () -> glue.statement(id, region, statement));
    }

    @Override
    public Page<GlueStatement> statements(SessionId id, String region, Optional<String> token) {
        return counted(GlueOperation.LIST_STATEMENTS, region, () -> glue.statements(id, region, token));
    }

    @Override
    public void cancel(SessionId id, String region, int statement) {
        SessionId asked = counted(GlueOperation.CANCEL_STATEMENT, region, () -> {
            glue.cancel(id, region, statement);
            return id;
        });
        assert asked.equals(id);
    }

    @Override
    public Optional<String> check() {
        return counted(GlueOperation.LIST_SESSIONS, defaultRegion, glue::check);
    }

    @Override
    public void close() {
        glue.close();
    }
}
