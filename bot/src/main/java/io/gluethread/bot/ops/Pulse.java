package io.gluethread.bot.ops;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The one place in which this process waits: until woken, or until time is up. A wake-up that comes early is kept. */
public final class Pulse {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private boolean pending;

    public void wake() {
        lock.lock();
        try {
            pending = true;
            woken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns when woken (also if that happened since the last wait) or after {@code atMost}. */
    public void await(Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (!pending && left > 0) {
                left = woken.awaitNanos(left);
            }
            pending = false;
        } finally {
            lock.unlock();
        }
    }
}
