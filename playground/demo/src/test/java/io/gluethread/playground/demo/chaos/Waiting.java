package io.gluethread.playground.demo.chaos;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;

/** The one place where a story waits: real processes cannot be waited for otherwise. */
final class Waiting {
    private static final Duration LOOK = Duration.ofMillis(200);

    private Waiting() {}

    static void pause(Duration time) throws InterruptedException {
        Thread.sleep(time);
    }

    /** Whether it came true in time. */
    static boolean until(Duration most, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + most.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                return false;
            }
            pause(LOOK);
        }
        return true;
    }

    /** Whether it came true while things went wrong, however slow the machine, or soon enough afterwards. */
    static boolean until(BooleanSupplier calm, Duration most, Callable<Boolean> condition) throws Exception {
        while (!calm.getAsBoolean()) {
            if (condition.call()) {
                return true;
            }
            pause(LOOK);
        }
        return until(most, condition);
    }
}
