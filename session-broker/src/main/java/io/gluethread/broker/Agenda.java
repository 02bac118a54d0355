package io.gluethread.broker;

import io.gluethread.broker.session.ThreadId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Threads by the moment from which on something is to be done for them; of one moment, who came first. For one thread at a time. */
final class Agenda {
    private record Entry(Instant when, long number, ThreadId thread) {}

    private final TreeSet<Entry> order =
            new TreeSet<>(Comparator.comparing(Entry::when).thenComparingLong(Entry::number));
    private final Map<ThreadId, Entry> entries = new HashMap<>();
    private long added;

    /** At this moment, or earlier if that was asked for before. */
    void add(ThreadId thread, Instant when) {
        Entry known = entries.get(thread);
        if (known != null) {
            if (!when.isBefore(known.when())) {
                return;
            }
            order.remove(known);
        }
        put(new Entry(when, added++, thread));
    }

    private void put(Entry entry) {
        entries.put(entry.thread(), entry);
        order.add(entry);
    }

    /** Takes out the one that has been due for longest, if any is. */
    Optional<ThreadId> next(Instant now) {
        if (order.isEmpty() || order.first().when().isAfter(now)) {
            return Optional.empty();
        }
        Entry first = order.removeFirst();
        entries.remove(first.thread());
        return Optional.of(first.thread());
    }

    /** The next moment. */
    Optional<Instant> first() {
        return order.isEmpty() ? Optional.empty() : Optional.of(order.first().when());
    }

    /** Everybody at this moment, in the same order. */
    void allAt(Instant now) {
        List<Entry> all = List.copyOf(order);
        order.clear();
        all.forEach(entry -> put(new Entry(now, entry.number(), entry.thread())));
    }
}
