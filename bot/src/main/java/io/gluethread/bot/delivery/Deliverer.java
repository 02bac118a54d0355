package io.gluethread.bot.delivery;

import io.gluethread.bot.slack.blocks.FilePart;
import io.gluethread.bot.slack.blocks.Message;
import io.gluethread.bot.slack.blocks.Plan;
import io.gluethread.bot.slack.blocks.Rung;
import io.gluethread.broker.Broker;
import io.gluethread.broker.ledger.Slot;
import io.gluethread.broker.ledger.Surface;
import io.gluethread.broker.ledger.Surfaces;
import io.gluethread.broker.session.CellId;
import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.ThreadView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows one surface: first post, edit, reaction or file, and writes down what became of it. */
public final class Deliverer {
    private static final Logger log = LoggerFactory.getLogger(Deliverer.class);
    private static final int GIVE_UP = 12;
    /** A frame of something that moves leaves this many edits to what is final. */
    private static final int FOR_FINALS = 8;
    /** So long after a first post left we look for it at the earliest, since it may still be on its way. */
    public static final Duration SETTLE = Duration.ofSeconds(3);

    /** An upload is three calls, of which the last one shows the file. */
    private static final Duration UPLOAD = Channels.CALL.multipliedBy(3);

    private final Broker broker;
    private final Surfaces surfaces;
    private final Screens screens;
    private final Chat chat;
    private final Pace pace;
    private final Ticks ticks;
    private final InstantSource clock;
    private final Reactions reactions;

    public Deliverer(
            Broker broker, Surfaces surfaces, Screens screens, Chat chat, Pace pace, Ticks ticks, InstantSource clock) {
        this.broker = broker;
        this.surfaces = surfaces;
        this.screens = screens;
        this.chat = chat;
        this.pace = pace;
        this.ticks = ticks;
        this.clock = clock;
        this.reactions = new Reactions(broker, chat);
    }

    /** @param mayCall asked immediately before each call that shows something */
    Delivered deliver(Surface surface, ThreadView thread, Runnable mayCall) {
        Instant now = clock.instant();
        Pace.Kind kind = Holds.kind(surface);
        Optional<Instant> settled =
                surface.attemptedAt().map(at -> at.plus(SETTLE)).filter(now::isBefore);
        if (kind == Pace.Kind.POST && settled.isPresent()) {
            return waits(surface, settled.get());
        }
        boolean frame = kind == Pace.Kind.UPDATE && isFrame(surface, thread);
        Duration wait = pace.take(thread.channel(), kind, frame ? FOR_FINALS : 0, now);
        if (!wait.isZero()) {
            return frame ? skip(surface, now) : new Delivered.Paced(wait);
        }
        try {
            show(surface, thread, mayCall, now);
            return new Delivered.Done();
        } catch (MayArrive e) {
            return waits(surface, e.again);
        } catch (ChatException.Limited e) {
            pace.limited(thread.channel(), kind, e.retryAfter(), now);
            if (kind == Pace.Kind.POST) {
                putOff(surface, e, now.plus(e.retryAfter()));
            }
            return new Delivered.Paced(e.retryAfter());
        } catch (ChatException e) {
            return failed(surface, thread, e, now);
        }
    }

    /** It is not there, but whoever sent it may be dead or stopped, and it may still come. */
    private static final class MayArrive extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final Instant again;

        MayArrive(Instant again) {
            super("a first post may still arrive");
            this.again = again;
        }
    }

    private Delivered waits(Surface surface, Instant until) {
        surfaces.waits(surface.thread(), surface.slot(), until, "its first post may be on its way");
        return new Delivered.PutOff(until);
    }

    /** @throws MayArrive when what was not found may yet arrive within this time of having left */
    private void mustBeQuiet(Surface surface, Duration longest) {
        Instant now = clock.instant();
        Optional<Instant> quiet = surface.quietAt()
                .filter(at -> surface.attemptedAt().isPresent() && now.isBefore(at))
                // Farther away than that it was written before the clock was set back.
                .filter(at -> !at.isAfter(now.plus(longest)));
        if (quiet.isPresent()) {
            Instant soon = now.plus(SETTLE);
            throw new MayArrive(soon.isBefore(quiet.get()) ? soon : quiet.get());
        }
    }

    /** Makes a first post; whatever comes of the call, afterwards nothing of it is on the wire. */
    private void first(Surface surface, Duration longest, Runnable mayCall, Supplier<String> call) {
        mustBeQuiet(surface, longest);
        mayCall.run();
        Instant now = clock.instant();
        surfaces.attempting(surface.thread(), surface.slot(), now, now.plus(longest));
        mayCall.run();
        String ts;
        try {
            ts = call.get();
        } catch (ChatException e) {
            surfaces.heard(surface.thread(), surface.slot());
            throw e;
        }
        shown(surface, ts);
    }

    /** Something that will change again by itself, so that missing one picture of it does no harm. */
    private boolean isFrame(Surface surface, ThreadView thread) {
        return switch (surface.slot()) {
            case Slot.Card() -> thread.live().isPresent();
            case Slot.Cell(CellId id) ->
                broker.cell(id).filter(c -> !c.state().isOver()).isPresent();
            case Slot.Mark _, Slot.File _, Slot.Note _ -> false;
        };
    }

    private Delivered skip(Surface surface, Instant now) {
        surfaces.shown(
                surface.thread(),
                surface.slot(),
                surface.wanted(),
                surface.messageTs().orElseThrow());
        ticks.after(new Ticks.Tick(surface.thread(), surface.slot()), now, now);
        return new Delivered.Done();
    }

    private void show(Surface surface, ThreadView thread, Runnable mayCall, Instant now) {
        switch (surface.slot()) {
            case Slot.Card() -> {
                message(surface, thread, mayCall, _ -> Optional.of(screens.card(thread)));
                tick(surface, thread.live().map(s -> s.createdAt()), now);
            }
            case Slot.Cell(CellId id) -> cell(surface, thread, mayCall, id, now);
            case Slot.Note _ ->
                message(
                        surface,
                        thread,
                        mayCall,
                        rung -> surface.payload().flatMap(p -> screens.note(thread, p, rung)));
            case Slot.Mark(CellId id) -> {
                if (surface.messageTs().isEmpty() && surface.attemptedAt().isEmpty()) {
                    surfaces.attempting(surface.thread(), surface.slot(), now, now);
                }
                mayCall.run();
                shown(surface, reactions.show(thread, id, surface));
            }
            case Slot.File(CellId id, int part) -> file(surface, thread, mayCall, id, part);
        }
    }

    private void cell(Surface surface, ThreadView thread, Runnable mayCall, CellId id, Instant now) {
        Rung rung = message(
                surface,
                thread,
                mayCall,
                form -> screens.cell(thread, id, form, now).map(Plan::message));
        Optional<CellView> cell = broker.cell(id);
        tick(
                surface,
                cell.filter(c -> !c.state().isOver()).map(c -> c.startedAt().orElse(c.queuedAt())),
                now);
        if (cell.filter(c -> c.state().isOver()).isPresent()) {
            List<FilePart> files =
                    screens.cell(thread, id, rung, now).map(Plan::files).orElse(List.of());
            for (int i = 0; i < files.size(); i++) {
                Slot.File slot = new Slot.File(id, i);
                if (files.get(i).now() && surfaces.find(surface.thread(), slot).isEmpty()) {
                    surfaces.want(surface.thread(), slot, Optional.empty());
                }
            }
        }
    }

    private void tick(Surface surface, Optional<Instant> movingSince, Instant now) {
        Ticks.Tick tick = new Ticks.Tick(surface.thread(), surface.slot());
        movingSince.ifPresentOrElse(since -> ticks.after(tick, since, now), () -> ticks.never(tick));
    }

    /** Posts or edits, in the richest form that is taken; says which that was. */
    private Rung message(Surface surface, ThreadView thread, Runnable mayCall, Function<Rung, Optional<Message>> form) {
        Rung rung = Rung.DATA_TABLE;
        while (true) {
            Optional<Message> message = form.apply(rung);
            if (message.isEmpty()) {
                surfaces.abandoned(surface.thread(), surface.slot(), "there is nothing to show");
                return rung;
            }
            try {
                if (surface.messageTs().isPresent()) {
                    mayCall.run();
                    chat.update(thread.channel(), surface.messageTs().get(), message.get());
                    shown(surface, surface.messageTs().get());
                } else {
                    post(surface, thread, mayCall, message.get());
                }
                return rung;
            } catch (ChatException.TooRich e) {
                log.warn(
                        "{} {} as {} was refused: {}",
                        surface.thread(),
                        surface.slot().key(),
                        rung,
                        e.getMessage());
                Optional<Rung> next = rung.next();
                if (next.isEmpty()) {
                    throw e;
                }
                rung = next.get();
            }
        }
    }

    private void post(Surface surface, ThreadView thread, Runnable mayCall, Message message) {
        Chat.Label label =
                new Chat.Label(surface.thread().value(), surface.slot().key());
        Chat.Where where = new Chat.Where(thread.channel(), thread.rootTs());
        Optional<String> there = surface.attemptedAt().flatMap(at -> chat.find(where, label, at));
        if (there.isPresent()) {
            // It had arrived. What it shows may be old by now, so it stays due and is edited next.
            surfaces.shown(surface.thread(), surface.slot(), surface.shown(), there.get());
            return;
        }
        first(surface, Channels.CALL, mayCall, () -> chat.post(where, message, label));
    }

    private void file(Surface surface, ThreadView thread, Runnable mayCall, CellId id, int part) {
        List<FilePart> files = screens.cell(thread, id, Rung.DATA_TABLE, clock.instant())
                .map(Plan::files)
                .orElse(List.of());
        if (surface.messageTs().isPresent()) {
            shown(surface, surface.messageTs().get()); // a file is uploaded once and never changes
            return;
        }
        if (part >= files.size() || thread.rootTs().isEmpty()) {
            surfaces.abandoned(surface.thread(), surface.slot(), "there is no such file");
            return;
        }
        FilePart file = files.get(part);
        Chat.Where where = new Chat.Where(thread.channel(), thread.rootTs());
        Optional<String> there = surface.attemptedAt().flatMap(at -> chat.findFile(where, file.name(), at));
        if (there.isEmpty()) {
            first(surface, UPLOAD, mayCall, () -> chat.upload(where, Files.upload(file)));
        } else {
            shown(surface, there.get());
        }
    }

    /** A session that nobody can see must not go on costing money. */
    private void farewell(ThreadView thread, String why) {
        boolean stopped = thread.live().isPresent()
                && broker.stop(thread.id(), thread.owner()) instanceof Broker.Stopped.Stopping;
        Farewell.tell(chat, thread, why, stopped);
    }

    private void shown(Surface surface, String ts) {
        surfaces.shown(surface.thread(), surface.slot(), surface.wanted(), ts);
    }

    private Delivered failed(Surface surface, ThreadView thread, ChatException e, Instant now) {
        String what = "%s %s: %s".formatted(surface.thread(), surface.slot().key(), e.getMessage());
        boolean gone = e instanceof ChatException.ChannelGone || e instanceof ChatException.TargetGone;
        // While Slack is away, however long, nothing is given up.
        boolean refused = e instanceof ChatException.Refused || e instanceof ChatException.TooRich;
        if (gone || (refused && surface.failures() >= GIVE_UP)) {
            log.warn("given up: {}", what);
            surfaces.abandoned(surface.thread(), surface.slot(), e.getMessage());
            ticks.never(new Ticks.Tick(surface.thread(), surface.slot()));
            if (e instanceof ChatException.ChannelGone && surface.slot() instanceof Slot.Card) {
                farewell(thread, e.getMessage());
            }
            return new Delivered.Done();
        }
        log.warn("put off: {}", what);
        Duration wait = Duration.ofSeconds(Math.min(120, 1L << Math.min(7, surface.failures())));
        if (e instanceof ChatException.Unclear && wait.compareTo(SETTLE) < 0) {
            wait = SETTLE;
        }
        putOff(surface, e, now.plus(wait));
        return new Delivered.PutOff(now.plus(wait));
    }

    /**
     * Only what was refused surely did not arrive. Where a post may have arrived, now or at an earlier try, the next try
     * must look first, also when it was the looking that was refused.
     */
    private void putOff(Surface surface, ChatException e, Instant until) {
        boolean mayBeThere =
                e instanceof ChatException.Unclear || surface.attemptedAt().isPresent();
        if (mayBeThere && surface.messageTs().isEmpty()) {
            surfaces.unclear(surface.thread(), surface.slot(), until, e.getMessage());
        } else {
            surfaces.failed(surface.thread(), surface.slot(), until, e.getMessage());
        }
    }
}
