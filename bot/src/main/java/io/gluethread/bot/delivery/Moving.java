package io.gluethread.bot.delivery;

import io.gluethread.broker.Broker;
import io.gluethread.broker.ledger.Slot;
import io.gluethread.broker.session.CellId;
import io.gluethread.broker.session.ThreadView;
import java.time.Instant;
import java.util.Optional;

/** What shows passing time: a live session's card, a cell that is not over. It is shown again as time goes by. */
final class Moving {
    private final Broker broker;
    private final Ticks ticks;

    Moving(Broker broker, Ticks ticks) {
        this.broker = broker;
        this.ticks = ticks;
    }

    /** Something that will change again by itself, so that missing one picture of it does no harm. */
    boolean isFrame(Attempt attempt) {
        return switch (attempt.slot()) {
            case Slot.Card() -> attempt.thread().live().isPresent();
            case Slot.Cell(CellId id) ->
                broker.cell(id).filter(c -> !c.state().isOver()).isPresent();
            case Slot.Mark _, Slot.File _, Slot.Note _ -> false;
        };
    }

    /** This picture was left out; the next one comes soon. */
    void skipped(Attempt attempt) {
        ticks.after(attempt.tick(), attempt.now(), attempt.now());
    }

    void card(Attempt attempt) {
        ThreadView thread = attempt.thread();
        again(attempt, thread.live().map(s -> s.createdAt()));
    }

    void cell(Attempt attempt, CellId id) {
        again(
                attempt,
                broker.cell(id)
                        .filter(c -> !c.state().isOver())
                        .map(c -> c.startedAt().orElse(c.queuedAt())));
    }

    private void again(Attempt attempt, Optional<Instant> movingSince) {
        movingSince.ifPresentOrElse(since -> ticks.after(attempt.tick(), since, attempt.now()), () -> stopped(attempt));
    }

    /** It is not shown again by itself. */
    void stopped(Attempt attempt) {
        ticks.never(attempt.tick());
    }
}
