package io.gluethread.commands.act;

import static io.gluethread.commands.reply.Doc.mono;
import static io.gluethread.commands.reply.Doc.para;
import static io.gluethread.commands.reply.Doc.text;

import io.gluethread.broker.Broker.Stopped;
import io.gluethread.broker.session.ThreadView;
import io.gluethread.commands.guard.Deed;
import io.gluethread.commands.guard.Refusal;
import io.gluethread.commands.parse.Command;
import io.gluethread.commands.reply.Answer;
import io.gluethread.commands.reply.Doc;
import io.gluethread.commands.reply.Doc.Span;
import io.gluethread.commands.reply.Figures;
import io.gluethread.commands.reply.Voice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Stops a session: this thread's, or in a channel the person's only one. */
public final class StopAct {
    private final Desk desk;

    public StopAct(Desk desk) {
        this.desk = desk;
    }

    /** @param inCell whether it is a magic in a cell, where nothing to stop is nothing wrong */
    public Answer act(Turn turn, Command.Stop stop, boolean inCell) {
        if (inCell && turn.hasStopped()) {
            return new Answer.Silent();
        }
        String dedup = turn.nextDeed();
        // Handled again, it means what it meant: what has begun since is not to be stopped.
        Optional<ThreadView> before = desk.before(dedup);
        if (before.isPresent()) {
            return stop(turn, dedup, before.get(), inCell);
        }
        if (stop.target().isPresent()) {
            Optional<ThreadView> target = desk.target(turn.ask(), stop.target().get());
            return target.map(t -> guarded(turn, dedup, t))
                    .orElseGet(() -> turn.say(Voice.noSuchSession(stop.target().get())));
        }
        if (turn.thread().isPresent()) {
            return stop(turn, dedup, turn.thread().get(), inCell);
        }
        return inCell ? new Answer.Silent() : inChannel(turn, dedup);
    }

    private Answer inChannel(Turn turn, String dedup) {
        List<ThreadView> alive = desk.threadsHere(turn.ask()).stream()
                .filter(t -> t.live().isPresent())
                .toList();
        List<ThreadView> own =
                alive.stream().filter(t -> t.owner().equals(turn.person())).toList();
        boolean asked = desk.broker().before(dedup).isPresent();
        if (own.size() == 1 && !asked) {
            return guarded(turn, dedup, own.getFirst());
        }
        desk.broker().nothingDone(dedup);
        List<ThreadView> choice = own.isEmpty()
                ? alive.stream()
                        .filter(t -> desk.objection(turn.ask(), Deed.STOP, Optional.of(t), Optional.empty())
                                .isEmpty())
                        .toList()
                : own;
        return choice.isEmpty()
                ? turn.say(Voice.nothingOfYoursHere())
                : ThreadChoice.ask(
                        choice,
                        own.isEmpty()
                                ? "None of the sessions here is yours. Stop one of the others?"
                                : "You have several sessions here. Stop which?",
                        "stop",
                        true);
    }

    private Answer guarded(Turn turn, String dedup, ThreadView thread) {
        Optional<Refusal> refusal = desk.objection(turn.ask(), Deed.STOP, Optional.of(thread), Optional.empty());
        return refusal.isPresent()
                ? new Answer.Privately(Voice.refusal(refusal.get()))
                : stop(turn, dedup, thread, false);
    }

    private Answer stop(Turn turn, String dedup, ThreadView thread, boolean inCell) {
        Stopped stopped = desk.broker().stop(thread.id(), turn.person(), dedup);
        turn.sessionStopped();
        return switch (stopped) {
            case Stopped.Stopping(var session, int lost) -> {
                List<Span> line = new ArrayList<>(
                        List.of(text("Stopping "), mono(session.id().value()), text(".")));
                if (lost > 0) {
                    line.add(text(
                            " %s that ran or waited give no result.".formatted(Figures.count(lost, "cell", "cells"))));
                }
                yield turn.say(Doc.of(para(line.toArray(Span[]::new))));
            }
            case Stopped.NothingAlive(var last) -> inCell ? new Answer.Silent() : turn.say(Voice.nothingAlive(last));
        };
    }
}
