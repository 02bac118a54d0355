package io.gluethread.playground.slack.delivery;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;

/** Runs work one after the other per lane, and lanes beside each other. */
final class Lanes {
    private final Executor executor;
    private final Map<String, Queue<Runnable>> lanes = new HashMap<>();

    Lanes(Executor executor) {
        this.executor = executor;
    }

    synchronized void add(String lane, Runnable work) {
        Queue<Runnable> queue = lanes.get(lane);
        if (queue != null) {
            queue.add(work);
            return;
        }
        Queue<Runnable> fresh = new ArrayDeque<>();
        fresh.add(work);
        lanes.put(lane, fresh);
        executor.execute(() -> drain(lane, fresh));
    }

    private void drain(String lane, Queue<Runnable> queue) {
        while (true) {
            Runnable work;
            synchronized (this) {
                work = queue.poll();
                if (work == null) {
                    lanes.remove(lane);
                    return;
                }
            }
            work.run();
        }
    }
}
