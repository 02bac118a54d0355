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
        if (stop.target().isPresent()) {
            Optional<ThreadView> target = desk.target(turn.ask(), stop.target().get());
            return target.map(t -> guarded(turn, t))
                    .orElseGet(() -> turn.say(Voice.noSuchSession(stop.target().get())));
        }
        if (turn.thread().isPresent()) {
            return stop(turn, turn.thread().get(), inCell);
        }
        return inCell ? new Answer.Silent() : inChannel(turn);
    }

    private Answer inChannel(Turn turn) {
        List<ThreadView> alive = desk.threadsHere(turn.ask()).stream()
                .filter(t -> t.live().isPresent())
                .toList();
        List<ThreadView> own =
                alive.stream().filter(t -> t.owner().equals(turn.person())).toList();
        if (own.size() == 1) {
            return guarded(turn, own.getFirst());
        }
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

    private Answer guarded(Turn turn, ThreadView thread) {
        Optional<Refusal> refusal = desk.objection(turn.ask(), Deed.STOP, Optional.of(thread), Optional.empty());
        return refusal.isPresent() ? new Answer.Privately(Voice.refusal(refusal.get())) : stop(turn, thread, false);
    }

    private Answer stop(Turn turn, ThreadView thread, boolean inCell) {
        // A second delivery of this ask must not stop the session that its own later cells have started.
        String mark = "stopped:" + turn.ask().dedup();
        if (inCell && desk.preferences().value(mark).isPresent()) {
            return new Answer.Silent();
        }
        Stopped stopped = desk.broker().stop(thread.id(), turn.person());
        if (inCell) {
            desk.preferences().setValue(mark, desk.now().toString());
        }
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
