package io.gluethread.broker;

import io.gluethread.broker.policy.Ailment;
import io.gluethread.broker.policy.SteadyClock;
import io.gluethread.broker.policy.Underway;
import io.gluethread.broker.session.ThreadId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls a step for each thread when it is due, on virtual threads, never two for the same thread at once. It knows
 * nothing of what a step does.
 */
final class Loop implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Loop.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);

    /** A clock that is corrected by less was not set back. */
    private static final Duration NOISE = Duration.ofSeconds(1);

    /** More steps at once would only wait for each other at the ledger's connections. */
    private static final int MOST_AT_ONCE = 500;

    private static final Duration HANGS = Duration.ofMinutes(2);

    /** Longer than any step's calls can take together, and than a sweep that Glue throttles. */
    private static final Duration STEP_HANGS = Duration.ofMinutes(10);

    private final Function<ThreadId, Optional<Instant>> step;
    private final InstantSource clock;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Agenda due = new Agenda();

    /** What is to be stepped again as soon as it is not running any more. */
    private final Map<ThreadId, Instant> again = new HashMap<>();

    private final InstantSource steady;
    private final Underway<ThreadId> running;
    private Instant latest = Instant.MIN;
    private volatile Instant round;
    private boolean closed;
    private boolean drained;

    Loop(Function<ThreadId, Optional<Instant>> step, InstantSource clock) {
        this(step, clock, SteadyClock.system());
    }

    /** @param steady by which it is noticed that something hangs */
    Loop(Function<ThreadId, Optional<Instant>> step, InstantSource clock, InstantSource steady) {
        this.step = step;
        this.clock = clock;
        this.steady = steady;
        this.running = new Underway<>(steady);
        this.round = steady.instant();
    }

    void start() {
        workers.execute(this::dispatch);
    }

    /** The thread is to be stepped at this moment, or earlier if that was asked for before. */
    void wake(ThreadId thread, Instant when) {
        lock.lock();
        try {
            if (running.contains(thread)) {
                again.merge(thread, when, Loop::earlier);
            } else {
                due.add(thread, when);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** Goes on whatever happens: a loop that ended in silence would be worse than any trouble. */
    private void dispatch() {
        lock.lock();
        try {
            while (!closed) {
                Duration wait;
                try {
                    wait = round();
                } catch (RuntimeException | Error e) {
                    log.error("The broker's loop met trouble and goes on", e);
                    wait = AFTER_TROUBLE;
                }
                if (wait.isPositive()) {
                    // The one place where the broker waits: for the next moment that is due, or for being asked.
                    long left = changed.awaitNanos(wait.toNanos());
                    assert left <= wait.toNanos();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** Has one step taken, or answers how long none is due. */
    private Duration round() {
        round = steady.instant();
        Instant now = clock.instant();
        if (now.plus(NOISE).isBefore(latest)) {
            // The clock was set back, and what was to come soon would come late: everybody looks for themselves.
            due.allAt(now);
            again.replaceAll((_, _) -> now);
        }
        latest = now;
        if (running.size() >= MOST_AT_ONCE) {
            return LONGEST_WAIT;
        }
        Optional<ThreadId> next = due.next(now);
        if (next.isEmpty()) {
            return untilNext(now);
        }
        boolean free = running.add(next.get());
        assert free;
        try {
            workers.execute(() -> run(next.get()));
        } catch (RuntimeException | Error e) {
            running.remove(next.get());
            due.add(next.get(), now);
            throw e;
        }
        return Duration.ZERO;
    }

    /** What is wrong when threads are not driven on: the loop does not go round, or a step does not end. */
    Optional<Ailment> ailment() {
        Instant last = round;
        if (last.plus(HANGS).isBefore(steady.instant())) {
            return Optional.of(new Ailment(last, "the loop does not go round"));
        }
        return running.stuck(STEP_HANGS).map(since -> new Ailment(since, "a step does not end"));
    }

    /** Waits for that moment, in a step that cannot go on before; false when the loop has been closed meanwhile. */
    boolean pause(Instant until) {
        lock.lock();
        try {
            long left = Math.min(Duration.between(clock.instant(), until).toNanos(), LONGEST_WAIT.toNanos());
            while (!closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            return !closed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private Duration untilNext(Instant now) {
        return due.first()
                .map(first -> Duration.between(now, first))
                .filter(shortest -> shortest.compareTo(LONGEST_WAIT) < 0)
                .orElse(LONGEST_WAIT)
                .plusMillis(1);
    }

    private void run(ThreadId thread) {
        Optional<Instant> next = Optional.empty();
        try {
            next = step.apply(thread);
        } finally {
            lock.lock();
            try {
                running.remove(thread);
                next.ifPresent(when -> due.add(thread, when));
                Optional.ofNullable(again.remove(thread)).ifPresent(when -> due.add(thread, when));
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Begins no more steps and waits for those under way; false when some are left after so long. */
    boolean drain(Duration atMost) {
        lock.lock();
        try {
            closed = true;
            drained = true;
            changed.signalAll();
            long left = atMost.toNanos();
            while (!running.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
            }
            return running.isEmpty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Ends after the steps that are under way, unless they were waited for before. */
    @Override
    public void close() {
        boolean done = drain(drained ? Duration.ZERO : LONGEST_WAIT);
        workers.shutdownNow();
        try {
            done &= workers.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!done) {
            log.warn("Calls to Glue are still under way; the next start finds out what became of them");
        }
    }
}
