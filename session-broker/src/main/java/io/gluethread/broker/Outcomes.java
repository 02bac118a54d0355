package io.gluethread.broker;

import io.gluethread.broker.glue.GlueStatement;
import io.gluethread.broker.ledger.CellChange;
import io.gluethread.broker.ledger.CellRow;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.statement.Part;
import io.gluethread.broker.statement.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Writes down how a cell ended. */
final class Outcomes {
    private final Function<GlueStatement, Result> reader;
    private final Guarded guarded;

    Outcomes(Function<GlueStatement, Result> reader, Guarded guarded) {
        this.reader = reader;
        this.guarded = guarded;
    }

    /** However strange the output is, the cell ends and what was printed is shown. */
    private Result read(GlueStatement statement) {
        return guarded.call("output of statement " + statement.id(), () -> reader.apply(statement))
                .orElseGet(() -> new Result.Ok(statement.output().stream()
                        .<Part>map(output -> new Part.Text(output.text()))
                        .toList()));
    }

    /** The statement is over: its result is the cell's. */
    CellRow write(ThreadBook book, CellRow cell, GlueStatement statement) {
        Result result = read(statement);
        CellState state =
                switch (result) {
                    case Result.Ok _ -> CellState.OK;
                    case Result.Failed _ -> CellState.ERROR;
                    case Result.Cancelled _ -> CellState.CANCELLED;
                };
        boolean unasked = state == CellState.CANCELLED && cell.cancelAskedAt().isEmpty();
        CellChange change = book.change(cell)
                .state(state)
                .statementId(statement.id())
                .result(result)
                .progress(1)
                .note(unasked ? Words.CANCELLED_ELSEWHERE : cell.note());
        times(book, change, cell, statement);
        return ended(book, change.save());
    }

    /** Glue would not take the cell: it never ran. */
    CellRow refused(ThreadBook book, CellRow cell, String name, String message) {
        return ended(
                book,
                book.change(cell)
                        .state(CellState.ERROR)
                        .result(new Result.Failed(name, message, List.of(), List.of()))
                        .endedAt(book.now())
                        .save());
    }

    CellRow cancelledUnsent(ThreadBook book, CellRow cell) {
        return ended(
                book,
                book.change(cell)
                        .state(CellState.CANCELLED)
                        .note(Words.CANCELLED_BEFORE)
                        .endedAt(book.now())
                        .save());
    }

    CellRow lost(ThreadBook book, CellRow cell, String why) {
        return ended(
                book,
                book.change(cell)
                        .state(CellState.LOST)
                        .note(why)
                        .endedAt(book.now())
                        .save());
    }

    /** The session is over: the cell has its result if it came first, is cancelled if that was asked, else is lost. */
    boolean keptAtTheEnd(ThreadBook book, CellRow cell, Optional<GlueStatement> last) {
        Optional<GlueStatement> over = last.filter(GlueStatement::isOver);
        String state = over.map(s -> s.state().toUpperCase(Locale.ROOT)).orElse("");
        boolean completed = state.equals("AVAILABLE") || state.equals("COMPLETED");
        boolean cancelled = state.equals("CANCELLED") && cell.cancelAskedAt().isPresent();
        if (over.isPresent() && (completed || cancelled)) {
            write(book, cell, over.get());
            return true;
        }
        lost(book, cell, cell.state() == CellState.SENDING ? Words.NOBODY_KNOWS : Words.RAN_INTO_THE_END);
        return false;
    }

    private static CellRow ended(ThreadBook book, CellRow cell) {
        book.wantAll(cell);
        book.wantQueue();
        book.wantCard();
        return cell;
    }

    /**
     * Glue's own times where it gives both, since ours are late by the poll. Where they do not lie between ours, its clock
     * is not ours; what lies between the two of them is how long the statement ran all the same.
     */
    private static void times(ThreadBook book, CellChange change, CellRow cell, GlueStatement statement) {
        Instant now = book.now();
        Optional<Instant> started = statement.startedOn();
        Optional<Instant> completed = statement.completedOn();
        if (started.isEmpty() || completed.isEmpty() || completed.get().isBefore(started.get())) {
            change.endedAt(now);
            if (cell.startedAt().isEmpty()) {
                change.startedAt(cell.sentAt().orElse(now));
            }
            return;
        }
        Duration ran = Duration.between(started.get(), completed.get());
        boolean oneClock =
                !started.get().isBefore(cell.queuedAt()) && !completed.get().isAfter(now);
        Instant end = oneClock ? completed.get() : byOurs(cell, ran, now);
        change.startedAt(end.minus(ran)).endedAt(end);
    }

    private static Instant byOurs(CellRow cell, Duration ran, Instant now) {
        return cell.startedAt()
                .or(cell::sentAt)
                .map(sent -> sent.plus(ran))
                .filter(end -> !end.isAfter(now))
                .orElse(now);
    }
}
