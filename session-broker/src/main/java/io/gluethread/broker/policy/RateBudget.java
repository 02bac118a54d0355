package io.gluethread.broker.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How many calls of one kind are made: so many per second, three tenths fewer when Glue says that it is too many, and growing back by
 * a hundredth of the most each second at best (additive increase, multiplicative decrease: several budgets that know nothing of
 * each other come to equal shares of a limit that none of them knows). Safe for use by many threads.
 */
public final class RateBudget {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final double GROWTH = 0.01;

    /** Where there is little, it grows more slowly: by so much each second, and by this share of what there is. */
    private static final double LITTLE = 0.02;

    private static final double SHARE = 0.04;
    private static final double SHRUNK = 0.7;
    private static final double LEAST = 0.1;

    /** Calls that could not wait are paid for later, but no more of them than so many seconds' worth. */
    private static final int DEEPEST_DEBT = 5;

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
    public Optional<Instant> take(Instant now) {
        return take(0, now);
    }

    /** As {@link #take(Instant)}, leaving so many calls for those who come first. */
    synchronized Optional<Instant> take(int ahead, Instant now) {
        fill(now);
        double needed = ahead + 1.0;
        if (tokens >= needed) {
            tokens -= 1;
            return Optional.empty();
        }
        long nanos = (long) Math.ceil((needed - tokens) / perSecond * SECOND.toNanos());
        return Optional.of(now.plusNanos(Math.max(nanos, 1_000_000)));
    }

    /** A call was made that did not ask before. */
    public synchronized void spend(Instant now) {
        fill(now);
        tokens = Math.max(tokens - 1, -most * DEEPEST_DEBT);
    }

    /** A call that was taken was not made. */
    synchronized void giveBack() {
        tokens = Math.min(burst(), tokens + 1);
    }

    /** Glue said that it is asked too often. Several that hear it at once are one. */
    public synchronized void throttled(Instant now) {
        fill(now);
        if (shrunkAt.equals(Instant.MIN) || now.isBefore(shrunkAt) || !now.isBefore(shrunkAt.plus(SECOND))) {
            perSecond = Math.max(LEAST, perSecond * SHRUNK);
            tokens = Math.min(tokens, 0);
            shrunkAt = now;
        }
    }

    /** Calls per second at present. */
    public synchronized double perSecond() {
        return perSecond;
    }

    private double burst() {
        return Math.max(1, perSecond);
    }

    private void fill(Instant now) {
        if (filledAt.equals(Instant.MIN) || now.isBefore(filledAt)) {
            filledAt = now;
            return;
        }
        double seconds = Duration.between(filledAt, now).toNanos() / (double) SECOND.toNanos();
        for (double left = seconds; left > 0 && perSecond < most; left--) {
            perSecond =
                    Math.min(most, perSecond + Math.min(1, left) * Math.min(GROWTH * most, LITTLE + SHARE * perSecond));
        }
        tokens = Math.min(burst(), tokens + seconds * perSecond);
        filledAt = now;
    }
}
