package io.gluethread.broker.statement;

import java.time.Duration;

/**
 * How long to wait before looking at a running statement again: a tenth of the time that it has taken so far, so that the
 * end is seen late by at most a tenth, but never less than 0.2 s nor more than 5 s.
 */
public final class PollPace {
    private static final Duration SHORTEST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    /** Clocks of two replicas may differ by less. */
    private static final Duration SET_BACK = Duration.ofSeconds(-10);

    private PollPace() {}

    /** @param elapsed since the statement was sent; below nothing, nobody knows it, since a clock was set back */
    public static Duration next(Duration elapsed) {
        if (elapsed.compareTo(SET_BACK) < 0) {
            return LONGEST;
        }
        Duration tenth = elapsed.dividedBy(10);
        if (tenth.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return tenth.compareTo(LONGEST) > 0 ? LONGEST : tenth;
    }
}
