package io.gluethread.broker.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How many calls of one kind are made per second. How many Glue would take nobody says, and it is shared with everybody
 * in the account, so the budget begins modestly and feels its way:
 *
 * <ul>
 *   <li>while calls have to wait for it and Glue has never throttled it grows by a fifth each second, up to a ceiling;
 *   <li>when Glue throttles it shrinks by three tenths and remembers where that was;
 *   <li>from then on it comes back quickly to a little below that mark and passes it slowly, faster again only when it has
 *       left the mark behind: a limit is met once in a while and not every few seconds, and one that was raised is found.
 * </ul>
 *
 * <p>Around the mark it grows by the same amount however much it is, and it shrinks in proportion: several budgets that
 * know nothing of each other come to equal shares of a limit that none of them knows. What nobody needs does not grow
 * beyond the beginning. Safe for use by many threads.
 */
public final class RateBudget {
    /** Calls per second in the beginning, also the largest burst. */
    private static final int BEGINNING = 20;

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Each second, while no limit is known. */
    private static final double SEARCH = 0.2;

    /** So much of the way to the mark, or from it, each second. */
    private static final double RETURN = 0.1;

    /** Beside that, each second; where there is little, less. */
    private static final double STEP = 0.2;

    private static final double LITTLE = 0.02;
    private static final double SHARE = 0.03;

    private static final double SHRUNK = 0.7;

    /** The mark lies so much below the rate at which Glue throttled, so that those who share a limit even out. */
    private static final double BELOW = 0.9;

    private static final double LEAST = 0.1;

    /** Calls that could not wait are paid for later, but no more of them than so many seconds' worth. */
    private static final int DEEPEST_DEBT = 5;

    private final double most;
    private final double usual;
    private double perSecond;
    private double tokens;
    private double mark = Double.POSITIVE_INFINITY;
    private Instant filledAt = Instant.MIN;
    private Instant shrunkAt = Instant.MIN;
    private Instant neededUntil = Instant.MIN;

    /** @param most calls per second that are never exceeded; at least 1 */
    public RateBudget(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("a budget has at least one call per second, not %d".formatted(most));
        }
        this.most = most;
        this.usual = Math.min(BEGINNING, most);
        this.perSecond = usual;
        this.tokens = usual;
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
        long nanos = (long) Math.ceil(untilThereAre(needed - tokens) * SECOND.toNanos());
        Instant later = now.plusNanos(Math.max(nanos, 1_000_000));
        neededUntil = later(neededUntil, later);
        return Optional.of(later);
    }

    /** In how many seconds, if it goes on growing as it does now: whoever comes too early asks again. */
    private double untilThereAre(double calls) {
        if (mark < Double.POSITIVE_INFINITY || perSecond >= most) {
            return calls / perSecond;
        }
        double whileItGrows = (most - perSecond) / SEARCH;
        return calls <= whileItGrows
                ? Math.log(1 + calls * SEARCH / perSecond) / SEARCH
                : Math.log(most / perSecond) / SEARCH + (calls - whileItGrows) / most;
    }

    /** More calls would be made until then if there were more of them. */
    synchronized void needed(Instant now, Instant until) {
        fill(now);
        neededUntil = later(neededUntil, until);
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
            mark = BELOW * perSecond;
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
        return Math.clamp(perSecond, 1, usual);
    }

    private void fill(Instant now) {
        if (filledAt.equals(Instant.MIN) || now.isBefore(filledAt)) {
            filledAt = now;
            neededUntil = Instant.MIN;
            return;
        }
        double seconds = seconds(filledAt, now);
        double needed = neededUntil.isAfter(filledAt) ? seconds(filledAt, neededUntil) : 0;
        double gone = 0;
        while (gone < seconds && perSecond < (gone < needed ? most : usual)) {
            double step = Math.min(1, (gone < needed ? Math.min(needed, seconds) : seconds) - gone);
            perSecond = Math.min(gone < needed ? most : Math.max(usual, perSecond), perSecond + step * growth());
            gone += step;
        }
        tokens = Math.min(burst(), tokens + seconds * perSecond);
        filledAt = now;
    }

    /** By how many calls per second it grows in a second. */
    private double growth() {
        return mark == Double.POSITIVE_INFINITY
                ? SEARCH * perSecond
                : Math.min(STEP, LITTLE + SHARE * perSecond) + RETURN * Math.abs(mark - perSecond);
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / (double) SECOND.toNanos();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
