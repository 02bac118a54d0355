package io.gluethread.sparkhost;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;

/**
 * Ends a running statement by ever harder means: its Spark jobs are cancelled and Python gets its signal at once; after
 * 1 s the thread is interrupted (sooner would turn a clean end into an InterruptedException); after 5 s the thread is
 * stopped; after 15 s the process gives up, and so it does if tasks go on after the statement's end. Whether a task goes
 * on is judged by the time it has computed, because on a busy machine a clean end may take long.
 */
final class Cancellation {
    private static final long TICK_MILLIS = 250;
    private static final int INTERRUPT = 4;
    private static final int EVERY_JOB = 12;
    private static final int STOP = 20;
    private static final int GIVE_UP = 60;
    private static final long LOOK_MILLIS = 1_000;
    private static final long COMPUTED_MILLIS = 5_000;
    private static final int LOOKS = 60;

    private final SparkContext context;
    private final ScheduledExecutorService timer;

    Cancellation(SparkContext context, ScheduledExecutorService timer) {
        this.context = context;
        this.timer = timer;
    }

    /** Begins; {@code python} gives the interpreter while the statement's code runs there and not on its thread. */
    void begin(Statement statement, Supplier<Optional<PythonInterpreter>> python) {
        tick(statement, python, 0);
    }

    private void tick(Statement statement, Supplier<Optional<PythonInterpreter>> python, int count) {
        if (statement.phase() == Statement.Phase.DONE) {
            return;
        }
        try {
            context.cancelJobGroup(statement.jobGroup);
            if (count >= EVERY_JOB) {
                context.cancelAllJobs(); // the code may have put its jobs into a group of its own
            }
            Optional<PythonInterpreter> inPython = python.get();
            if (inPython.isPresent()) {
                if (count == 0 || count == INTERRUPT || count == EVERY_JOB) {
                    inPython.get().interrupt();
                }
            } else {
                press(statement, count);
            }
        } catch (IllegalStateException stopped) {
            // the statement has stopped Spark; its end is told elsewhere
        }
        if (count >= GIVE_UP) {
            SessionHost.fatal("statement " + statement.id + " could not be cancelled");
        } else {
            later(() -> tick(statement, python, count + 1), TICK_MILLIS);
        }
    }

    private static void press(Statement statement, int count) {
        Thread thread = statement.thread();
        if (thread != null && statement.phase() == Statement.Phase.RUNNING) {
            if (count >= STOP) {
                stop(thread);
            } else if (count >= INTERRUPT) {
                thread.interrupt();
            }
        }
    }

    @SuppressWarnings({"removal", "deprecation"}) // nothing else ends a loop that never looks up
    private static void stop(Thread thread) {
        thread.stop();
    }

    /** To be called when a cancelled statement has ended and the next has not begun. */
    void watchForZombies() {
        Set<String> suspects = TaskThreads.atWork();
        if (!suspects.isEmpty()) {
            look(suspects, TaskThreads.computedMillis(suspects), 1);
        }
    }

    private void look(Set<String> suspects, long computedBefore, int looks) {
        later(
                () -> {
                    suspects.retainAll(TaskThreads.atWork());
                    if (suspects.isEmpty()) {
                        return;
                    }
                    long computed = TaskThreads.computedMillis(suspects) - computedBefore;
                    if (computed >= COMPUTED_MILLIS || looks >= LOOKS) {
                        SessionHost.fatal("a cancelled statement's tasks did not end and hold on to Spark: "
                                + String.join(", ", suspects));
                    } else {
                        look(suspects, computedBefore, looks + 1);
                    }
                },
                LOOK_MILLIS);
    }

    private void later(Runnable step, long millis) {
        var unused = timer.schedule(
                () -> {
                    try {
                        step.run();
                    } catch (RuntimeException failure) {
                        SessionHost.fatal("a statement could not be cancelled: " + failure);
                    }
                },
                millis,
                TimeUnit.MILLISECONDS);
    }
}
