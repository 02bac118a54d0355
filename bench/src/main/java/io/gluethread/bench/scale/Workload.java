package io.gluethread.bench.scale;

import java.time.Duration;
import java.util.SplittableRandom;

/** How long statements take: from one second to ten minutes, as many of each order of magnitude. The same each time. */
public final class Workload {
    private static final double SHORTEST_SECONDS = 1;
    private static final double LONGEST_SECONDS = 600;
    private static final double MILLIS = 1000;

    private final SplittableRandom random = new SplittableRandom(20261121);

    public Duration next() {
        double seconds = SHORTEST_SECONDS * Math.pow(LONGEST_SECONDS / SHORTEST_SECONDS, random.nextDouble());
        return Duration.ofMillis(Math.round(seconds * MILLIS));
    }
}
