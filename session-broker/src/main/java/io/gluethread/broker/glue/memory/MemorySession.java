package io.gluethread.broker.glue.memory;

import io.gluethread.broker.glue.GlueSession;
import io.gluethread.broker.glue.GlueStatement;
import io.gluethread.broker.session.SessionId;
import io.gluethread.broker.session.SessionSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One session's life as a function of time: {@link #settle} brings it to {@code now} by doing everything that was due
 * until then, in order. Guarded by its owner's lock.
 */
final class MemorySession {
    private final SessionId id;
    private final SessionSpec spec;
    private final Map<String, String> tags;
    private final Instant createdOn;
    private final Duration provisioning;
    private final @Nullable String refusal;
    private final Consumer<String> onExecution;
    private final List<MemoryStatement> statements = new ArrayList<>();

    private String status = "PROVISIONING";
    private String message = "";
    private Instant lastActivity;
    private @Nullable Instant readyOn;
    private @Nullable Instant stopsOn;
    private @Nullable Instant completedOn;

    /** @param refusal when given, provisioning ends in FAILED with this message */
    MemorySession(
            SessionId id,
            SessionSpec spec,
            Map<String, String> tags,
            Instant createdOn,
            Duration provisioning,
            @Nullable String refusal,
            Consumer<String> onExecution) {
        this.id = id;
        this.spec = spec;
        this.tags = Map.copyOf(tags);
        this.createdOn = createdOn;
        this.provisioning = provisioning;
        this.refusal = refusal;
        this.onExecution = onExecution;
        this.lastActivity = createdOn;
    }

    String region() {
        return spec.region();
    }

    String status() {
        return status;
    }

    boolean isOver() {
        return completedOn != null;
    }

    boolean isBusy() {
        return statements.stream().anyMatch(statement -> !statement.isFinal());
    }

    boolean hasTags(Map<String, String> wanted) {
        return tags.entrySet().containsAll(wanted.entrySet());
    }

    void settle(Instant now) {
        boolean moved = true;
        while (moved) {
            moved = switch (status) {
                case "PROVISIONING" -> provisioned(now);
                case "READY" -> worked(now) || timedOut(now);
                case "STOPPING" -> stopped(now);
                default -> false;
            };
        }
    }

    private boolean provisioned(Instant now) {
        Instant due = createdOn.plus(provisioning);
        if (due.isAfter(now)) {
            return false;
        }
        if (refusal != null) {
            end("FAILED", due, refusal);
        } else {
            status = "READY";
            readyOn = due;
            lastActivity = due;
        }
        return true;
    }

    /** Ends the running statement if it is due before the session's lifetime is, and starts the next. */
    private boolean worked(Instant now) {
        Optional<MemoryStatement> current =
                statements.stream().filter(s -> !s.isFinal()).findFirst();
        if (current.isEmpty()) {
            return false;
        }
        MemoryStatement statement = current.get();
        if (statement.isWaiting()) {
            statement.start(lastActivity);
            onExecution.accept(statement.view(now).code());
            return true;
        }
        Optional<Instant> due = statement.endsAt().filter(at -> !at.isAfter(now) && at.isBefore(lifetimeEnd()));
        due.ifPresent(at -> {
            statement.finish(at);
            lastActivity = at;
        });
        return due.isPresent();
    }

    private boolean timedOut(Instant now) {
        Instant due = lifetimeEnd();
        Instant idleEnd = lastActivity.plus(spec.idleTimeout());
        if (!isBusy() && idleEnd.isBefore(due)) {
            due = idleEnd;
        }
        if (due.isAfter(now)) {
            return false;
        }
        end("TIMEOUT", due, "");
        return true;
    }

    private boolean stopped(Instant now) {
        if (stopsOn == null || stopsOn.isAfter(now)) {
            return false;
        }
        end("STOPPED", stopsOn, message);
        return true;
    }

    private Instant lifetimeEnd() {
        return createdOn.plus(spec.timeout());
    }

    void stop(Instant now, Duration takes) {
        status = "STOPPING";
        stopsOn = now.plus(takes);
    }

    void end(String finalStatus, Instant at, String why) {
        status = finalStatus;
        message = why;
        completedOn = at;
        for (MemoryStatement statement : statements) {
            if (!statement.isFinal()) {
                statement.drop(finalStatus.equals("FAILED") ? "ERROR" : "CANCELLED", at);
            }
        }
    }

    int run(String code, Answer answer, Instant now) {
        int number = statements.size();
        if (!isBusy()) {
            lastActivity = now;
        }
        statements.add(new MemoryStatement(number, code, answer));
        settle(now);
        return number;
    }

    Optional<MemoryStatement> statement(int number) {
        return number >= 0 && number < statements.size() ? Optional.of(statements.get(number)) : Optional.empty();
    }

    List<GlueStatement> statements(Instant now) {
        return statements.stream().map(statement -> statement.view(now)).toList();
    }

    /**
     * @param usage whether to tell DPUSeconds and ExecutionTime: seconds from READY until the end or now, and these times
     *     the session's DPU (<a href="https://docs.aws.amazon.com/glue/latest/webapi/API_Session.html">Session</a> gives
     *     DPUSeconds as ExecutionTime × MaxCapacity). Billing's one-minute minimum is not in it.
     */
    GlueSession view(Instant now, boolean usage) {
        Optional<Duration> ran = Optional.empty();
        if (usage && readyOn != null) {
            ran = Optional.of(Duration.between(readyOn, completedOn == null ? now : completedOn));
        }
        BigDecimal dpus = spec.size().dpus();
        Optional<SessionSpec.Size.Workers> workers =
                spec.size() instanceof SessionSpec.Size.Workers w ? Optional.of(w) : Optional.empty();
        return new GlueSession(
                id,
                status,
                message,
                Optional.of(createdOn),
                Optional.ofNullable(completedOn),
                progress(now),
                ran.map(time -> dpus.multiply(BigDecimal.valueOf(time.toMillis(), 3))),
                ran,
                workers.map(w -> w.type().name()),
                workers.map(SessionSpec.Size.Workers::count),
                Optional.of(dpus),
                Optional.of(spec.glueVersion()),
                Optional.of(spec.idleTimeout()),
                Map.of());
    }

    private double progress(Instant now) {
        if (readyOn != null) {
            return 1;
        }
        double all = Math.max(1, provisioning.toMillis());
        return Math.min(0.99, Duration.between(createdOn, now).toMillis() / all);
    }
}
