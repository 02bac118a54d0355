package io.gluethread.broker;

import io.gluethread.broker.ledger.CellRow;
import io.gluethread.broker.ledger.SessionRow;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.SessionState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What to do next for a thread: a pure function of its situation and the time. */
record Decision(BrokerDefaults.Limits limits) {
    /** A program that goes on although it was to be cancelled is asked again after this long. */
    private static final Duration CANCEL_AGAIN = Duration.ofSeconds(30);

    /** Nothing is ever put off for longer; what seems to be was written before the clock was set back. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

    /** After this many times the stopping limit, a session that still says STOPPING is written off. */
    private static final int STOPPING_LIMITS = 3;

    Action decide(Situation situation, Instant now) {
        if (situation.live().isEmpty()) {
            return situation.open().isEmpty() ? new Action.Rest() : new Action.Begin();
        }
        Optional<Instant> lookAt = situation.thread().lookAt();
        if (lookAt.isPresent() && lookAt.get().isAfter(now) && !lookAt.get().isAfter(now.plus(LONGEST_WAIT))) {
            return new Action.Wait(lookAt.get());
        }
        SessionRow session = situation.live().get();
        return switch (session.state()) {
            case WANTED -> session.askedAt().isEmpty() ? new Action.Create(session) : new Action.Look(session);
            case PROVISIONING -> {
                Instant begun = session.begunAt().orElse(session.createdAt());
                yield now.isAfter(begun.plus(limits.provisioning()))
                        ? new Action.GiveUp(session)
                        : new Action.Look(session);
            }
            case READY -> ready(situation, session, now);
            case STOPPING -> stopping(session, now);
            case STOPPED, FAILED, TIMEOUT, LOST -> new Action.Rest();
        };
    }

    private Action ready(Situation situation, SessionRow session, Instant now) {
        if (session.suspect()) {
            return new Action.Look(session);
        }
        Optional<CellRow> active = situation.active();
        if (active.isPresent()) {
            CellRow cell = active.get();
            boolean cancel = cell.state() == CellState.CANCELLING
                    && cell.cancelSentAt()
                            .map(sent -> now.isAfter(sent.plus(CANCEL_AGAIN)))
                            .orElse(true);
            if (cell.state() == CellState.SENDING) {
                return new Action.Find(session, cell);
            }
            return cancel ? new Action.SendCancel(session, cell) : new Action.Poll(session, cell);
        }
        Optional<Action> send = situation.queued().stream().findFirst().map(cell -> new Action.Send(session, cell));
        return switch (session.chore()) {
            case PRELUDE -> new Action.SendChore(session);
            case PRELUDE_RUNNING, TOUCH_RUNNING -> new Action.PollChore(session);
            case TOUCH -> send.orElse(new Action.SendChore(session));
            case NONE -> send.orElse(new Action.Rest());
        };
    }

    private Action stopping(SessionRow session, Instant now) {
        Instant asked = session.stopAskedAt().orElse(session.createdAt());
        if (now.isAfter(asked.plus(limits.stopping().multipliedBy(STOPPING_LIMITS)))) {
            return new Action.WriteOff(session);
        }
        return session.stopSentAt().isEmpty() && session.state() == SessionState.STOPPING
                ? new Action.SendStop(session)
                : new Action.Look(session);
    }
}
