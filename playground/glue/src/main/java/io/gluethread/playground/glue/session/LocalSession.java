package io.gluethread.playground.glue.session;

import io.gluethread.playground.glue.engine.EngineEnd;
import io.gluethread.playground.glue.engine.EngineInfo;
import io.gluethread.playground.glue.engine.EngineOutcome;
import io.gluethread.playground.glue.fault.Strike;
import io.gluethread.playground.glue.tag.Tags;
import io.gluethread.playground.glue.wire.AwsError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One session as a state machine over a clock: it is told what people ask for and what its process reports, and tells
 * its {@link Orders} what the process must do. Guarded by its own lock; the orders never wait.
 *
 * <p>Billed time runs from READY to the end (AWS, "AWS Glue interactive session pricing": charged while the session is
 * active), the idle time from the end of the last statement, the lifetime from CreateSession.
 */
final class LocalSession {
    /** What a session asks of its process. */
    interface Orders {
        void run(int statementId, String code);

        void cancel(int statementId);

        void stop();

        void kill();
    }

    private static final Duration USUAL_START = Duration.ofSeconds(10);

    private final SessionSpec spec;
    private final long number;
    private final Instant createdOn;
    private final int maxQueued;
    private final Orders orders;
    private final Tags tags;
    private final List<Statement> statements = new ArrayList<>();
    private final Deque<Statement> queue = new ArrayDeque<>();
    private SessionStatus status = SessionStatus.PROVISIONING;
    private Instant lastActivity;
    private @Nullable Statement current;
    private @Nullable EngineInfo engine;
    private @Nullable Instant engineReadyOn;
    private @Nullable Instant readyOn;
    private @Nullable Instant completedOn;
    private @Nullable String errorMessage;
    private Duration provisioningDelay;
    private @Nullable String doom;

    LocalSession(SessionSpec spec, long number, Instant now, Duration provisioningDelay, int maxQueued, Orders orders) {
        this.spec = spec;
        this.number = number;
        this.createdOn = now;
        this.lastActivity = now;
        this.provisioningDelay = provisioningDelay;
        this.maxQueued = maxQueued;
        this.orders = orders;
        this.tags = new Tags("Session " + spec.id(), spec.tags());
    }

    /** Counts up with every session; the order of listings. */
    long number() {
        return number;
    }

    SessionSpec spec() {
        return spec;
    }

    // What people ask for

    synchronized int run(String code, Instant now) {
        advance(now);
        requireReady();
        if (queue.size() >= maxQueued) {
            throw AwsError.limitExceeded("Session " + spec.id() + " has " + queue.size()
                    + " statements waiting, which is the limit. Try again when one is done.");
        }
        Statement statement = new Statement(statements.size(), code);
        statements.add(statement);
        queue.add(statement);
        lastActivity = now;
        dispatch();
        return statement.id();
    }

    synchronized Statement.View statement(int id, Instant now) {
        advance(now);
        requireReachable();
        return find(id).view();
    }

    synchronized List<Statement.View> statements(Instant now) {
        advance(now);
        requireReachable();
        return statements.stream().map(Statement::view).toList();
    }

    synchronized void cancel(int id, Instant now) {
        advance(now);
        requireReachable();
        Statement statement = find(id);
        if (statement.state().over() || statement.state() == StatementState.CANCELLING) {
            return;
        }
        if (!status.live()) {
            throw wrongState();
        }
        if (statement == current) {
            statement.cancelling();
            orders.cancel(id);
        } else {
            queue.remove(statement);
            statement.end(StatementState.CANCELLED, null, now);
        }
    }

    synchronized void stop(Instant now) {
        advance(now);
        if (status != SessionStatus.READY) {
            throw wrongState();
        }
        become(SessionStatus.STOPPING);
        orders.stop();
    }

    /** Takes leave of the session's process for good, in whatever state it is. */
    synchronized void discard(Instant now) {
        advance(now);
        if (status == SessionStatus.PROVISIONING) {
            throw wrongState();
        }
        orders.stop();
    }

    Tags tags() {
        return tags;
    }

    // What the session's process reports

    synchronized void engineReady(EngineInfo info, Instant now) {
        engine = info;
        engineReadyOn = now;
        advance(now);
    }

    synchronized void running(int id, Instant now) {
        known(id).ifPresent(statement -> statement.start(now));
    }

    synchronized void progress(int id, double fraction) {
        known(id).ifPresent(statement -> statement.progress(fraction));
    }

    synchronized void done(int id, EngineOutcome outcome, Instant now) {
        StatementState end =
                switch (outcome) {
                    case EngineOutcome.Ok ok -> StatementState.AVAILABLE;
                    case EngineOutcome.Failed failed -> StatementState.AVAILABLE;
                    case EngineOutcome.Cancelled cancelled -> StatementState.CANCELLED;
                };
        known(id).ifPresent(statement -> {
            statement.start(now);
            statement.end(end, outcome, now);
            if (statement == current) {
                current = null;
                lastActivity = now;
                dispatch();
            }
        });
    }

    synchronized void engineEnded(EngineEnd end, Instant now) {
        advance(now);
        switch (status) {
            case PROVISIONING, READY -> fail(end.reason(), now);
            case STOPPING -> {
                become(SessionStatus.STOPPED);
                finish(now, StatementState.CANCELLED);
            }
            case STOPPED, TIMEOUT, FAILED -> {}
        }
    }

    // What is done to it on purpose

    /** Whether it is to fail when it should become READY; its process need not start then. */
    synchronized boolean doomed() {
        return doom != null;
    }

    synchronized void strike(Strike strike, Instant now) {
        advance(now);
        switch (strike) {
            case Strike.SlowStart slow -> provisioningDelay = slow.atLeast();
            case Strike.Failure failure -> {
                if (status == SessionStatus.PROVISIONING) {
                    doom = failure.message();
                } else {
                    lose(failure.message(), now);
                }
            }
            case Strike.KilledDriver killed -> lose("The session's driver process was killed.", now);
            case Strike.OutOfMemory memory ->
                lose("The session's driver ran out of memory: java.lang.OutOfMemoryError: Java heap space", now);
        }
    }

    private void lose(String reason, Instant now) {
        if (status.live()) {
            fail(reason, now);
            orders.kill();
        }
    }

    /** Whether a statement runs or waits. */
    synchronized boolean busy() {
        return current != null || !queue.isEmpty();
    }

    synchronized void engineUnavailable(String reason, Instant now) {
        if (status.live()) {
            fail(reason, now);
        }
    }

    // What the clock does

    /** Brings the session to where it is at a moment. */
    synchronized void advance(Instant now) {
        if (status == SessionStatus.PROVISIONING && engineReadyOn != null && doom == null) {
            Instant ready = later(engineReadyOn, createdOn.plus(provisioningDelay));
            if (!now.isBefore(ready)) {
                become(SessionStatus.READY);
                readyOn = ready;
                lastActivity = ready;
            }
        }
        String reason = doom;
        if (status == SessionStatus.PROVISIONING
                && reason != null
                && !now.isBefore(createdOn.plus(provisioningDelay))) {
            fail(reason, now);
            orders.kill();
        }
        if (!status.live()) {
            return;
        }
        Instant deadline = deadline();
        if (!now.isBefore(deadline)) {
            become(SessionStatus.TIMEOUT);
            finish(deadline, StatementState.CANCELLED);
            orders.stop();
        }
    }

    private Instant deadline() {
        Instant lifetime = createdOn.plus(spec.timeout());
        boolean idle = status == SessionStatus.READY && current == null && queue.isEmpty();
        Instant idleEnd = lastActivity.plus(spec.idleTimeout());
        return idle && idleEnd.isBefore(lifetime) ? idleEnd : lifetime;
    }

    private void dispatch() {
        if (current != null || status != SessionStatus.READY) {
            return;
        }
        current = queue.poll();
        if (current != null) {
            orders.run(current.id(), current.code());
        }
    }

    private void fail(String reason, Instant now) {
        become(SessionStatus.FAILED);
        errorMessage = reason;
        finish(now, StatementState.ERROR);
    }

    private void finish(Instant now, StatementState currentEnd) {
        completedOn = now;
        if (current != null) {
            current.end(currentEnd, null, now);
            current = null;
        }
        queue.forEach(statement -> statement.end(StatementState.CANCELLED, null, now));
        queue.clear();
    }

    private void become(SessionStatus next) {
        if (!status.next().contains(next)) {
            throw new IllegalStateException("session " + spec.id() + " cannot go from " + status + " to " + next);
        }
        status = next;
    }

    private void requireReady() {
        if (status != SessionStatus.READY) {
            throw AwsError.invalidInput("Session is not ready, session_id=" + spec.id() + ", status=" + status + ".");
        }
    }

    /** A session whose process died cannot tell about its statements. */
    private void requireReachable() {
        if (status == SessionStatus.FAILED) {
            throw AwsError.illegalState("Session unavailable, fail to call ReplServer.");
        }
    }

    private AwsError wrongState() {
        return AwsError.illegalState("Session " + spec.id() + " is in " + status + " status");
    }

    private Statement find(int id) {
        return known(id).orElseThrow(() -> AwsError.notFound("Statement " + id + " not found in session " + spec.id()));
    }

    private Optional<Statement> known(int id) {
        return id >= 0 && id < statements.size() ? Optional.of(statements.get(id)) : Optional.empty();
    }

    /** While it provisions: how much of the usual time has passed; then how far the running statement is. */
    private double progress(Instant now) {
        if (status == SessionStatus.PROVISIONING) {
            Duration usual = provisioningDelay.compareTo(USUAL_START) > 0 ? provisioningDelay : USUAL_START;
            double part = (double) Duration.between(createdOn, now).toMillis() / usual.toMillis();
            return Math.clamp(part, 0, 0.95);
        }
        return current == null ? 0 : current.view().progress();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    synchronized SessionView view(Instant now) {
        advance(now);
        @Nullable Instant ready = readyOn;
        Instant end = completedOn == null ? now : completedOn;
        return new SessionView(
                spec,
                status,
                createdOn,
                Optional.ofNullable(ready),
                Optional.ofNullable(completedOn),
                ready == null || end.isBefore(ready) ? Duration.ZERO : Duration.between(ready, end),
                Optional.ofNullable(errorMessage),
                Optional.ofNullable(engine),
                status.live() ? Optional.of(deadline()) : Optional.empty(),
                progress(now),
                tags.all(),
                statements.stream().map(Statement::view).toList());
    }
}
