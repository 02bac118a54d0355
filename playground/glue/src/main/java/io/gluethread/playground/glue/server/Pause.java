package io.gluethread.playground.glue.server;

import java.time.Duration;

/** The one place of this endpoint that waits: for a delay that a fault ordered. */
final class Pause {
    private Pause() {}

    static void of(Duration duration) {
        if (duration.isZero()) {
            return;
        }
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
