package io.gluethread.broker.statement;

import java.time.Duration;

/**
 * How long to wait before looking at a running statement again: a tenth of the time that it has taken so far, so that the
 * end is seen late by at most a tenth, but never less than 0.2 s nor more than 5 s.
 */
public final class PollPace {
    private static final Duration SHORTEST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private PollPace() {}

    /** @param elapsed since the statement was sent; a negative one (a clock set back) counts as nothing */
    public static Duration next(Duration elapsed) {
        Duration tenth = elapsed.dividedBy(10);
        if (tenth.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return tenth.compareTo(LONGEST) > 0 ? LONGEST : tenth;
    }
}
