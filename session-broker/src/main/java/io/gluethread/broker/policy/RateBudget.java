package io.gluethread.broker.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How many calls to Glue the whole service makes: so many per second for the account, halved when Glue says that it is too
 * many, and growing back by one per second each five seconds. Safe for use by many threads.
 */
public final class RateBudget {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration GROWS_EACH = Duration.ofSeconds(5);

    private final double most;
    private double perSecond;
    private double tokens;
    private Instant filledAt = Instant.MIN;
    private Instant shrunkAt = Instant.MIN;

    /** @param most calls per second, also the size of a burst; at least 1 */
    public RateBudget(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("a budget has at least one call per second, not %d".formatted(most));
        }
        this.most = most;
        this.perSecond = most;
        this.tokens = most;
    }

    /** Takes a call from the budget; when there is none, answers when to ask again. */
    public synchronized Optional<Instant> take(Instant now) {
        fill(now);
        if (tokens >= 1) {
            tokens -= 1;
            return Optional.empty();
        }
        long nanos = (long) Math.ceil((1 - tokens) / perSecond * SECOND.toNanos());
        return Optional.of(now.plusNanos(Math.max(nanos, 1_000_000)));
    }

    /** Glue said that it is asked too often. Several that hear it at once are one. */
    public synchronized void throttled(Instant now) {
        fill(now);
        if (shrunkAt.equals(Instant.MIN) || !now.isBefore(shrunkAt.plus(SECOND))) {
            perSecond = Math.max(1, perSecond / 2);
            tokens = Math.min(tokens, 1);
            shrunkAt = now;
        }
    }

    /** Calls per second at present. */
    public synchronized double perSecond() {
        return perSecond;
    }

    private void fill(Instant now) {
        if (filledAt.equals(Instant.MIN) || now.isBefore(filledAt)) {
            filledAt = now;
            return;
        }
        double seconds = Duration.between(filledAt, now).toNanos() / (double) SECOND.toNanos();
        perSecond = Math.min(most, perSecond + seconds / GROWS_EACH.toSeconds());
        tokens = Math.min(perSecond, tokens + seconds * perSecond);
        filledAt = now;
    }
}
