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
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
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
                        : changed(before, MemorySurfaces::again));
    }

    private static void again(Draft s) {
        s.wanted++;
        s.failures = s.abandoned ? 0 : s.failures;
        s.abandoned = false;
    }

    /** A surface that is being changed. */
    private static final class Draft {
        private final Surface before;
        private long wanted;
        private long shown;
        private Optional<String> messageTs;
        private Optional<Instant> attemptedAt;
        private Optional<Instant> quietAt;
        private Optional<Instant> notBefore;
        private int failures;
        private boolean abandoned;
        private Optional<String> why;

        Draft(Surface before) {
            this.before = before;
            this.wanted = before.wanted();
            this.shown = before.shown();
            this.messageTs = before.messageTs();
            this.attemptedAt = before.attemptedAt();
            this.quietAt = before.quietAt();
            this.notBefore = before.notBefore();
            this.failures = before.failures();
            this.abandoned = before.abandoned();
            this.why = before.why();
        }

        /** Nothing of it is on its way. */
        void quiet() {
            attemptedAt = Optional.empty();
            quietAt = Optional.empty();
        }

        /** One failure more, after which it has to wait. */
        void failed(Instant until, String reason) {
            notBefore = Optional.of(until);
            failures++;
            why = Optional.of(reason);
        }

        Surface done() {
            return new Surface(
                    before.seq(),
                    before.thread(),
                    before.slot(),
                    wanted,
                    shown,
                    messageTs,
                    attemptedAt,
                    quietAt,
                    notBefore,
                    failures,
                    abandoned,
                    why,
                    before.payload());
        }
    }

    private static Surface changed(Surface before, Consumer<Draft> change) {
        Draft draft = new Draft(before);
        change.accept(draft);
        return draft.done();
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
    public synchronized List<Surface> due(Instant now, long after, int limit, Set<Surface.Way> ways) {
        return rows.values().stream()
                .filter(this::isOpen)
                .filter(s -> s.seq() > after && ways.contains(s.way()))
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

    private void change(ThreadId thread, Slot slot, Consumer<Draft> change) {
        RuntimeException trouble = poison.get(new Key(thread, slot.key()));
        if (trouble != null) {
            throw trouble;
        }
        rows.computeIfPresent(new Key(thread, slot.key()), (key, row) -> changed(row, change));
    }

    @Override
    public synchronized void attempting(ThreadId thread, Slot slot, Instant now, Instant quietAt) {
        change(thread, slot, s -> {
            s.attemptedAt = Optional.of(now);
            s.quietAt = Optional.of(quietAt);
        });
    }

    @Override
    public synchronized void heard(ThreadId thread, Slot slot) {
        change(thread, slot, s -> s.quietAt = Optional.empty());
    }

    @Override
    public synchronized void waits(ThreadId thread, Slot slot, Instant notBefore, String why) {
        change(thread, slot, s -> {
            s.notBefore = Optional.of(notBefore);
            s.why = Optional.of(why);
        });
    }

    @Override
    public void shown(ThreadId thread, Slot slot, long version, String messageTs, List<Slot> also) {
        synchronized (this) {
            RuntimeException trouble = poisonShown.get(new Key(thread, slot.key()));
            if (trouble != null) {
                throw trouble;
            }
            change(thread, slot, s -> {
                s.shown = Math.max(version, s.shown);
                s.messageTs = Optional.of(messageTs);
                s.quiet();
                s.notBefore = Optional.empty();
                s.failures = 0;
                s.why = Optional.empty();
            });
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
        change(thread, slot, s -> {
            s.quiet();
            s.failed(notBefore, why);
        });
    }

    @Override
    public synchronized void unclear(ThreadId thread, Slot slot, Instant notBefore, String why) {
        change(thread, slot, s -> s.failed(notBefore, why));
    }

    @Override
    public synchronized List<Surface> files(ThreadId thread, CellId cell) {
        return of(thread).stream()
                .filter(s -> s.slot() instanceof Slot.File(CellId id, int _) && id.equals(cell))
                .toList();
    }

    @Override
    public synchronized void forget(ThreadId thread, Slot slot) {
        change(thread, slot, s -> {
            s.messageTs = Optional.empty();
            s.quiet();
            s.notBefore = Optional.empty();
        });
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
        change(thread, slot, s -> {
            s.quiet();
            s.abandoned = true;
            s.why = Optional.of(why);
        });
    }

    public synchronized boolean isAbandoned(ThreadId thread, Slot slot) {
        return find(thread, slot).filter(Surface::abandoned).isPresent();
    }
}
