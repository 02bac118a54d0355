package io.gluethread.bot.memory;

import io.gluethread.broker.ledger.Slot;
import io.gluethread.broker.ledger.Surface;
import io.gluethread.broker.ledger.Surfaces;
import io.gluethread.broker.session.ThreadId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/** Surfaces in memory. A card's timestamp becomes the thread's root through {@code rooted}. */
public final class MemorySurfaces implements Surfaces {
    private record Key(ThreadId thread, String slot) {}

    private final Map<Key, Surface> rows = new LinkedHashMap<>();
    private final Set<Key> abandoned = new HashSet<>();
    private final BiConsumer<ThreadId, String> rooted;
    private long seq;

    public MemorySurfaces(BiConsumer<ThreadId, String> rooted) {
        this.rooted = rooted;
    }

    @Override
    public synchronized void want(ThreadId thread, Slot slot, Optional<String> payload) {
        Key key = new Key(thread, slot.key());
        abandoned.remove(key);
        Surface before = rows.get(key);
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
                                payload)
                        : with(before, before.wanted() + 1, before.shown()));
    }

    private static Surface with(Surface s, long wanted, long shown) {
        return new Surface(
                s.seq(),
                s.thread(),
                s.slot(),
                wanted,
                shown,
                s.messageTs(),
                s.attemptedAt(),
                s.quietAt(),
                s.notBefore(),
                s.failures(),
                s.payload());
    }

    @Override
    public synchronized List<Surface> due(Instant now, int limit) {
        return rows.values().stream()
                .filter(this::isOpen)
                .filter(s -> s.notBefore()
                        .filter(at -> at.isAfter(now) && !at.isAfter(now.plus(Duration.ofMinutes(15))))
                        .isEmpty())
                .sorted(Comparator.comparingLong(Surface::seq))
                .limit(limit)
                .toList();
    }

    private boolean isOpen(Surface s) {
        return s.wanted() > s.shown()
                && !abandoned.contains(new Key(s.thread(), s.slot().key()));
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
                .filter(s -> !(s.slot() instanceof Slot.Mark))
                .min(Comparator.comparingLong(Surface::seq));
    }

    private void change(ThreadId thread, Slot slot, UnaryOperator<Surface> change) {
        rows.computeIfPresent(new Key(thread, slot.key()), (key, row) -> change.apply(row));
    }

    @Override
    public synchronized void attempting(ThreadId thread, Slot slot, Instant now, Instant quietAt) {
        change(thread, slot, s -> onTheWay(s, Optional.of(now), Optional.of(quietAt), s.notBefore(), s.failures()));
    }

    @Override
    public synchronized void heard(ThreadId thread, Slot slot) {
        change(thread, slot, s -> onTheWay(s, s.attemptedAt(), Optional.empty(), s.notBefore(), s.failures()));
    }

    @Override
    public synchronized void waits(ThreadId thread, Slot slot, Instant notBefore, String why) {
        change(thread, slot, s -> onTheWay(s, s.attemptedAt(), s.quietAt(), Optional.of(notBefore), s.failures()));
    }

    private static Surface onTheWay(
            Surface s,
            Optional<Instant> attemptedAt,
            Optional<Instant> quietAt,
            Optional<Instant> notBefore,
            int failures) {
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
                s.payload());
    }

    @Override
    public void shown(ThreadId thread, Slot slot, long version, String messageTs) {
        synchronized (this) {
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
                            s.payload()));
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
                s -> onTheWay(s, Optional.empty(), Optional.empty(), Optional.of(notBefore), s.failures() + 1));
    }

    @Override
    public synchronized void unclear(ThreadId thread, Slot slot, Instant notBefore, String why) {
        change(thread, slot, s -> onTheWay(s, s.attemptedAt(), s.quietAt(), Optional.of(notBefore), s.failures() + 1));
    }

    @Override
    public synchronized void abandoned(ThreadId thread, Slot slot, String why) {
        abandoned.add(new Key(thread, slot.key()));
    }

    public synchronized boolean isAbandoned(ThreadId thread, Slot slot) {
        return abandoned.contains(new Key(thread, slot.key()));
    }
}
