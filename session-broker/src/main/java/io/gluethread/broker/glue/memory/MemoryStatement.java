package io.gluethread.broker.glue.memory;

import io.gluethread.broker.glue.GlueStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One statement of a {@link MemorySession}; guarded by its owner's lock. */
final class MemoryStatement {
    private final int id;
    private final String code;
    private final Answer answer;
    private String state = "WAITING";
    private @Nullable Instant startedOn;
    private @Nullable Instant completedOn;
    private @Nullable Instant endsAt;

    MemoryStatement(int id, String code, Answer answer) {
        this.id = id;
        this.code = code;
        this.answer = answer;
    }

    void start(Instant at) {
        state = "RUNNING";
        startedOn = at;
        endsAt = answer.takes().map(at::plus).orElse(null);
    }

    boolean isWaiting() {
        return state.equals("WAITING");
    }

    boolean isFinal() {
        return completedOn != null;
    }

    /** When it will be over by itself. */
    Optional<Instant> endsAt() {
        return Optional.ofNullable(endsAt);
    }

    void finish(Instant at) {
        state = state.equals("CANCELLING") ? "CANCELLED" : "AVAILABLE";
        completedOn = at;
    }

    /** Its session is over, or it never started. */
    void drop(String finalState, Instant at) {
        state = finalState;
        completedOn = at;
    }

    void cancel(Instant now, Duration takes) {
        if (isWaiting()) {
            drop("CANCELLED", now);
        } else if (state.equals("RUNNING")) {
            state = "CANCELLING";
            endsAt = now.plus(takes);
        }
    }

    GlueStatement view(Instant now) {
        return new GlueStatement(
                id,
                code,
                state,
                progress(now),
                Optional.ofNullable(startedOn),
                Optional.ofNullable(completedOn),
                state.equals("AVAILABLE") ? Optional.of(answer.output()) : Optional.empty());
    }

    private double progress(Instant now) {
        if (state.equals("AVAILABLE")) {
            return 1;
        }
        if (startedOn == null || answer.takes().isEmpty()) {
            return 0;
        }
        double all = Math.max(1, answer.takes().get().toMillis());
        return Math.min(0.99, Duration.between(startedOn, now).toMillis() / all);
    }
}
