package io.gluethread.bench.scale;

import java.time.Instant;
import java.time.InstantSource;

/** A clock that goes to the next thing that happens. */
final class SimulatedClock implements InstantSource {
    private volatile Instant now = Instant.parse("2026-11-20T12:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    /** Never back. */
    void to(Instant moment) {
        if (moment.isAfter(now)) {
            now = moment;
        }
    }
}
