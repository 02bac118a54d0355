package io.gluethread.broker.policy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What is being worked on, and since when, so that work that never ends is noticed. Safe for use by many threads. */
public final class Underway<K> {
    private final InstantSource clock;
    private final Map<K, Instant> since = new ConcurrentHashMap<>();

    /** @param clock one that does not jump */
    public Underway(InstantSource clock) {
        this.clock = clock;
    }

    /** False when it is being worked on already. */
    public boolean add(K work) {
        return since.putIfAbsent(work, clock.instant()) == null;
    }

    /** It goes on: from now on it is new. */
    public void goesOn(K work) {
        since.computeIfPresent(work, (_, _) -> clock.instant());
    }

    public void remove(K work) {
        since.remove(work);
    }

    public boolean contains(K work) {
        return since.containsKey(work);
    }

    public boolean isEmpty() {
        return since.isEmpty();
    }

    public int size() {
        return since.size();
    }

    /** Since when the oldest has been worked on, if that is longer than this. */
    public Optional<Instant> stuck(Duration longest) {
        return since.values().stream()
                .min(Comparator.naturalOrder())
                .filter(oldest -> oldest.plus(longest).isBefore(clock.instant()));
    }
}
