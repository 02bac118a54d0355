package io.gluethread.broker;

import io.gluethread.broker.session.ThreadId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Calls a step for each thread when it is due, on virtual threads, never two for the same thread at once. It knows
 * nothing of what a step does.
 */
final class Loop implements AutoCloseable {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final Function<ThreadId, Optional<Instant>> step;
    private final InstantSource clock;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<ThreadId, Instant> due = new HashMap<>();
    private final Set<ThreadId> running = new HashSet<>();
    private boolean closed;

    Loop(Function<ThreadId, Optional<Instant>> step, InstantSource clock) {
        this.step = step;
        this.clock = clock;
    }

    void start() {
        workers.execute(this::dispatch);
    }

    /** The thread is to be stepped at this moment, or earlier if that was asked for before. */
    void wake(ThreadId thread, Instant when) {
        lock.lock();
        try {
            due.merge(thread, when, (a, b) -> a.isBefore(b) ? a : b);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void dispatch() {
        lock.lock();
        try {
            while (!closed) {
                Instant now = clock.instant();
                Optional<ThreadId> next = due.entrySet().stream()
                        .filter(entry -> !entry.getValue().isAfter(now) && !running.contains(entry.getKey()))
                        .map(Map.Entry::getKey)
                        .findFirst();
                if (next.isPresent()) {
                    due.remove(next.get());
                    running.add(next.get());
                    workers.execute(() -> run(next.get()));
                } else {
                    // The one place where the broker waits: for the next moment that is due, or for being asked.
                    long left = changed.awaitNanos(untilNext(now).toNanos());
                    assert left <= LONGEST_WAIT.plusMillis(1).toNanos();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
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
        return due.entrySet().stream()
                .filter(entry -> !running.contains(entry.getKey()))
                .map(entry -> Duration.between(now, entry.getValue()))
                .min(Duration::compareTo)
                .filter(shortest -> shortest.compareTo(LONGEST_WAIT) < 0)
                .orElse(LONGEST_WAIT)
                .plusMillis(1);
    }

    private void run(ThreadId thread) {
        Optional<Instant> again = Optional.empty();
        try {
            again = step.apply(thread);
        } finally {
            lock.lock();
            try {
                running.remove(thread);
                again.ifPresent(when -> due.merge(thread, when, (a, b) -> a.isBefore(b) ? a : b));
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Ends after the steps that are under way. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        workers.close();
    }
}
