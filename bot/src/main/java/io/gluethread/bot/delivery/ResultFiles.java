package io.gluethread.bot.delivery;

import io.gluethread.bot.slack.blocks.FilePart;
import io.gluethread.bot.slack.blocks.Plan;
import io.gluethread.bot.slack.blocks.Rung;
import io.gluethread.broker.Broker;
import io.gluethread.broker.ledger.Slot;
import io.gluethread.broker.ledger.Surface;
import io.gluethread.broker.ledger.Surfaces;
import io.gluethread.broker.session.CellId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files that go out with a cell's message. A file is uploaded once and never changes. */
final class ResultFiles {
    private final Broker broker;
    private final Surfaces surfaces;
    private final Screens screens;
    private final FirstPosts firstPosts;
    private final InstantSource clock;

    ResultFiles(Broker broker, Surfaces surfaces, Screens screens, FirstPosts firstPosts, InstantSource clock) {
        this.broker = broker;
        this.surfaces = surfaces;
        this.screens = screens;
        this.firstPosts = firstPosts;
        this.clock = clock;
    }

    /** Those that Slack would not have, by number, and why. */
    static Map<Integer, String> unsent(List<Surface> files) {
        Map<Integer, String> unsent = new HashMap<>();
        files.stream()
                .filter(Surface::abandoned)
                .forEach(file -> unsent.put(number(file), file.why().orElse("no reason is known")));
        return unsent;
    }

    /** Those that go out with the message. What an earlier version has begun goes on under the numbers of that one. */
    static List<Slot> slots(CellId id, Plan plan, List<Surface> known) {
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

    private static int number(Surface file) {
        return file.slot() instanceof Slot.File(CellId _, int part) ? part : -1;
    }

    void show(Attempt attempt, CellId id, int number) {
        Surface surface = attempt.surface();
        if (surface.messageTs().isPresent()) {
            surfaces.shown(
                    surface.thread(),
                    surface.slot(),
                    surface.wanted(),
                    surface.messageTs().get());
            return;
        }
        Optional<FilePart> file = FilePart.isOfResult(number)
                ? broker.cell(id).flatMap(c -> Plan.file(c, number))
                : earlier(attempt, id, number);
        if (file.isEmpty()) {
            surfaces.abandoned(surface.thread(), surface.slot(), "the result has no such file");
            return;
        }
        firstPosts.file(attempt, file.get());
        if (surface.why().isPresent()) {
            // The message may still say that it could not be sent.
            surfaces.want(surface.thread(), new Slot.Cell(id), Optional.empty());
        }
    }

    /** A number of an earlier version counts the files of the richest form. */
    private Optional<FilePart> earlier(Attempt attempt, CellId id, int number) {
        return screens.cell(attempt.thread(), id, Rung.DATA_TABLE, clock.instant(), Map.of())
                .map(Plan::files)
                .filter(files -> number < files.size())
                .map(files -> files.get(number));
    }
}
