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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows one surface: first post, edit, reaction or file, and writes down what became of it. */
public final class Deliverer {
    private static final Logger log = LoggerFactory.getLogger(Deliverer.class);
    static final int GIVE_UP = 12;
    /** A file that is refused is told of in its cell's message; nobody is helped by waiting for it. */
    private static final int GIVE_UP_FILE = 4;
    /** While we are not let in, a channel is tried this often. */
    private static final Duration SHUT_OUT = Duration.ofSeconds(30);
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
    private final Farewell farewell;

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
        this.broker = broker;
        this.surfaces = surfaces;
        this.screens = screens;
        this.chat = chat;
        this.pace = pace;
        this.ticks = ticks;
        this.clock = clock;
        this.reactions = new Reactions(broker, chat);
        this.farewell = new Farewell(letters);
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
        } catch (ChatException.Frozen e) {
            return frozen(surface, frame, e);
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
    private void first(Surface surface, Duration longest, Runnable mayCall, Supplier<String> call, List<Slot> also) {
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
        shown(surface, ts, also);
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

    /**
     * The message is there and stays as it is. A picture of something that moves is left out, and what says the same for
     * ever has been said; everything else is said in a new message.
     */
    private Delivered frozen(Surface surface, boolean frame, ChatException e) {
        if (frame || surface.slot() instanceof Slot.Note) {
            shown(surface, surface.messageTs().orElseThrow());
            ticks.never(new Ticks.Tick(surface.thread(), surface.slot()));
        } else {
            log.info(
                    "{} {} is posted anew: {}", surface.thread(), surface.slot().key(), e.getMessage());
            surfaces.forget(surface.thread(), surface.slot());
        }
        return new Delivered.Done();
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
                message(surface, thread, mayCall, _ -> Optional.of(new Drawn(screens.card(thread))));
                tick(surface, thread.live().map(s -> s.createdAt()), now);
            }
            case Slot.Cell(CellId id) -> cell(surface, thread, mayCall, id, now);
            case Slot.Note _ ->
                message(
                        surface,
                        thread,
                        mayCall,
                        rung -> surface.payload()
                                .flatMap(p -> screens.note(thread, p, rung))
                                .map(Drawn::new));
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

    /**
     * A message, and what comes with it.
     *
     * @param also wanted once the message is shown
     */
    private record Drawn(Message message, List<Slot> also) {
        Drawn(Message message) {
            this(message, List.of());
        }
    }

    private void cell(Surface surface, ThreadView thread, Runnable mayCall, CellId id, Instant now) {
        List<Surface> files = surfaces.files(surface.thread(), id);
        Map<Integer, String> unsent = new HashMap<>();
        files.stream()
                .filter(Surface::abandoned)
                .forEach(file -> unsent.put(number(file), file.why().orElse("no reason is known")));
        message(
                surface,
                thread,
                mayCall,
                form -> screens.cell(thread, id, form, now, unsent)
                        .map(plan -> new Drawn(plan.message(), slots(id, plan, files))));
        Optional<CellView> cell = broker.cell(id);
        tick(
                surface,
                cell.filter(c -> !c.state().isOver()).map(c -> c.startedAt().orElse(c.queuedAt())),
                now);
    }

    private static int number(Surface file) {
        return file.slot() instanceof Slot.File(CellId _, int part) ? part : -1;
    }

    /** The files that go out with the message. What an earlier version has begun goes on under the numbers of that one. */
    private static List<Slot> slots(CellId id, Plan plan, List<Surface> known) {
        boolean earlier = known.stream().anyMatch(file -> !FilePart.isOfResult(number(file)));
        List<Slot> slots = new ArrayList<>();
        for (int i = 0; i < plan.files().size(); i++) {
            FilePart file = plan.files().get(i);
            if (file.now()) {
                slots.add(new Slot.File(id, earlier ? i : file.number()));
            }
        }
        return List.copyOf(slots);
    }

    private void tick(Surface surface, Optional<Instant> movingSince, Instant now) {
        Ticks.Tick tick = new Ticks.Tick(surface.thread(), surface.slot());
        movingSince.ifPresentOrElse(since -> ticks.after(tick, since, now), () -> ticks.never(tick));
    }

    /** Posts or edits, in the richest form that is taken. */
    private void message(Surface surface, ThreadView thread, Runnable mayCall, Function<Rung, Optional<Drawn>> form) {
        Rung rung = Rung.DATA_TABLE;
        while (true) {
            Optional<Drawn> drawn = form.apply(rung);
            if (drawn.isEmpty()) {
                surfaces.abandoned(surface.thread(), surface.slot(), "there is nothing to show");
                return;
            }
            try {
                if (surface.messageTs().isPresent()) {
                    mayCall.run();
                    chat.update(
                            thread.channel(),
                            surface.messageTs().get(),
                            drawn.get().message());
                    shown(surface, surface.messageTs().get(), drawn.get().also());
                } else {
                    post(surface, thread, mayCall, drawn.get());
                }
                return;
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

    /**
     * What the thread's messages are posted under. A card whose message is the root of another thread for the ledger is
     * still what people see of its own thread, so it is answered there.
     */
    Optional<String> root(ThreadView thread) {
        return thread.rootTs()
                .or(() -> surfaces.find(thread.id(), new Slot.Card()).flatMap(Surface::messageTs));
    }

    private Chat.Where where(ThreadView thread) {
        return new Chat.Where(thread.channel(), root(thread));
    }

    private void post(Surface surface, ThreadView thread, Runnable mayCall, Drawn drawn) {
        Chat.Label label =
                new Chat.Label(surface.thread().value(), surface.slot().key());
        Chat.Where where = where(thread);
        Optional<String> there = surface.attemptedAt().flatMap(at -> chat.find(where, label, at));
        if (there.isPresent()) {
            // It had arrived. What it shows may be old by now, so it stays due and is edited next.
            surfaces.shown(surface.thread(), surface.slot(), surface.shown(), there.get());
            return;
        }
        first(surface, Channels.CALL, mayCall, () -> chat.post(where, drawn.message(), label), drawn.also());
    }

    private void file(Surface surface, ThreadView thread, Runnable mayCall, CellId id, int part) {
        if (surface.messageTs().isPresent()) {
            shown(surface, surface.messageTs().get()); // a file is uploaded once and never changes
            return;
        }
        Optional<FilePart> found = FilePart.isOfResult(part)
                ? broker.cell(id).flatMap(c -> Plan.file(c, part))
                : earlier(thread, id, part);
        if (found.isEmpty()) {
            surfaces.abandoned(surface.thread(), surface.slot(), "the result has no such file");
            return;
        }
        FilePart file = found.get();
        Chat.Where where = where(thread);
        Optional<String> there = surface.attemptedAt().flatMap(at -> chat.findFile(where, file.name(), at));
        if (there.isEmpty()) {
            first(surface, UPLOAD, mayCall, () -> chat.upload(where, Files.upload(file)), List.of());
        } else {
            shown(surface, there.get());
        }
        if (surface.why().isPresent()) {
            // The message may still say that it could not be sent.
            surfaces.want(surface.thread(), new Slot.Cell(id), Optional.empty());
        }
    }

    /** A number of an earlier version counts the files of the richest form. */
    private Optional<FilePart> earlier(ThreadView thread, CellId id, int number) {
        return screens.cell(thread, id, Rung.DATA_TABLE, clock.instant(), Map.of())
                .map(Plan::files)
                .filter(files -> number < files.size())
                .map(files -> files.get(number));
    }

    /** A session that nobody can see must not go on costing money. */
    private void farewell(ThreadView thread, String why) {
        boolean stopped = thread.live().isPresent()
                && broker.stop(thread.id(), thread.owner()) instanceof Broker.Stopped.Stopping;
        farewell.thread(thread, why, stopped);
    }

    private void shown(Surface surface, String ts) {
        shown(surface, ts, List.of());
    }

    private void shown(Surface surface, String ts, List<Slot> also) {
        surfaces.shown(surface.thread(), surface.slot(), surface.wanted(), ts, also);
    }

    private Delivered failed(Surface surface, ThreadView thread, ChatException e, Instant now) {
        String what = "%s %s: %s".formatted(surface.thread(), surface.slot().key(), e.getMessage());
        boolean gone = e instanceof ChatException.ChannelGone || e instanceof ChatException.TargetGone;
        if (gone || (counts(surface, e) && surfaces.refused(surface.thread(), surface.slot()) >= most(surface))) {
            log.warn("given up: {}", what);
            giveUp(surface, thread, e);
            return new Delivered.Done();
        }
        log.warn("put off: {}", what);
        Duration wait = Duration.ofSeconds(Math.min(120, 1L << Math.min(7, surface.failures())));
        if (e instanceof ChatException.Unclear && wait.compareTo(SETTLE) < 0) {
            wait = SETTLE;
        }
        putOff(surface, e, now.plus(wait));
        if (e instanceof ChatException.ShutOut) {
            // What follows would be refused as well.
            return new Delivered.Paced(wait.compareTo(SHUT_OUT) < 0 ? wait : SHUT_OUT);
        }
        return new Delivered.PutOff(now.plus(wait));
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

    private void giveUp(Surface surface, ThreadView thread, ChatException e) {
        surfaces.abandoned(surface.thread(), surface.slot(), e.getMessage());
        ticks.never(new Ticks.Tick(surface.thread(), surface.slot()));
        switch (surface.slot()) {
            case Slot.Card() -> {
                if (e instanceof ChatException.ChannelGone || root(thread).isEmpty()) {
                    farewell(thread, e.getMessage());
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

    /** Of a channel that is gone the owner knows; what ran there came to an end all the same. */
    private static boolean mustBeTold(CellView cell, ChatException e) {
        return e instanceof ChatException.ChannelGone
                ? cell.result().isPresent()
                : cell.state().isOver() && !(e instanceof ChatException.TargetGone);
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
