package io.gluethread.bot.delivery;

import java.time.Duration;
import java.time.Instant;

/** So many at once, and then one per interval. Told the time, never asks for it. Not safe for use by many threads. */
final class TokenBucket {
    /** Who tells the time may have read it a little earlier than somebody else, for whom time must not be credited twice. */
    private static final Duration NOISE = Duration.ofSeconds(10);

    private final int burst;
    private final Duration perToken;
    private double tokens;
    private Instant filledAt;

    TokenBucket(int burst, Duration perToken, Instant now) {
        this.burst = burst;
        this.perToken = perToken;
        this.tokens = burst;
        this.filledAt = now;
    }

    /**
     * Takes a token and answers zero, or answers how long until there is one.
     *
     * @param reserve how many tokens are left for others
     */
    Duration take(Instant now, int reserve) {
        Duration wait = until(now, reserve);
        if (wait.isZero()) {
            tokens -= 1;
        }
        return wait;
    }

    /** How many could be taken one after the other. */
    int left(Instant now, int reserve) {
        fill(now);
        return Math.max(0, (int) Math.floor(tokens - reserve));
    }

    /** How long until one could be taken; zero when it could be now. */
    Duration until(Instant now, int reserve) {
        fill(now);
        double needed = 1.0 + reserve;
        if (tokens >= needed) {
            return Duration.ZERO;
        }
        long nanos = (long) Math.ceil((needed - tokens) * perToken.toNanos());
        return Duration.ofNanos(Math.max(nanos, 1_000_000));
    }

    /** Nothing is left: the other side says that it was too much. */
    void empty(Instant now) {
        fill(now);
        tokens = 0;
    }

    private void fill(Instant now) {
        if (now.plus(NOISE).isBefore(filledAt)) {
            filledAt = now; // the clock was set back
        }
        if (now.isAfter(filledAt)) {
            double more = (double) Duration.between(filledAt, now).toNanos() / perToken.toNanos();
            tokens = Math.min(burst, tokens + more);
            filledAt = now;
        }
    }
}
