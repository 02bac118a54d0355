package io.gluethread.broker.policy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * A clock that nobody sets: it began with the wall's time and goes on at its own even pace, so it measures how long
 * something takes also while the wall's clock jumps. What it tells is not the wall's time after that.
 */
public final class SteadyClock implements InstantSource {
    private final Instant began;
    private final LongSupplier nanos;
    private final long zero;

    public SteadyClock(InstantSource wall, LongSupplier nanos) {
        this.began = wall.instant();
        this.nanos = nanos;
        this.zero = nanos.getAsLong();
    }

    /** By the machine's clocks. */
    public static SteadyClock system() {
        return new SteadyClock(InstantSource.system(), System::nanoTime);
    }

    @Override
    public Instant instant() {
        return began.plusNanos(nanos.getAsLong() - zero);
    }
}
