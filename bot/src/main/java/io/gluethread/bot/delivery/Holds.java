package io.gluethread.bot.delivery;

import io.gluethread.broker.ledger.Slot;
import io.gluethread.broker.ledger.Surface;
import io.gluethread.broker.session.ThreadId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What has to wait until when: a channel, one kind of call in it, a thread's first posts, or one surface. Safe for many threads. */
final class Holds {
    /** What seems to have to wait for longer was put off before the clock was set back. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private sealed interface Key {
        record Channel(String channel) implements Key {}

        record Calls(String channel, Pace.Kind kind) implements Key {}

        record FirstPosts(ThreadId thread) implements Key {}

        record One(ThreadId thread, Slot slot) implements Key {}
    }

    private final Map<Key, Instant> until = new ConcurrentHashMap<>();

    static Pace.Kind kind(Surface surface) {
        return kind(surface.way());
    }

    static Pace.Kind kind(Surface.Way way) {
        return switch (way) {
            case POST -> Pace.Kind.POST;
            case EDIT -> Pace.Kind.UPDATE;
            case REACTION -> Pace.Kind.REACT;
        };
    }

    void channel(String channel, Instant at) {
        until.put(new Key.Channel(channel), at);
    }

    void calls(String channel, Pace.Kind kind, Instant at) {
        until.put(new Key.Calls(channel, kind), at);
    }

    void firstPosts(ThreadId thread, Instant at) {
        until.put(new Key.FirstPosts(thread), at);
    }

    void one(Surface surface, Instant at) {
        until.put(new Key.One(surface.thread(), surface.slot()), at);
    }

    /** Until when this surface has to wait, if it has to. */
    Optional<Instant> on(String channel, Surface surface, Instant now) {
        Pace.Kind kind = kind(surface);
        boolean held = kind == Pace.Kind.POST && !(surface.slot() instanceof Slot.Card);
        return latest(
                now,
                new Key.Channel(channel),
                new Key.Calls(channel, kind),
                new Key.One(surface.thread(), surface.slot()),
                held ? new Key.FirstPosts(surface.thread()) : new Key.Channel(channel));
    }

    private Optional<Instant> latest(Instant now, Key... keys) {
        Optional<Instant> latest = Optional.empty();
        for (Key key : keys) {
            Instant at = until.get(key);
            if (at != null && (!at.isAfter(now) || at.isAfter(now.plus(LONGEST)))) {
                until.remove(key, at);
            } else if (at != null && latest.filter(at::isBefore).isEmpty()) {
                latest = Optional.of(at);
            }
        }
        return latest;
    }
}
