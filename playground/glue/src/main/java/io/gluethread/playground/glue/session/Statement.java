package io.gluethread.playground.glue.session;

import io.gluethread.playground.glue.engine.EngineOutcome;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One statement of a session. Guarded by its session's lock; {@link #view} is what leaves it. */
final class Statement {
    /** A statement at one moment. */
    record View(
            int id,
            String code,
            StatementState state,
            double progress,
            Optional<Instant> startedOn,
            Optional<Instant> completedOn,
            Optional<EngineOutcome> outcome) {}

    private final int id;
    private final String code;
    private StatementState state = StatementState.WAITING;
    private double progress;
    private @Nullable Instant startedOn;
    private @Nullable Instant completedOn;
    private @Nullable EngineOutcome outcome;

    Statement(int id, String code) {
        this.id = id;
        this.code = code;
    }

    int id() {
        return id;
    }

    String code() {
        return code;
    }

    StatementState state() {
        return state;
    }

    /** The session has begun with it; a cancel that came first stays visible. */
    void start(Instant now) {
        if (state.over()) {
            return;
        }
        if (startedOn == null) {
            startedOn = now;
        }
        if (state == StatementState.WAITING) {
            become(StatementState.RUNNING);
        }
    }

    void progress(double fraction) {
        if (!state.over()) {
            progress = Math.max(progress, Math.clamp(fraction, 0, 0.99));
        }
    }

    void cancelling() {
        become(StatementState.CANCELLING);
    }

    /** Ends the statement; one that is over already stays as it is. */
    void end(StatementState end, @Nullable EngineOutcome how, Instant now) {
        if (state.over()) {
            return;
        }
        become(end);
        outcome = how;
        completedOn = now;
        if (end == StatementState.AVAILABLE) {
            progress = 1;
        }
    }

    private void become(StatementState next) {
        if (!state.next().contains(next)) {
            throw new IllegalStateException("statement " + id + " cannot go from " + state + " to " + next);
        }
        state = next;
    }

    View view() {
        return new View(
                id,
                code,
                state,
                progress,
                Optional.ofNullable(startedOn),
                Optional.ofNullable(completedOn),
                Optional.ofNullable(outcome));
    }
}
