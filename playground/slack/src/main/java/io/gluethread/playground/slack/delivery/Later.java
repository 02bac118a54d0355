package io.gluethread.playground.slack.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The one place that waits: runs work when the handed-in clock says that it is due. */
public final class Later implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(50);

    private record Due(Instant at, long order, Runnable work) {}

    private final InstantSource clock;
    private final Executor executor;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PriorityQueue<Due> queue =
            new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::order));
    private long order;
    private boolean open = true;

    public Later(InstantSource clock, Executor executor) {
        this.clock = clock;
        this.executor = executor;
        Thread.ofVirtual().name("local-slack-later").start(this::watch);
    }

    public void after(Duration delay, Runnable work) {
        lock.lock();
        try {
            queue.add(new Due(clock.instant().plus(delay), order++, work));
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void watch() {
        lock.lock();
        try {
            while (open) {
                Due next = queue.peek();
                if (next == null) {
                    changed.await();
                } else if (next.at().isAfter(clock.instant())) {
                    // The clock may be turned by hand, so it is looked at again soon.
                    Duration left = Duration.between(clock.instant(), next.at());
                    long nanos = Math.min(Math.max(left.toNanos(), 1_000_000), LOOK.toNanos());
                    changed.await(nanos, TimeUnit.NANOSECONDS);
                } else {
                    queue.remove(next);
                    executor.execute(next.work());
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            open = false;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }
}
