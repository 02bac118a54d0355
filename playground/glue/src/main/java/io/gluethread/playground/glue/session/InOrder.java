package io.gluethread.playground.glue.session;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs tasks one after another in the order given, on a virtual thread that exists only while there are any. */
final class InOrder implements Executor {
    private static final Logger log = LoggerFactory.getLogger(InOrder.class);

    private final String name;
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean busy;

    InOrder(String name) {
        this.name = name;
    }

    @Override
    public synchronized void execute(Runnable task) {
        tasks.add(task);
        if (!busy) {
            busy = true;
            Thread.ofVirtual().name(name).start(this::drain);
        }
    }

    private void drain() {
        for (Runnable task = next(); task != NOTHING; task = next()) {
            try {
                task.run();
            } catch (RuntimeException e) {
                log.error("{}: a task failed", name, e);
            }
        }
    }

    private static final Runnable NOTHING = () -> {};

    private synchronized Runnable next() {
        Runnable task = tasks.poll();
        if (task == null) {
            busy = false;
            return NOTHING;
        }
        return task;
    }
}
