package io.gluethread.bot.delivery;

import io.gluethread.bot.memory.FakeSlackApi;
import io.gluethread.bot.memory.HandClock;
import io.gluethread.bot.memory.MemorySurfaces;
import io.gluethread.bot.memory.ScriptedBroker;
import io.gluethread.broker.ledger.Leases;
import io.gluethread.broker.ledger.Slot;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.ThreadId;
import io.gluethread.broker.statement.Part;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;

/** A story of what Slack shows, told step by step with a clock turned by hand. */
abstract class DeliveryStory {
    static final Slot CARD = Outbox.CARD;
    static final ThreadId OTHER = Outbox.OTHER;

    final Outbox outbox = Outbox.tellingOverTheWire();
    final HandClock clock = outbox.clock;
    final ScriptedBroker broker = outbox.broker;
    final MemorySurfaces surfaces = outbox.surfaces;
    final FakeSlackApi slack = outbox.slack;
    Reconciler reconciler = reconciler();

    /** A new one knows only the ledger, as after a restart. */
    final Reconciler reconciler() {
        return reconciler(Runnable::run);
    }

    final Reconciler reconciler(Executor executor) {
        return outbox.reconciler(surfaces, outbox.leases(), outbox.chat(), executor);
    }

    /** Another replica's, or one whose calls are tampered with. */
    final Reconciler reconciler(Leases leases, Chat chat) {
        return outbox.reconciler(surfaces, leases, chat, Runnable::run);
    }

    @AfterEach
    void close() {
        outbox.close();
    }

    Slot cell(ThreadId thread, int ordinal, CellState state, Part... parts) {
        return outbox.cell(thread, ordinal, state, parts);
    }

    void want(ThreadId thread, Slot slot) {
        surfaces.want(thread, slot, Optional.empty());
    }

    void note(ThreadId thread, String id) {
        surfaces.want(thread, new Slot.Note(id), Optional.of("note " + id));
    }

    void settle() {
        for (int i = 0; i < 60; i++) {
            reconciler.step();
            clock.forward(Duration.ofMillis(1100));
        }
    }

    List<String> texts(String channel) {
        return outbox.texts(channel);
    }
}
