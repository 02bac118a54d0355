package io.gluethread.broker.glue.memory;

import io.gluethread.broker.glue.Glue;
import io.gluethread.broker.glue.GlueException;
import io.gluethread.broker.glue.GlueOperation;
import io.gluethread.broker.glue.GlueSession;
import io.gluethread.broker.glue.GlueStatement;
import io.gluethread.broker.glue.Page;
import io.gluethread.broker.session.SessionId;
import io.gluethread.broker.session.SessionSpec;
import io.gluethread.broker.statement.StatementCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A Glue without AWS. Nothing happens behind the caller's back: each call first does what has become due by the clock
 * (sessions become ready, statements end, idle ones time out), then its own work. What it is to do is said through its
 * {@link Script}; what it was asked is told by {@link #calls} and {@link #executions}. Safe for use by many threads.
 */
public final class InMemoryGlue implements Glue {
    private final InstantSource clock;
    private final Script script = new Script();
    private final Map<SessionId, MemorySession> sessions = new LinkedHashMap<>();
    private final Map<GlueOperation, Integer> calls = new EnumMap<>(GlueOperation.class);
    private final List<String> executed = new ArrayList<>();

    public InMemoryGlue(InstantSource clock) {
        this.clock = clock;
    }

    public Script script() {
        return script;
    }

    @Override
    public synchronized void create(SessionId id, SessionSpec spec, Map<String, String> tags) {
        call(GlueOperation.CREATE_SESSION, () -> {
            if (id.value().contains(".")) {
                throw new GlueException.Invalid("Session id must not contain a period: " + id, null);
            }
            if (sessions.containsKey(id)) {
                throw new GlueException.AlreadyExists("Session already exists: " + id, null);
            }
            if (sessions.size() >= script.limit() && alive().size() >= script.limit()) {
                throw new GlueException.LimitReached("The number of sessions exceeds the account's limit.", null);
            }
            add(id, spec, tags, script.provisioning(), script.nextRefusal());
            return id;
        });
    }

    @Override
    public synchronized GlueSession session(SessionId id, String region) {
        return call(GlueOperation.GET_SESSION, () -> known(id, region).view(clock.instant(), script.usage()));
    }

    @Override
    public synchronized Page<GlueSession> sessions(String region, Map<String, String> tags, Optional<String> token) {
        return call(GlueOperation.LIST_SESSIONS, () -> {
            Page<MemorySession> page = page(
                    sessions.values().stream()
                            .filter(session -> session.region().equals(region) && session.hasTags(tags))
                            .toList(),
                    token);
            Instant now = clock.instant();
            page.items().forEach(session -> session.settle(now));
            return new Page<>(
                    page.items().stream()
                            .map(session -> session.view(now, script.usage()))
                            .toList(),
                    page.next());
        });
    }

    @Override
    public synchronized void stop(SessionId id, String region) {
        call(GlueOperation.STOP_SESSION, () -> {
            MemorySession session = known(id, region);
            if (session.isOver() || session.status().equals("STOPPING")) {
                throw new GlueException.WrongState("Session is in %s status".formatted(session.status()), null);
            }
            session.stop(clock.instant(), script.stopping());
            return id;
        });
    }

    @Override
    public synchronized int run(SessionId id, String region, String code) {
        return call(GlueOperation.RUN_STATEMENT, () -> {
            MemorySession session = known(id, region);
            if (code.length() > StatementCode.MAX_CODE) {
                throw new GlueException.Invalid(
                        "Code has %d characters, at most %d".formatted(code.length(), StatementCode.MAX_CODE), null);
            }
            if (!session.status().equals("READY")) {
                throw new GlueException.WrongState(
                        "Session is not ready, session_id=%s, status=%s".formatted(id, session.status()), null);
            }
            if (session.isBusy() && !script.queueing()) {
                throw new GlueException.Busy("Session %s is busy".formatted(id), null);
            }
            return session.run(code, script.answerTo(code), clock.instant());
        });
    }

    @Override
    public synchronized GlueStatement statement(SessionId id, String region, int statement) {
        return call(
                GlueOperation.GET_STATEMENT,
                () -> statementOf(id, region, statement).view(clock.instant()));
    }

    @Override
    public synchronized Page<GlueStatement> statements(SessionId id, String region, Optional<String> token) {
        return call(GlueOperation.LIST_STATEMENTS, () -> page(known(id, region).statements(clock.instant()), token));
    }

    /** The token is the number of the first one that it stands for. */
    private <T> Page<T> page(List<T> all, Optional<String> token) {
        int from = token.map(Integer::parseInt).orElse(0);
        int to = Math.min(all.size(), from + script.pageSize());
        return new Page<>(
                all.subList(Math.min(from, to), to),
                to < all.size() ? Optional.of(Integer.toString(to)) : Optional.empty());
    }

    @Override
    public synchronized void cancel(SessionId id, String region, int statement) {
        call(GlueOperation.CANCEL_STATEMENT, () -> {
            statementOf(id, region, statement).cancel(clock.instant(), script.cancelling());
            return id;
        });
    }

    @Override
    public Optional<String> check() {
        try {
            synchronized (this) {
                call(GlueOperation.LIST_SESSIONS, () -> true);
            }
            return Optional.empty();
        } catch (GlueException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    @Override
    public void close() {}

    /** A session that somebody else made in the account, ready at once. */
    public synchronized void addForeign(SessionId id, SessionSpec spec, Map<String, String> tags) {
        add(id, spec, tags, Duration.ZERO, null);
    }

    /** The session's driver is lost: FAILED, and what it ran is in ERROR. */
    public synchronized void kill(SessionId id, String message) {
        living(id).end("FAILED", clock.instant(), message);
    }

    /** Somebody stops the session outside of this service. */
    public synchronized void stopElsewhere(SessionId id) {
        living(id).end("STOPPED", clock.instant(), "");
    }

    /** Somebody deletes the session: it is not known any more. */
    public synchronized void forget(SessionId id) {
        sessions.remove(id);
    }

    /** How often the operation was called, failed calls included. */
    public synchronized int calls(GlueOperation operation) {
        return calls.getOrDefault(operation, 0);
    }

    /** How many calls of the operation were throttled because of their rate. */
    public synchronized int throttled(GlueOperation operation) {
        return script.throttled(operation);
    }

    /** How many statements have begun to run whose code contains this text. */
    public synchronized int executions(String codeContains) {
        settle();
        return (int)
                executed.stream().filter(code -> code.contains(codeContains)).count();
    }

    /** Every code that has begun to run, in order. */
    public synchronized List<String> executed() {
        settle();
        return List.copyOf(executed);
    }

    /** Sessions that can still run something or still cost something, of every region. */
    public synchronized List<SessionId> alive() {
        settle();
        return sessions.entrySet().stream()
                .filter(entry -> !entry.getValue().isOver())
                .map(Map.Entry::getKey)
                .toList();
    }

    private void add(
            SessionId id, SessionSpec spec, Map<String, String> tags, Duration takes, @Nullable String refusal) {
        sessions.put(id, new MemorySession(id, spec, tags, clock.instant(), takes, refusal, executed::add));
    }

    private <T> T call(GlueOperation operation, Supplier<T> work) {
        calls.merge(operation, 1, Integer::sum);
        script.admit(operation, clock.instant());
        Optional<Supplier<? extends GlueException>> late = script.begin(operation);
        T done = work.get();
        if (late.isPresent()) {
            throw late.get().get();
        }
        return done;
    }

    private void settle() {
        Instant now = clock.instant();
        sessions.values().forEach(session -> session.settle(now));
    }

    /** What has become due in a session is done when somebody looks at it, so that thousands of others cost nothing. */
    private MemorySession known(SessionId id, String region) {
        @Nullable MemorySession session = sessions.get(id);
        if (session == null || !session.region().equals(region)) {
            throw new GlueException.NotFound("Session %s not found".formatted(id), null);
        }
        session.settle(clock.instant());
        return session;
    }

    private MemoryStatement statementOf(SessionId id, String region, int number) {
        return known(id, region)
                .statement(number)
                .orElseThrow(() ->
                        new GlueException.NotFound("Statement %d of session %s not found".formatted(number, id), null));
    }

    private MemorySession living(SessionId id) {
        settle();
        @Nullable MemorySession session = sessions.get(id);
        if (session == null || session.isOver()) {
            throw new IllegalArgumentException("no living session '%s'".formatted(id));
        }
        return session;
    }
}
