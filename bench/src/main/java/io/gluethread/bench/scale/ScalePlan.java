package io.gluethread.bench.scale;

import java.time.Duration;
import java.util.List;

/**
 * What is simulated.
 *
 * @param running statements at every moment: where one ends the next begins
 * @param idle sessions that do nothing
 * @param time that is measured, simulated; it begins after as long a time that is not
 * @param callsPerSecond budgets of each of Glue's operations, each measured apart
 */
public record ScalePlan(int running, int idle, Duration time, List<Integer> callsPerSecond) {
    public static final ScalePlan USUAL = new ScalePlan(1_000, 10_000, Duration.ofMinutes(3), List.of(20, 100, 1_000));

    /** The same with other numbers. */
    public ScalePlan of(int runningNow, int idleNow) {
        return new ScalePlan(runningNow, idleNow, time, callsPerSecond);
    }

    public ScalePlan {
        if (running < 1 || idle < 0 || !time.isPositive() || callsPerSecond.isEmpty()) {
            throw new IllegalArgumentException("a plan has statements, time and budgets - was %d, %d, %s, %s"
                    .formatted(running, idle, time, callsPerSecond));
        }
        callsPerSecond = List.copyOf(callsPerSecond);
    }
}
