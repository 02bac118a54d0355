package io.gluethread.bot.delivery;

import io.gluethread.broker.ledger.Slot;
import io.gluethread.broker.session.ThreadId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    private final Map<Tick, Instant> at = new HashMap<>();

    /** @param since when what is shown began */
    synchronized void after(Tick tick, Instant since, Instant now) {
        Duration quarter = Duration.between(since, now).dividedBy(4);
        Duration most = tick.slot() instanceof Slot.Card ? CARD : MOST;
        Duration atMost = quarter.compareTo(most) > 0 ? most : quarter;
        at.put(tick, now.plus(atMost.compareTo(LEAST) < 0 ? LEAST : atMost));
    }

    synchronized void never(Tick tick) {
        at.remove(tick);
    }

    /** What is due; each is told once. */
    synchronized List<Tick> due(Instant now) {
        List<Tick> due = new ArrayList<>();
        at.forEach((tick, when) -> {
            if (!when.isAfter(now) || when.isAfter(now.plus(CARD))) {
                due.add(tick);
            }
        });
        due.forEach(at::remove);
        return due;
    }

    synchronized Optional<Instant> next() {
        return at.values().stream().min(Instant::compareTo);
    }
}
