package io.gluethread.playground.glue.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One run as a state machine over a clock: it is told what people ask for and what its script's process reports.
 * Guarded by its own lock; it asks its {@link Orders} without waiting.
 *
 * <p>Billed time and time-out count from RUNNING.
 */
final class LocalRun {
    /** What a run asks of the outside. */
    interface Orders {
        void stop();

        /** The run is over, once. */
        void over();
    }

    /**
     * A run at one moment.
     *
     * @param execution from RUNNING until the end or now
     */
    record View(
            JobRunState state,
            Instant startedOn,
            Instant modifiedOn,
            Optional<Instant> completedOn,
            Duration execution,
            Optional<String> errorMessage) {}

    private final String id;
    private final long number;
    private final RunSpec spec;
    private final int attempt;
    private final Optional<String> previous;
    private final Instant startedOn;
    private final Orders orders;
    private JobRunState state = JobRunState.WAITING;
    private Instant modifiedOn;
    private @Nullable Instant runningOn;
    private @Nullable Instant completedOn;
    private @Nullable String errorMessage;

    /**
     * A run that waits to be started.
     *
     * @param number counts up with every run
     * @param attempt 0 for the first
     * @param previous the run that this one repeats
     */
    LocalRun(
            String id,
            long number,
            RunSpec spec,
            int attempt,
            Optional<String> previous,
            Instant now,
            java.util.function.Function<LocalRun, Orders> orders) {
        this.id = id;
        this.number = number;
        this.spec = spec;
        this.attempt = attempt;
        this.previous = previous;
        this.startedOn = now;
        this.modifiedOn = now;
        this.orders = orders.apply(this);
    }

    String id() {
        return id;
    }

    long number() {
        return number;
    }

    RunSpec spec() {
        return spec;
    }

    int attempt() {
        return attempt;
    }

    Optional<String> previous() {
        return previous;
    }

    /** Lets a waiting run start; tells whether it was waiting. */
    synchronized boolean start(Instant now) {
        if (state != JobRunState.WAITING) {
            return false;
        }
        become(JobRunState.STARTING, now);
        return true;
    }

    /** Whether it takes one of the places that a job's runs have. */
    synchronized boolean takesPlace() {
        return !state.over() && state != JobRunState.WAITING;
    }

    synchronized boolean waits() {
        return state == JobRunState.WAITING;
    }

    synchronized boolean failed() {
        return state == JobRunState.FAILED;
    }

    /** Asks for its end; tells whether there was anything to end. */
    synchronized boolean stop(Instant now) {
        advance(now);
        switch (state) {
            case WAITING -> finish(JobRunState.STOPPED, null, now);
            case STARTING, RUNNING -> {
                become(JobRunState.STOPPING, now);
                orders.stop();
            }
            case STOPPING -> {}
            case STOPPED, SUCCEEDED, FAILED, TIMEOUT -> {
                return false;
            }
        }
        return true;
    }

    synchronized void running(Instant now) {
        if (state == JobRunState.STARTING) {
            runningOn = now;
            become(JobRunState.RUNNING, now);
        }
    }

    synchronized void ended(ScriptEnd end, Instant now) {
        advance(now);
        if (state.over()) {
            return;
        }
        if (state == JobRunState.STOPPING) {
            finish(JobRunState.STOPPED, null, now);
            return;
        }
        switch (end) {
            case ScriptEnd.Succeeded succeeded -> finish(JobRunState.SUCCEEDED, null, now);
            case ScriptEnd.Failed failed -> finish(JobRunState.FAILED, failed.message(), now);
            case ScriptEnd.NotStarted not -> finish(JobRunState.FAILED, not.reason(), now);
            case ScriptEnd.Stopped stopped -> finish(JobRunState.FAILED, "The script's process was ended.", now);
        }
    }

    /** Lets its time-out happen. */
    synchronized void advance(Instant now) {
        Instant since = runningOn;
        OptionalInt minutes = spec.timeoutMinutes();
        if (state == JobRunState.RUNNING && since != null && minutes.isPresent()) {
            Instant deadline = since.plus(Duration.ofMinutes(minutes.getAsInt()));
            if (!now.isBefore(deadline)) {
                finish(JobRunState.TIMEOUT, null, deadline);
                orders.stop();
            }
        }
    }

    private void finish(JobRunState end, @Nullable String message, Instant now) {
        completedOn = now;
        errorMessage = message;
        become(end, now);
        orders.over();
    }

    private void become(JobRunState next, Instant now) {
        if (!state.next().contains(next)) {
            throw new IllegalStateException("run " + id + " cannot go from " + state + " to " + next);
        }
        state = next;
        modifiedOn = now;
    }

    synchronized View view(Instant now) {
        advance(now);
        Instant since = runningOn;
        Instant end = completedOn == null ? now : completedOn;
        return new View(
                state,
                startedOn,
                modifiedOn,
                Optional.ofNullable(completedOn),
                since == null || end.isBefore(since) ? Duration.ZERO : Duration.between(since, end),
                Optional.ofNullable(errorMessage));
    }
}
