package io.gluethread.broker.statement;

import java.time.Duration;

/**
 * How long to wait before looking at a running statement again: a tenth of the time that it has taken so far, so that the
 * end is seen late by at most a tenth, but never less than 0.2 s nor more than 5 s. When calls are short everybody waits
 * so many times as long, and those that have run for long give way first: their 5 s become two minutes at most.
 */
public final class PollPace {
    /** With this everybody waits as long as anybody may. */
    public static final double MOST_STRETCH = 550;

    private static final Duration SHORTEST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration LONGEST_STRETCHED = Duration.ofSeconds(110);

    /** Clocks of two replicas may differ by less. */
    private static final Duration SET_BACK = Duration.ofSeconds(-10);

    private PollPace() {}

    /** @param elapsed since the statement was sent; below nothing, nobody knows it, since a clock was set back */
    public static Duration next(Duration elapsed) {
        return next(elapsed, 1);
    }

    /**
     * As {@link #next(Duration)}, when there are not enough calls for that.
     *
     * @param stretch how many times as long everybody waits, from 1 to {@link #MOST_STRETCH}
     */
    public static Duration next(Duration elapsed, double stretch) {
        if (!(stretch >= 1 && stretch <= MOST_STRETCH)) {
            throw new IllegalArgumentException(
                    "waits are stretched by 1 to %s, not %s".formatted(MOST_STRETCH, stretch));
        }
        if (elapsed.compareTo(SET_BACK) < 0) {
            return LONGEST;
        }
        Duration longest = shorter(LONGEST_STRETCHED, times(LONGEST, stretch * stretch));
        Duration tenth = elapsed.dividedBy(10);
        return shorter(longest, times(tenth.compareTo(SHORTEST) < 0 ? SHORTEST : tenth, stretch));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration times(Duration duration, double factor) {
        return factor == 1 ? duration : Duration.ofMillis(Math.round(duration.toMillis() * factor));
    }
}
