package io.gluethread.playground.slack.workspace;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/** Hands out what must be unique: message timestamps that only rise, and ids. Guarded by its workspace. */
final class Stamps {
    private final InstantSource clock;
    private long lastMicros;
    private long count;

    Stamps(InstantSource clock) {
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    /** Seconds, a dot, six digits; strings of this form sort by time. */
    String ts() {
        Instant now = clock.instant();
        long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
        lastMicros = Math.max(lastMicros + 1, micros);
        return "%010d.%06d".formatted(lastMicros / 1_000_000, lastMicros % 1_000_000);
    }

    String id(String prefix) {
        count++;
        return prefix + Long.toString(count * 7919 + 60_466_176, 36).toUpperCase(Locale.ROOT);
    }
}
