package io.gluethread.bot.delivery;

import io.gluethread.broker.Broker;
import io.gluethread.broker.ledger.Slot;
import io.gluethread.broker.ledger.Surface;
import io.gluethread.broker.ledger.Surfaces;
import io.gluethread.broker.session.CellId;
import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.ThreadView;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of a surface that could not be shown: it is put off, or given up and told of where that is possible. */
final class Setbacks {
    private static final Logger log = LoggerFactory.getLogger(Setbacks.class);
    /** Refused so often for what it is itself, a surface is given up. */
    static final int GIVE_UP = 12;
    /** A file that is refused is told of in its cell's message; nobody is helped by waiting for it. */
    private static final int GIVE_UP_FILE = 4;
    /** While we are not let in, a channel is tried this often. */
    private static final Duration SHUT_OUT = Duration.ofSeconds(30);

    private final Broker broker;
    private final Surfaces surfaces;
    private final Ticks ticks;
    private final FirstPosts firstPosts;
    private final Farewell farewell;

    Setbacks(Broker broker, Surfaces surfaces, Ticks ticks, FirstPosts firstPosts, Farewell farewell) {
        this.broker = broker;
        this.surfaces = surfaces;
        this.ticks = ticks;
        this.firstPosts = firstPosts;
        this.farewell = farewell;
    }

    Delivered failed(Attempt attempt, ChatException e) {
        Surface surface = attempt.surface();
        boolean gone = e instanceof ChatException.ChannelGone || e instanceof ChatException.TargetGone;
        if (gone || (counts(surface, e) && surfaces.refused(surface.thread(), surface.slot()) >= most(surface))) {
            log.warn("given up: {}: {}", attempt.name(), e.getMessage());
            giveUp(attempt, e);
            return new Delivered.Done();
        }
        log.warn("put off: {}: {}", attempt.name(), e.getMessage());
        Duration wait = Duration.ofSeconds(Math.min(120, 1L << Math.min(7, surface.failures())));
        if (e instanceof ChatException.Unclear && wait.compareTo(Chat.SETTLE) < 0) {
            wait = Chat.SETTLE;
        }
        Instant again = attempt.now().plus(wait);
        putOff(surface, e, again);
        if (e instanceof ChatException.ShutOut) {
            // What follows would be refused as well.
            return new Delivered.Paced(wait.compareTo(SHUT_OUT) < 0 ? wait : SHUT_OUT);
        }
        return new Delivered.PutOff(again);
    }

    /**
     * Only what was refused surely did not arrive. Where a post may have arrived, now or at an earlier try, the next try
     * must look first, also when it was the looking that was refused.
     */
    void putOff(Surface surface, ChatException e, Instant until) {
        boolean mayBeThere =
                e instanceof ChatException.Unclear || surface.attemptedAt().isPresent();
        if (mayBeThere && surface.messageTs().isEmpty()) {
            surfaces.unclear(surface.thread(), surface.slot(), until, e.getMessage());
        } else {
            surfaces.failed(surface.thread(), surface.slot(), until, e.getMessage());
        }
    }

    /** While Slack is away or does not let us in, however long, nothing that somebody waits for is given up. */
    private static boolean counts(Surface surface, ChatException e) {
        return switch (surface.slot()) {
            case Slot.Card(), Slot.Cell _, Slot.Note _ -> !e.mayPass();
            // What the app was never allowed to do decorates nothing, and files can be asked for anew.
            case Slot.Mark _, Slot.File _ -> !e.mayPass() || e instanceof ChatException.NotGranted;
        };
    }

    private static int most(Surface surface) {
        return surface.slot() instanceof Slot.File ? GIVE_UP_FILE : GIVE_UP;
    }

    private void giveUp(Attempt attempt, ChatException e) {
        Surface surface = attempt.surface();
        ThreadView thread = attempt.thread();
        surfaces.abandoned(surface.thread(), surface.slot(), e.getMessage());
        ticks.never(attempt.tick());
        switch (surface.slot()) {
            case Slot.Card() -> {
                if (e instanceof ChatException.ChannelGone
                        || firstPosts.root(thread).isEmpty()) {
                    farewell.thread(thread, e.getMessage(), stopped(thread));
                }
            }
            // Its message tells that the file could not be sent.
            case Slot.File(CellId id, int _) -> surfaces.want(surface.thread(), new Slot.Cell(id), Optional.empty());
            case Slot.Cell(CellId id) ->
                broker.cell(id)
                        .filter(cell -> mustBeTold(cell, e))
                        .ifPresent(cell -> farewell.cell(thread, cell, e.getMessage()));
            case Slot.Mark _, Slot.Note _ -> {}
        }
    }

    /** A session that nobody can see must not go on costing money. */
    private boolean stopped(ThreadView thread) {
        return thread.live().isPresent() && broker.stop(thread.id(), thread.owner()) instanceof Broker.Stopped.Stopping;
    }

    /** Of a channel that is gone the owner knows; what ran there came to an end all the same. */
    private static boolean mustBeTold(CellView cell, ChatException e) {
        return e instanceof ChatException.ChannelGone
                ? cell.result().isPresent()
                : cell.state().isOver() && !(e instanceof ChatException.TargetGone);
    }
}
