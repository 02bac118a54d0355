package io.gluethread.playground.slack.delivery;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds a request up because a fault says so; real time, because the other side's deadline is real too. */
public final class Delay {
    private Delay() {}

    public static void millis(int millis) {
        try {
            boolean _ = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
