package io.gluethread.broker.policy;

import io.gluethread.broker.statement.PollPace;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The statements that are looked at again and again out of one budget. When it is too small for all of them at the usual
 * pace, all wait longer by the same factor: each in proportion to its own running time, instead of all in one queue, in
 * which a statement of a second would wait as long as one of an hour. Safe for use by many threads.
 */
final class Watch {
    /** The rest is for looks that are not foreseen: what has just begun, what comes back after a failure. */
    private static final double FORESEEN = 0.95;

    private static final Duration RECKONED_EVERY = Duration.ofSeconds(1);

    /** So much later than announced a look may come; after that somebody else has the statement, or nobody. */
    private static final Duration LATE = Duration.ofSeconds(30);

    private static final int HALVINGS = 24;

    private record Look(Instant startedAt, Instant next) {}

    private final RateBudget budget;
    private final Map<Object, Look> looks = new HashMap<>();
    private double stretch = 1;
    private Instant reckonedAt = Instant.MIN;

    Watch(RateBudget budget) {
        this.budget = budget;
    }

    /** How long to wait until the next look at what this one runs. */
    synchronized Duration again(Object who, Instant startedAt, Instant now) {
        looks.put(who, new Look(startedAt, now));
        if (now.isBefore(reckonedAt) || !now.isBefore(later(reckonedAt))) {
            reckon(now);
        }
        Duration wait = PollPace.next(Duration.between(startedAt, now), stretch);
        looks.put(who, new Look(startedAt, now.plus(wait)));
        return wait;
    }

    /** It is being looked at: only {@link #again} has it looked at again. */
    synchronized void looked(Object who) {
        looks.remove(who);
    }

    private static Instant later(Instant moment) {
        return moment.equals(Instant.MIN) ? moment : moment.plus(RECKONED_EVERY);
    }

    /** The factor with which the calls are just enough. */
    private void reckon(Instant now) {
        reckonedAt = now;
        Instant gone = now.minus(LATE);
        Instant never = now.plus(LATE).plus(Duration.ofMinutes(2));
        looks.values()
                .removeIf(look -> look.next().isBefore(gone) || look.next().isAfter(never));
        double calls = FORESEEN * budget.perSecond();
        stretch = 1;
        if (demand(now, 1) <= calls) {
            return;
        }
        double low = 0;
        double high = Math.log(PollPace.MOST_STRETCH);
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (demand(now, Math.exp(middle)) > calls) {
                low = middle;
            } else {
                high = middle;
            }
        }
        stretch = Math.min(PollPace.MOST_STRETCH, Math.exp(high));
        budget.needed(now, now.plus(RECKONED_EVERY.multipliedBy(2)));
    }

    /** Looks per second if everybody waited so many times as long as usual. */
    private double demand(Instant now, double factor) {
        double perSecond = 0;
        for (Look look : looks.values()) {
            perSecond += 1000.0
                    / PollPace.next(Duration.between(look.startedAt(), now), factor)
                            .toMillis();
        }
        return perSecond;
    }
}
