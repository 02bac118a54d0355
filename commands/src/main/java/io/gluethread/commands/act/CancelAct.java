package io.gluethread.commands.act;

import io.gluethread.broker.Broker.Before;
import io.gluethread.broker.Broker.Cancelled;
import io.gluethread.broker.session.CellId;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.ThreadView;
import io.gluethread.commands.guard.Deed;
import io.gluethread.commands.guard.Refusal;
import io.gluethread.commands.parse.Command;
import io.gluethread.commands.reply.Answer;
import io.gluethread.commands.reply.Voice;
import java.util.List;
import java.util.Optional;

/** Cancels a cell: the one that runs, or the one that is named. */
public final class CancelAct {
    private final Desk desk;

    public CancelAct(Desk desk) {
        this.desk = desk;
    }

    public Answer act(Turn turn, Command.Cancel cancel) {
        String dedup = turn.nextDeed();
        Optional<Before> before = desk.broker().before(dedup);
        if (before.isPresent()) {
            return again(turn, dedup, before.get());
        }
        Optional<ThreadView> thread = turn.thread().or(() -> {
            List<ThreadView> busy = desk.ownThreadsHere(turn.ask()).stream()
                    .filter(t -> !t.open().isEmpty())
                    .toList();
            return busy.size() == 1 ? Optional.of(busy.getFirst()) : Optional.empty();
        });
        if (thread.isEmpty()) {
            desk.broker().nothingDone(dedup);
            return turn.say(Voice.needsThread("cancel"));
        }
        if (cancel.ordinal().isPresent()) {
            int ordinal = cancel.ordinal().get();
            return desk.broker().cells(thread.get().id()).stream()
                    .filter(c -> c.ordinal() == ordinal)
                    .findFirst()
                    .map(cell -> cell(turn, dedup, thread.get(), cell))
                    .orElseGet(() -> turn.say(Voice.noSuchCell(ordinal)));
        }
        List<CellView> open = thread.get().open();
        return open.stream()
                .filter(c -> c.state() != CellState.QUEUED)
                .findFirst()
                .or(() -> open.stream().findFirst())
                .map(cell -> cell(turn, dedup, thread.get(), cell))
                .orElseGet(() -> {
                    desk.broker().nothingDone(dedup);
                    return turn.say(Voice.nothingRuns());
                });
    }

    /** Handled again, it means the cell that it meant, or none when none was there. */
    private Answer again(Turn turn, String dedup, Before before) {
        Optional<CellView> cell = before.target().flatMap(id -> desk.broker().cell(new CellId(id)));
        Optional<ThreadView> thread = before.thread().flatMap(desk.broker()::thread);
        if (cell.isPresent() && thread.isPresent()) {
            return cell(turn, dedup, thread.get(), cell.get());
        }
        return turn.say(turn.thread().isEmpty() ? Voice.needsThread("cancel") : Voice.nothingRuns());
    }

    public Answer cell(Turn turn, ThreadView thread, CellView cell) {
        return cell(turn, turn.nextDeed(), thread, cell);
    }

    /** Its message shows that it is being cancelled, so there is nothing to say when it works. */
    private Answer cell(Turn turn, String dedup, ThreadView thread, CellView cell) {
        Optional<Refusal> refusal =
                desk.objection(turn.ask(), Deed.CANCEL, Optional.of(thread), Optional.of(cell.author()));
        if (refusal.isPresent()) {
            return new Answer.Privately(Voice.refusal(refusal.get()));
        }
        return switch (desk.broker().cancel(thread.id(), cell.id(), turn.person(), dedup)) {
            case Cancelled.Asked _ -> new Answer.Silent();
            case Cancelled.OverAlready(var over) -> turn.say(Voice.overAlready(over));
            case Cancelled.NoSuchCell() -> turn.say(Voice.noSuchCell(cell.ordinal()));
        };
    }
}
