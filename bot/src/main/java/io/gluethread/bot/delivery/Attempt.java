package io.gluethread.bot.delivery;

import io.gluethread.broker.ledger.Slot;
import io.gluethread.broker.ledger.Surface;
import io.gluethread.broker.session.ThreadView;
import java.time.Instant;

/**
 * One try to show a surface.
 *
 * @param mayCall asked immediately before each call that shows something
 */
record Attempt(Surface surface, ThreadView thread, Runnable mayCall, Instant now) {
    Slot slot() {
        return surface.slot();
    }

    Pace.Kind kind() {
        return Holds.kind(surface);
    }

    Ticks.Tick tick() {
        return new Ticks.Tick(surface.thread(), surface.slot());
    }

    /** As the log calls it. */
    String name() {
        return "%s %s".formatted(surface.thread(), surface.slot().key());
    }
}
