package io.gluethread.playground.demo.chaos;

import java.time.Duration;
import java.util.concurrent.Callable;

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
}
