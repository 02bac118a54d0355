package io.gluethread.sparkhost;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/** Runs statements one at a time, in the order in which they came, all on one thread. */
final class Statements {
    /** Hears of statements; {@code done} once for each. */
    interface Listener {
        void running(Statement statement);

        /** Tells the end; there is no answer if the statement was cancelled. */
        void done(Statement statement, Optional<Answer> answer, BoundedOutput output);
    }

    /** Runs the code of one statement, whatever it throws. */
    interface Runner {
        Answer run(Statement statement, BoundedOutput output) throws Exception;
    }

    private final Runner runner;
    private final Listener listener;
    private final StandardOutput stdout;
    private final int outputLimit;
    private final BlockingQueue<Statement> waiting = new LinkedBlockingQueue<>();
    private final Map<Integer, Statement> open = new ConcurrentHashMap<>();

    Statements(Runner runner, Listener listener, StandardOutput stdout, int outputLimit) {
        this.runner = runner;
        this.listener = listener;
        this.stdout = stdout;
        this.outputLimit = outputLimit;
    }

    void start() {
        Thread thread = new Thread(this::work, "statements");
        thread.setDaemon(true);
        thread.start();
    }

    void add(int id, String code) {
        Statement statement = new Statement(id, code);
        open.put(id, statement);
        waiting.add(statement);
    }

    Optional<Statement> find(int id) {
        return Optional.ofNullable(open.get(id));
    }

    /** Reports a cancelled statement that had not begun; false if it has. */
    boolean dropWaiting(Statement statement) {
        if (!waiting.remove(statement)) {
            return false;
        }
        end(statement, Optional.empty(), new BoundedOutput(0));
        return true;
    }

    private void work() {
        boolean mine = true;
        while (mine) {
            try {
                Statement next = waiting.take();
                mine = runOne(next);
            } catch (InterruptedException e) {
                // a late interrupt for a statement that has ended
            }
        }
        start();
    }

    /** False if this thread was stopped with force and may be used no more. */
    @SuppressWarnings("removal")
    private boolean runOne(Statement statement) {
        BoundedOutput output = new BoundedOutput(outputLimit);
        boolean stopped = false;
        Optional<Answer> answer = Optional.empty();
        try {
            if (statement.begin(Thread.currentThread())) {
                listener.running(statement);
                stdout.collectInto(output);
                answer = Optional.of(runner.run(statement, output));
            }
        } catch (ThreadDeath death) {
            stopped = true;
        } catch (Throwable failure) {
            answer = Optional.of(Failures.ofHost(failure));
        } finally {
            stdout.stopCollecting();
        }
        try {
            Thread.interrupted();
            end(statement, statement.cancelled() ? Optional.empty() : answer, output);
        } catch (ThreadDeath death) {
            stopped = true;
            end(statement, Optional.empty(), output);
        }
        return !stopped && !statement.cancelled();
    }

    private void end(Statement statement, Optional<Answer> answer, BoundedOutput output) {
        if (statement.finish()) {
            open.remove(statement.id);
            listener.done(statement, answer, output);
        }
    }
}
