package io.gluethread.bench.scale;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How much later than it came about a statement's end was seen, also as a part of the time that it had run. */
final class Delays {
    private static final double NANOS_PER_SECOND = 1e9;

    private static final Duration SHORT = Duration.ofSeconds(10);

    private final List<Double> seconds = new ArrayList<>();
    private final List<Double> ofShort = new ArrayList<>();
    private final List<Double> relative = new ArrayList<>();

    void add(Duration ran, Duration late) {
        double delay = late.toNanos() / NANOS_PER_SECOND;
        seconds.add(delay);
        if (ran.compareTo(SHORT) < 0) {
            ofShort.add(delay);
        }
        relative.add(delay / (ran.toNanos() / NANOS_PER_SECOND));
    }

    int count() {
        return seconds.size();
    }

    /** In seconds; the smallest that so many percent are not above. */
    double seconds(int percent) {
        return percentile(seconds, percent);
    }

    /** As {@link #seconds}, of statements that ran for less than 10 s. */
    double secondsOfShort(int percent) {
        return percentile(ofShort, percent);
    }

    /** As a part of the running time. */
    double relative(int percent) {
        return percentile(relative, percent);
    }

    private static double percentile(List<Double> values, int percent) {
        if (values.isEmpty()) {
            return Double.NaN;
        }
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get((int) Math.ceil(percent / 100.0 * sorted.size()) - 1);
    }
}
