package io.gluethread.broker;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is turned. */
final class TurnedClock implements InstantSource {
    private Instant now = Instant.parse("2026-11-20T12:00:00Z");

    @Override
    public synchronized Instant instant() {
        return now;
    }

    synchronized void forward(Duration time) {
        now = now.plus(time);
    }

    synchronized void to(Instant moment) {
        if (moment.isAfter(now)) {
            now = moment;
        }
    }
}
