package io.gluethread.bot.delivery;

import io.gluethread.broker.ledger.Slot;
import io.gluethread.broker.session.ThreadId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * When a surface that shows passing time is to be shown again: after a quarter of what it has been showing so far, so
 * that long waits cost few edits. Safe for use by many threads.
 */
public final class Ticks {
    private static final Duration LEAST = Duration.ofSeconds(5);
    private static final Duration MOST = Duration.ofMinutes(2);
    /** A card stands there for hours, and there may be many of them on one budget of edits. */
    private static final Duration CARD = Duration.ofMinutes(5);

    /** A surface to be shown again. */
    public record Tick(ThreadId thread, Slot slot) {}

    private record When(Instant at, long number, Duration every, Tick tick) {
        /** How many of its times have been missed, in thousandths. */
        long missed(Instant now) {
            return Duration.between(at, now).toMillis() * 1000 / Math.max(1, every.toMillis());
        }
    }

    private final Map<Tick, When> known = new HashMap<>();
    private final TreeSet<When> order =
            new TreeSet<>(Comparator.comparing(When::at).thenComparingLong(When::number));
    private long added;

    /** @param since when what is shown began */
    synchronized void after(Tick tick, Instant since, Instant now) {
        Duration quarter = Duration.between(since, now).dividedBy(4);
        Duration most = tick.slot() instanceof Slot.Card ? CARD : MOST;
        Duration atMost = quarter.compareTo(most) > 0 ? most : quarter;
        Duration every = atMost.compareTo(LEAST) < 0 ? LEAST : atMost;
        never(tick);
        When when = new When(now.plus(every), added++, every, tick);
        known.put(tick, when);
        order.add(when);
    }

    synchronized void never(Tick tick) {
        When when = known.remove(tick);
        if (when != null) {
            order.remove(when);
        }
    }

    /**
     * What is due, each told once; where it is more than can be shown, that which is late by most of its own times. The
     * rest stays due.
     *
     * @param most as many as can be shown now
     */
    synchronized List<Tick> due(Instant now, int most) {
        if (most <= 0 || order.isEmpty()) {
            return List.of();
        }
        List<When> due = new ArrayList<>();
        for (When when : order) {
            if (when.at().isAfter(now)) {
                break;
            }
            due.add(when);
        }
        // Farther away than any tick: the clock was set back.
        Instant never = now.plus(CARD);
        for (When when : order.descendingSet()) {
            if (!when.at().isAfter(never)) {
                break;
            }
            due.add(when);
        }
        if (due.size() > most) {
            due.sort(Comparator.comparingLong((When when) -> when.missed(now)).reversed());
        }
        List<Tick> told = due.stream().limit(most).map(When::tick).toList();
        told.forEach(this::never);
        return told;
    }

    synchronized Optional<Instant> next() {
        return order.isEmpty() ? Optional.empty() : Optional.of(order.first().at());
    }
}
