package io.gluethread.bot.delivery;

import io.gluethread.broker.ledger.Surface;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * How much of what is due one step of the reconciler hands out. Edits and reactions have one budget for the whole
 * workspace, so that handing out more than it allows would have all of it looked at again and again, and put off again.
 * For one thread at a time.
 */
final class Allowance {
    /** Beyond the budget, since pictures of what moves are passed over without a call. */
    private static final int TO_PASS_OVER = 8;

    private static final Duration FAR = Duration.ofMinutes(1);

    /** When all was handed out, what becomes of it is waited for a little. */
    private static final Duration SOON = Duration.ofMillis(50);

    private final Map<Pace.Kind, Integer> left = new EnumMap<>(Pace.Kind.class);
    private final Pace pace;
    private final Instant now;

    Allowance(Pace pace, Instant now) {
        this.pace = pace;
        this.now = now;
        for (Pace.Kind kind : Pace.Kind.values()) {
            int budget = pace.left(kind, 0, now);
            left.put(kind, kind == Pace.Kind.POST || budget == 0 ? budget : budget + TO_PASS_OVER);
        }
    }

    /** In which ways something can be shown at all. */
    Set<Surface.Way> ways() {
        Set<Surface.Way> ways = EnumSet.noneOf(Surface.Way.class);
        for (Surface.Way way : Surface.Way.values()) {
            if (left(Holds.kind(way)) > 0) {
                ways.add(way);
            }
        }
        return ways;
    }

    /** Whether one more may be handed out; then it counts. */
    boolean take(Pace.Kind kind) {
        int before = left(kind);
        if (before == 0) {
            return false;
        }
        left.put(kind, before - 1);
        return true;
    }

    private int left(Pace.Kind kind) {
        return left.getOrDefault(kind, 0);
    }

    /** When more of what there is no budget for can be handed out. */
    Instant more() {
        Instant more = now.plus(FAR);
        for (Pace.Kind kind : Pace.Kind.values()) {
            if (left(kind) == 0) {
                Instant next = pace.next(kind, 0, now);
                Instant soon = now.plus(SOON);
                Instant then = next.isBefore(soon) ? soon : next;
                more = then.isBefore(more) ? then : more;
            }
        }
        return more;
    }
}
