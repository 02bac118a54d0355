package io.gluethread.bench.measure;

import java.util.Arrays;
import java.util.List;

/** Measured times, sorted. */
public final class Times {
    private static final double NANOS_PER_MILLI = 1e6;

    private final long[] sorted;

    private Times(long[] sorted) {
        this.sorted = sorted;
    }

    /**
     * @param nanos in any order; kept as a copy
     * @throws IllegalArgumentException when there are none: nothing can be said of them
     */
    public static Times ofNanos(long[] nanos) {
        if (nanos.length == 0) {
            throw new IllegalArgumentException("nothing was measured");
        }
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Times(sorted);
    }

    /** All of them as if they had been measured together. */
    public static Times pooled(List<Times> parts) {
        return ofNanos(
                parts.stream().flatMapToLong(part -> Arrays.stream(part.sorted)).toArray());
    }

    public int count() {
        return sorted.length;
    }

    public double medianMillis() {
        return percentileMillis(50);
    }

    /**
     * The smallest measured time that so many percent of all are not above (nearest rank).
     *
     * @param percent above 0, up to 100
     */
    public double percentileMillis(double percent) {
        if (!(percent > 0 && percent <= 100)) {
            throw new IllegalArgumentException("a percentile is above 0 and up to 100 - was %s".formatted(percent));
        }
        int rank = (int) Math.ceil(percent / 100 * sorted.length);
        return sorted[rank - 1] / NANOS_PER_MILLI;
    }
}
