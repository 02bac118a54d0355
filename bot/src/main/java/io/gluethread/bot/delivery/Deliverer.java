package io.gluethread.bot.delivery;

import io.gluethread.broker.Broker;
import io.gluethread.broker.ledger.Slot;
import io.gluethread.broker.ledger.Surface;
import io.gluethread.broker.ledger.Surfaces;
import io.gluethread.broker.session.CellId;
import io.gluethread.broker.session.ThreadView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows one surface at the pace that Slack bears: first post, edit, reaction or file, and writes down what became of it. */
public final class Deliverer {
    private static final Logger log = LoggerFactory.getLogger(Deliverer.class);

    private final Surfaces surfaces;
    private final Pace pace;
    private final InstantSource clock;
    private final FirstPosts firstPosts;
    private final Messages messages;
    private final ResultFiles files;
    private final Reactions reactions;
    private final Moving moving;
    private final Setbacks setbacks;

    /** @param letters for whom cannot be told where it belongs */
    public Deliverer(
            Broker broker,
            Surfaces surfaces,
            Screens screens,
            Chat chat,
            Letters letters,
            Pace pace,
            Ticks ticks,
            InstantSource clock) {
        this.surfaces = surfaces;
        this.pace = pace;
        this.clock = clock;
        this.firstPosts = new FirstPosts(surfaces, chat, clock);
        this.messages = new Messages(surfaces, screens, chat, firstPosts);
        this.files = new ResultFiles(broker, surfaces, screens, firstPosts, clock);
        this.reactions = new Reactions(broker, chat);
        this.moving = new Moving(broker, ticks);
        this.setbacks = new Setbacks(broker, surfaces, ticks, firstPosts, new Farewell(letters));
    }

    /** What the thread's messages are posted under. */
    Optional<String> root(ThreadView thread) {
        return firstPosts.root(thread);
    }

    /** @param mayCall asked immediately before each call that shows something */
    Delivered deliver(Surface surface, ThreadView thread, Runnable mayCall) {
        Instant now = clock.instant();
        Attempt attempt = new Attempt(surface, thread, mayCall, now);
        Pace.Kind kind = attempt.kind();
        Optional<Instant> unsettled = FirstPosts.unsettled(attempt);
        if (kind == Pace.Kind.POST && unsettled.isPresent()) {
            return waits(surface, unsettled.get());
        }
        boolean frame = kind == Pace.Kind.UPDATE && moving.isFrame(attempt);
        Duration wait = pace.take(thread.channel(), kind, frame ? Pace.FOR_FINALS : 0, now);
        if (!wait.isZero()) {
            return frame ? skip(attempt) : new Delivered.Paced(wait);
        }
        try {
            show(attempt);
            return new Delivered.Done();
        } catch (FirstPosts.MayArrive e) {
            return waits(surface, e.again());
        } catch (ChatException.Limited e) {
            pace.limited(thread.channel(), kind, e.retryAfter(), now);
            if (kind == Pace.Kind.POST) {
                setbacks.putOff(surface, e, now.plus(e.retryAfter()));
            }
            return new Delivered.Paced(e.retryAfter());
        } catch (ChatException.Frozen e) {
            return frozen(attempt, frame, e);
        } catch (ChatException e) {
            return setbacks.failed(attempt, e);
        }
    }

    private void show(Attempt attempt) {
        switch (attempt.slot()) {
            case Slot.Card() -> {
                messages.card(attempt);
                moving.card(attempt);
            }
            case Slot.Cell(CellId id) -> {
                messages.cell(attempt, id);
                moving.cell(attempt, id);
            }
            case Slot.Note _ -> messages.note(attempt);
            case Slot.Mark(CellId id) -> mark(attempt, id);
            case Slot.File(CellId id, int number) -> files.show(attempt, id, number);
        }
    }

    private void mark(Attempt attempt, CellId id) {
        Surface surface = attempt.surface();
        if (surface.messageTs().isEmpty() && surface.attemptedAt().isEmpty()) {
            surfaces.attempting(surface.thread(), surface.slot(), attempt.now(), attempt.now());
        }
        attempt.mayCall().run();
        shown(surface, reactions.show(attempt.thread(), id, surface));
    }

    private Delivered waits(Surface surface, Instant until) {
        surfaces.waits(surface.thread(), surface.slot(), until, "its first post may be on its way");
        return new Delivered.PutOff(until);
    }

    private Delivered skip(Attempt attempt) {
        stays(attempt.surface());
        moving.skipped(attempt);
        return new Delivered.Done();
    }

    /**
     * The message is there and stays as it is. A picture of something that moves is left out, and what says the same for
     * ever has been said; everything else is said in a new message.
     */
    private Delivered frozen(Attempt attempt, boolean frame, ChatException e) {
        if (frame || attempt.slot() instanceof Slot.Note) {
            stays(attempt.surface());
            moving.stopped(attempt);
        } else {
            log.info("{} is posted anew: {}", attempt.name(), e.getMessage());
            surfaces.forget(attempt.surface().thread(), attempt.slot());
        }
        return new Delivered.Done();
    }

    /** What is there is as good as what was wanted. */
    private void stays(Surface surface) {
        shown(surface, surface.messageTs().orElseThrow());
    }

    private void shown(Surface surface, String ts) {
        surfaces.shown(surface.thread(), surface.slot(), surface.wanted(), ts);
    }
}
