package io.gluethread.bot.delivery;

import io.gluethread.bot.slack.blocks.FilePart;
import io.gluethread.bot.slack.blocks.Message;
import io.gluethread.broker.ledger.Slot;
import io.gluethread.broker.ledger.Surface;
import io.gluethread.broker.ledger.Surfaces;
import io.gluethread.broker.session.ThreadView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Shows what is not there yet. One whose fate is unclear is looked for, and made again only when nothing of it can be on
 * its way any more.
 */
final class FirstPosts {
    /** An upload is three calls, of which the last one shows the file. */
    private static final Duration UPLOAD = Channels.CALL.multipliedBy(3);

    private final Surfaces surfaces;
    private final Chat chat;
    private final InstantSource clock;

    FirstPosts(Surfaces surfaces, Chat chat, InstantSource clock) {
        this.surfaces = surfaces;
        this.chat = chat;
        this.clock = clock;
    }

    /** It is not there, but whoever sent it may be dead or stopped, and it may still come. */
    static final class MayArrive extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final Instant again;

        private MayArrive(Instant again) {
            super("a first post may still arrive");
            this.again = again;
        }

        /** When to look for it again. */
        Instant again() {
            return again;
        }
    }

    /** Until when it makes no sense to look for what an earlier try may have left. */
    static Optional<Instant> unsettled(Attempt attempt) {
        return attempt.surface().attemptedAt().map(at -> at.plus(Chat.SETTLE)).filter(attempt.now()::isBefore);
    }

    /**
     * What the thread's messages are posted under. A card whose message is the root of another thread for the ledger is
     * still what people see of its own thread, so it is answered there.
     */
    Optional<String> root(ThreadView thread) {
        return thread.rootTs()
                .or(() -> surfaces.find(thread.id(), new Slot.Card()).flatMap(Surface::messageTs));
    }

    /**
     * Posts a message, unless it turns out to be there.
     *
     * @param also wanted once it is shown
     * @throws MayArrive when it is not there, and may yet come
     */
    void message(Attempt attempt, Message message, List<Slot> also) {
        Surface surface = attempt.surface();
        Chat.Label label =
                new Chat.Label(surface.thread().value(), surface.slot().key());
        Chat.Where where = where(attempt.thread());
        Optional<String> there = surface.attemptedAt().flatMap(at -> chat.find(where, label, at));
        if (there.isPresent()) {
            // It had arrived. What it shows may be old by now, so it stays due and is edited next.
            surfaces.shown(surface.thread(), surface.slot(), surface.shown(), there.get());
            return;
        }
        make(attempt, Channels.CALL, () -> chat.post(where, message, label), also);
    }

    /**
     * Uploads a file, unless it turns out to be there.
     *
     * @throws MayArrive when it is not there, and may yet come
     */
    void file(Attempt attempt, FilePart file) {
        Surface surface = attempt.surface();
        Chat.Where where = where(attempt.thread());
        Optional<String> there = surface.attemptedAt().flatMap(at -> chat.findFile(where, file.name(), at));
        if (there.isPresent()) {
            surfaces.shown(surface.thread(), surface.slot(), surface.wanted(), there.get());
            return;
        }
        make(attempt, UPLOAD, () -> chat.upload(where, Files.upload(file)), List.of());
    }

    private Chat.Where where(ThreadView thread) {
        return new Chat.Where(thread.channel(), root(thread));
    }

    /**
     * Whatever comes of the call, afterwards nothing of it is on the wire.
     *
     * @param longest that the call takes
     */
    private void make(Attempt attempt, Duration longest, Supplier<String> call, List<Slot> also) {
        Surface surface = attempt.surface();
        mustBeQuiet(surface, longest);
        attempt.mayCall().run();
        Instant now = clock.instant();
        surfaces.attempting(surface.thread(), surface.slot(), now, now.plus(longest));
        attempt.mayCall().run();
        String ts;
        try {
            ts = call.get();
        } catch (ChatException e) {
            surfaces.heard(surface.thread(), surface.slot());
            throw e;
        }
        surfaces.shown(surface.thread(), surface.slot(), surface.wanted(), ts, also);
    }

    /** @throws MayArrive when what was not found may yet arrive within this time of having left */
    private void mustBeQuiet(Surface surface, Duration longest) {
        Instant now = clock.instant();
        Optional<Instant> quiet = surface.quietAt()
                .filter(at -> surface.attemptedAt().isPresent() && now.isBefore(at))
                // Farther away than that it was written before the clock was set back.
                .filter(at -> !at.isAfter(now.plus(longest)));
        if (quiet.isPresent()) {
            Instant soon = now.plus(Chat.SETTLE);
            throw new MayArrive(soon.isBefore(quiet.get()) ? soon : quiet.get());
        }
    }
}
