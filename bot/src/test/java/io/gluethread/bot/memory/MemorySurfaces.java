package io.gluethread.bot.memory;

import io.gluethread.broker.ledger.Slot;
import io.gluethread.broker.ledger.Surface;
import io.gluethread.broker.ledger.Surfaces;
import io.gluethread.broker.session.CellId;
import io.gluethread.broker.session.ThreadId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Surfaces in memory. A card's timestamp becomes the thread's root through {@code rooted}. */
public final class MemorySurfaces implements Surfaces {
    private record Key(ThreadId thread, String slot) {}

    private final Map<Key, Surface> rows = new LinkedHashMap<>();
    private final Map<Key, Integer> refusals = new HashMap<>();
    private final Map<Key, RuntimeException> poison = new HashMap<>();
    private final Map<Key, RuntimeException> poisonShown = new HashMap<>();
    private final BiConsumer<ThreadId, String> rooted;
    private long seq;

    public MemorySurfaces(BiConsumer<ThreadId, String> rooted) {
        this.rooted = rooted;
    }

    @Override
    public synchronized void want(ThreadId thread, Slot slot, Optional<String> payload) {
        Key key = new Key(thread, slot.key());
        Surface before = rows.get(key);
        if (before != null && before.abandoned()) {
            refusals.remove(key);
        }
        rows.put(
                key,
                before == null
                        ? new Surface(
                                ++seq,
                                thread,
                                slot,
                                1,
                                0,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                0,
                                false,
                                Optional.empty(),
                                payload)
                        : again(before));
    }

    private static Surface again(Surface s) {
        return new Surface(
                s.seq(),
                s.thread(),
                s.slot(),
                s.wanted() + 1,
                s.shown(),
                s.messageTs(),
                s.attemptedAt(),
                s.quietAt(),
                s.notBefore(),
                s.abandoned() ? 0 : s.failures(),
                false,
                s.why(),
                s.payload());
    }

    /** What is written about this one from now on fails in this way; null mends it. */
    public synchronized void poison(ThreadId thread, Slot slot, @Nullable RuntimeException trouble) {
        put(poison, new Key(thread, slot.key()), trouble);
    }

    /** That this one is shown cannot be written down; null mends it. */
    public synchronized void poisonShown(ThreadId thread, Slot slot, @Nullable RuntimeException trouble) {
        put(poisonShown, new Key(thread, slot.key()), trouble);
    }

    private static void put(Map<Key, RuntimeException> where, Key key, @Nullable RuntimeException trouble) {
        if (trouble == null) {
            where.remove(key);
        } else {
            where.put(key, trouble);
        }
    }

    @Override
    public synchronized List<Surface> due(Instant now, long after, int limit) {
        return rows.values().stream()
                .filter(this::isOpen)
                .filter(s -> s.seq() > after)
                .filter(s -> s.notBefore()
                        .filter(at -> at.isAfter(now) && !at.isAfter(now.plus(Duration.ofMinutes(15))))
                        .isEmpty())
                .sorted(Comparator.comparingLong(Surface::seq))
                .limit(limit)
                .toList();
    }

    private boolean isOpen(Surface s) {
        return s.wanted() > s.shown() && !s.abandoned();
    }

    @Override
    public synchronized Optional<Instant> nextDue() {
        return rows.values().stream()
                .filter(this::isOpen)
                .flatMap(s -> s.notBefore().stream())
                .min(Instant::compareTo);
    }

    @Override
    public synchronized List<Surface> of(ThreadId thread) {
        return new ArrayList<>(rows.values())
                .stream().filter(s -> s.thread().equals(thread)).toList();
    }

    @Override
    public synchronized Optional<Surface> find(ThreadId thread, Slot slot) {
        return Optional.ofNullable(rows.get(new Key(thread, slot.key())));
    }

    @Override
    public synchronized Optional<Surface> unposted(ThreadId thread, long seq) {
        return rows.values().stream()
                .filter(this::isOpen)
                .filter(s -> s.thread().equals(thread)
                        && s.seq() < seq
                        && s.messageTs().isEmpty())
                .filter(s -> !(s.slot() instanceof Slot.Mark) && !(s.slot() instanceof Slot.File))
                .min(Comparator.comparingLong(Surface::seq));
    }

    private void change(ThreadId thread, Slot slot, UnaryOperator<Surface> change) {
        RuntimeException trouble = poison.get(new Key(thread, slot.key()));
        if (trouble != null) {
            throw trouble;
        }
        rows.computeIfPresent(new Key(thread, slot.key()), (key, row) -> change.apply(row));
    }

    @Override
    public synchronized void attempting(ThreadId thread, Slot slot, Instant now, Instant quietAt) {
        change(
                thread,
                slot,
                s -> onTheWay(s, Optional.of(now), Optional.of(quietAt), s.notBefore(), s.failures(), s.why()));
    }

    @Override
    public synchronized void heard(ThreadId thread, Slot slot) {
        change(thread, slot, s -> onTheWay(s, s.attemptedAt(), Optional.empty(), s.notBefore(), s.failures(), s.why()));
    }

    @Override
    public synchronized void waits(ThreadId thread, Slot slot, Instant notBefore, String why) {
        change(
                thread,
                slot,
                s -> onTheWay(s, s.attemptedAt(), s.quietAt(), Optional.of(notBefore), s.failures(), Optional.of(why)));
    }

    private static Surface onTheWay(
            Surface s,
            Optional<Instant> attemptedAt,
            Optional<Instant> quietAt,
            Optional<Instant> notBefore,
            int failures,
            Optional<String> why) {
        return new Surface(
                s.seq(),
                s.thread(),
                s.slot(),
                s.wanted(),
                s.shown(),
                s.messageTs(),
                attemptedAt,
                quietAt,
                notBefore,
                failures,
                s.abandoned(),
                why,
                s.payload());
    }

    @Override
    public void shown(ThreadId thread, Slot slot, long version, String messageTs, List<Slot> also) {
        synchronized (this) {
            RuntimeException trouble = poisonShown.get(new Key(thread, slot.key()));
            if (trouble != null) {
                throw trouble;
            }
            change(
                    thread,
                    slot,
                    s -> new Surface(
                            s.seq(),
                            thread,
                            slot,
                            s.wanted(),
                            Math.max(version, s.shown()),
                            Optional.of(messageTs),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            0,
                            s.abandoned(),
                            Optional.empty(),
                            s.payload()));
            refusals.remove(new Key(thread, slot.key()));
            also.stream()
                    .filter(other -> find(thread, other).isEmpty())
                    .forEach(other -> want(thread, other, Optional.empty()));
        }
        if (slot instanceof Slot.Card) {
            rooted.accept(thread, messageTs);
        }
    }

    @Override
    public synchronized void failed(ThreadId thread, Slot slot, Instant notBefore, String why) {
        change(
                thread,
                slot,
                s -> onTheWay(
                        s,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(notBefore),
                        s.failures() + 1,
                        Optional.of(why)));
    }

    @Override
    public synchronized void unclear(ThreadId thread, Slot slot, Instant notBefore, String why) {
        change(
                thread,
                slot,
                s -> onTheWay(
                        s, s.attemptedAt(), s.quietAt(), Optional.of(notBefore), s.failures() + 1, Optional.of(why)));
    }

    @Override
    public synchronized List<Surface> files(ThreadId thread, CellId cell) {
        return of(thread).stream()
                .filter(s -> s.slot() instanceof Slot.File(CellId id, int _) && id.equals(cell))
                .toList();
    }

    @Override
    public synchronized void forget(ThreadId thread, Slot slot) {
        change(
                thread,
                slot,
                s -> new Surface(
                        s.seq(),
                        thread,
                        slot,
                        s.wanted(),
                        s.shown(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        s.failures(),
                        s.abandoned(),
                        s.why(),
                        s.payload()));
    }

    @Override
    public synchronized int refused(ThreadId thread, Slot slot) {
        return refusals.merge(new Key(thread, slot.key()), 1, Integer::sum);
    }

    /** Threads are not known here: any card that has left for the first time may be one of any channel. */
    @Override
    public synchronized boolean rootOnItsWay(String team, String channel) {
        return rows.values().stream()
                .anyMatch(s -> s.slot() instanceof Slot.Card
                        && isOpen(s)
                        && s.attemptedAt().isPresent()
                        && s.messageTs().isEmpty());
    }

    @Override
    public synchronized void abandoned(ThreadId thread, Slot slot, String why) {
        change(
                thread,
                slot,
                s -> new Surface(
                        s.seq(),
                        thread,
                        slot,
                        s.wanted(),
                        s.shown(),
                        s.messageTs(),
                        Optional.empty(),
                        Optional.empty(),
                        s.notBefore(),
                        s.failures(),
                        true,
                        Optional.of(why),
                        s.payload()));
    }

    public synchronized boolean isAbandoned(ThreadId thread, Slot slot) {
        return find(thread, slot).filter(Surface::abandoned).isPresent();
    }
}
