package io.gluethread.bot.delivery;

import io.gluethread.bot.slack.blocks.Message;
import io.gluethread.bot.slack.blocks.Rung;
import io.gluethread.broker.ledger.Slot;
import io.gluethread.broker.ledger.Surface;
import io.gluethread.broker.ledger.Surfaces;
import io.gluethread.broker.session.CellId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Cards, cells and notes: posted or edited, in the richest form that Slack takes. */
final class Messages {
    private static final Logger log = LoggerFactory.getLogger(Messages.class);

    private final Surfaces surfaces;
    private final Screens screens;
    private final Chat chat;
    private final FirstPosts firstPosts;

    Messages(Surfaces surfaces, Screens screens, Chat chat, FirstPosts firstPosts) {
        this.surfaces = surfaces;
        this.screens = screens;
        this.chat = chat;
        this.firstPosts = firstPosts;
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

    void card(Attempt attempt) {
        show(attempt, _ -> Optional.of(new Drawn(screens.card(attempt.thread()))));
    }

    void cell(Attempt attempt, CellId id) {
        List<Surface> files = surfaces.files(attempt.surface().thread(), id);
        Map<Integer, String> unsent = ResultFiles.unsent(files);
        show(
                attempt,
                rung -> screens.cell(attempt.thread(), id, rung, attempt.now(), unsent)
                        .map(plan -> new Drawn(plan.message(), ResultFiles.slots(id, plan, files))));
    }

    void note(Attempt attempt) {
        show(
                attempt,
                rung -> attempt.surface()
                        .payload()
                        .flatMap(payload -> screens.note(attempt.thread(), payload, rung))
                        .map(Drawn::new));
    }

    private void show(Attempt attempt, Function<Rung, Optional<Drawn>> form) {
        Rung rung = Rung.DATA_TABLE;
        while (true) {
            Optional<Drawn> drawn = form.apply(rung);
            if (drawn.isEmpty()) {
                surfaces.abandoned(attempt.surface().thread(), attempt.slot(), "there is nothing to show");
                return;
            }
            try {
                show(attempt, drawn.get());
                return;
            } catch (ChatException.TooRich e) {
                log.warn("{} as {} was refused: {}", attempt.name(), rung, e.getMessage());
                Optional<Rung> next = rung.next();
                if (next.isEmpty()) {
                    throw e;
                }
                rung = next.get();
            }
        }
    }

    private void show(Attempt attempt, Drawn drawn) {
        Surface surface = attempt.surface();
        if (surface.messageTs().isEmpty()) {
            firstPosts.message(attempt, drawn.message(), drawn.also());
            return;
        }
        String ts = surface.messageTs().get();
        attempt.mayCall().run();
        chat.update(attempt.thread().channel(), ts, drawn.message());
        surfaces.shown(surface.thread(), surface.slot(), surface.wanted(), ts, drawn.also());
    }
}
