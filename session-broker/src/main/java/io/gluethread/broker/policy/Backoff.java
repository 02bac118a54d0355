package io.gluethread.broker.policy;

import java.time.Duration;

/**
 * How long to leave Glue alone after it failed some times in a row: half a second, doubled each time, 30 s at most. Each
 * thread has its own spread of ±25 %, so that many threads that failed together do not come back together.
 */
public final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private Backoff() {}

    /**
     * @param failures how many in a row, at least 1
     * @param who anything that differs between threads and stays the same for one
     */
    public static Duration delay(int failures, Object who) {
        int doublings = Math.clamp(failures - 1L, 0, 10);
        Duration delay = FIRST.multipliedBy(1L << doublings);
        Duration bounded = delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
        int spread = Math.floorMod(31L * who.hashCode() + failures, 51) - 25;
        return bounded.plus(bounded.multipliedBy(spread).dividedBy(100));
    }
}
