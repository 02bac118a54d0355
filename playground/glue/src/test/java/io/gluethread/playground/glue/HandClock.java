package io.gluethread.playground.glue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that a test turns by hand. */
public final class HandClock implements InstantSource {
    /** When every such clock begins. */
    public static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123Z");

    private volatile Instant now = NOON;

    @Override
    public Instant instant() {
        return now;
    }

    public void forward(Duration time) {
        now = now.plus(time);
    }
}
