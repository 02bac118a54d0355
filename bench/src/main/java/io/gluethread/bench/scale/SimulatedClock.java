package io.gluethread.bench.scale;

import java.time.Instant;
import java.time.InstantSource;

/** A clock that goes to the next thing that happens, and later perhaps by another clock. */
public final class SimulatedClock implements InstantSource {
    private volatile InstantSource now;

    public SimulatedClock(Instant beginning) {
        this.now = InstantSource.fixed(beginning);
    }

    @Override
    public Instant instant() {
        return now.instant();
    }

    /** Never back. */
    public void to(Instant moment) {
        if (moment.isAfter(instant())) {
            now = InstantSource.fixed(moment);
        }
    }

    /** From now on it is this clock. */
    public void goBy(InstantSource clock) {
        now = clock;
    }
}
