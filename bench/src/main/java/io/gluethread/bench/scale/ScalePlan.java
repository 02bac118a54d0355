package io.gluethread.bench.scale;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is simulated.
 *
 * @param running statements at every moment: where one ends the next begins
 * @param idle sessions that do nothing
 * @param time that is measured, simulated; it begins after as long a time that is not
 * @param cases each measured apart, one after the other
 */
public record ScalePlan(int running, int idle, Duration time, List<Case> cases) {
    /** As many calls as the setting can allow; what Glue takes is less. */
    static final int ANY = 1_000;

    public static final ScalePlan USUAL = new ScalePlan(
            1_000,
            10_000,
            Duration.ofMinutes(3),
            List.of(
                    new Case(Optional.empty(), ANY),
                    new Case(Optional.empty(), 100),
                    new Case(Optional.of(100), ANY),
                    new Case(Optional.of(20), ANY)));

    /**
     * One Glue and one setting.
     *
     * @param limit calls of each operation that Glue takes in a second; it throttles those beyond; empty: all
     * @param most the service's own ceiling of calls per second
     */
    public record Case(Optional<Integer> limit, int most) {
        public Case {
            if (most < 1 || limit.filter(l -> l < 1).isPresent()) {
                throw new IllegalArgumentException(
                        "Glue takes, and the service makes, at least one call per second - was %s, %d"
                                .formatted(limit, most));
            }
        }

        String title() {
            return "limit %s, at most %d".formatted(limit.map(String::valueOf).orElse("none"), most);
        }
    }

    /** The same with other numbers. */
    public ScalePlan of(int runningNow, int idleNow) {
        return new ScalePlan(runningNow, idleNow, time, cases);
    }

    public ScalePlan {
        if (running < 1 || idle < 0 || !time.isPositive() || cases.isEmpty()) {
            throw new IllegalArgumentException(
                    "a plan has statements, time and cases - was %d, %d, %s, %s".formatted(running, idle, time, cases));
        }
        cases = List.copyOf(cases);
    }
}
