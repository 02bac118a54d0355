package io.gluethread.broker;

import io.gluethread.broker.glue.Glue;
import io.gluethread.broker.glue.GlueException;
import io.gluethread.broker.ledger.SessionRow;
import io.gluethread.broker.session.Ending;
import io.gluethread.broker.session.SessionState;
import java.time.Duration;
import java.util.Optional;

/** The steps by which a session is brought to its end: asked for, said to Glue once, verified by looking. */
final class StopSteps {
    private static final Duration SOON = Duration.ofMillis(500);

    /** Glue has said that it heard; for so long it may say of the session what it said before. */
    private static final Duration HEARD = Duration.ofSeconds(30);

    /** Nobody knows yet what came of the call, and whoever made it may be dead. */
    private static final Duration UNKNOWN = Duration.ofSeconds(10);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private final Books books;
    private final Glue glue;
    private final BrokerDefaults defaults;
    private final Failing failing;
    private final Closing closing;
    private final SessionSteps sessions;

    StopSteps(
            Books books, Glue glue, BrokerDefaults defaults, Failing failing, Closing closing, SessionSteps sessions) {
        this.books = books;
        this.glue = glue;
        this.defaults = defaults;
        this.failing = failing;
        this.closing = closing;
        this.sessions = sessions;
    }

    void giveUp(SessionRow session) {
        books.change(
                session.thread(),
                book -> book.still(session, SessionState.PROVISIONING).ifPresent(s -> {
                    askToStop(
                            book,
                            s,
                            new Ending.Failed(Words.notReadyIn(defaults.limits().provisioning())));
                    book.well(Duration.ZERO);
                }));
    }

    /** Writes down that the session is to be stopped and why; its cells that wait are lost. Answers how many are. */
    int askToStop(ThreadBook book, SessionRow session, Ending why) {
        Situation before = book.situation();
        for (var cell : before.queued()) {
            Closing.lose(book, session, cell);
        }
        book.wantCard();
        if (session.state() == SessionState.WANTED && session.askedAt().isEmpty()) {
            closing.close(book, session, SessionState.STOPPED, why, Optional.empty(), Optional.empty());
        } else {
            book.change(session)
                    .state(SessionState.STOPPING)
                    .ending(why)
                    .stopAskedAt(book.now())
                    .save();
            book.wake();
        }
        return before.open().size();
    }

    void sendStop(SessionRow session) {
        boolean go = books.ask(
                session.thread(),
                book -> book.still(session, SessionState.STOPPING)
                        .filter(s -> s.stopSentAt().isEmpty())
                        .map(s -> book.change(s)
                                .stopSentAt(Optional.of(book.now()))
                                .stopAgainAt(book.now().plus(UNKNOWN))
                                .save())
                        .isPresent());
        if (!go) {
            return;
        }
        try {
            glue.stop(session.id(), session.spec().region());
        } catch (GlueException e) {
            notStopped(session, e);
            return;
        }
        books.change(session.thread(), book -> {
            book.still(session, SessionState.STOPPING)
                    .ifPresent(s ->
                            book.change(s).stopAgainAt(book.now().plus(HEARD)).save());
            book.well(SOON);
        });
    }

    /** One second, doubled each time, as long as after a stop that was heard at most. */
    private static Duration pause(int failures) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.clamp(failures, 0, 5));
        return pause.compareTo(HEARD) > 0 ? HEARD : pause;
    }

    private void notStopped(SessionRow session, GlueException trouble) {
        switch (trouble) {
            // It may have been heard: looking tells, and only if the session does not stop it is said again.
            case GlueException.Unclear _, GlueException.NotFound _ ->
                books.change(session.thread(), book -> {
                    book.still(session, SessionState.STOPPING)
                            .ifPresent(s -> book.change(s)
                                    .stopFailures(s.stopFailures() + 1)
                                    .stopAgainAt(book.now().plus(pause(s.stopFailures())))
                                    .save());
                    failing.note(book, trouble);
                });
            // It cannot be stopped in the state it is in: it is over, or stops already, or is not far enough to stop.
            case GlueException.WrongState _ -> {
                sessions.look(session);
                books.change(
                        session.thread(),
                        book -> book.still(session, SessionState.STOPPING).ifPresent(s -> {
                            if (s.readyAt().isEmpty()) {
                                book.change(s).stopSentAt(Optional.empty()).save();
                            }
                            book.well(Duration.ofSeconds(2));
                        }));
            }
            case GlueException.Throttled _,
                    GlueException.Denied _,
                    GlueException.AlreadyExists _,
                    GlueException.Busy _,
                    GlueException.Invalid _,
                    GlueException.LimitReached _,
                    GlueException.Unreachable _ ->
                books.change(session.thread(), book -> {
                    book.still(session, SessionState.STOPPING)
                            .ifPresent(s ->
                                    book.change(s).stopSentAt(Optional.empty()).save());
                    failing.note(book, trouble);
                });
        }
    }

    void writeOff(SessionRow session) {
        books.change(
                session.thread(),
                book -> book.still(session, SessionState.STOPPING)
                        .ifPresent(s -> closing.close(
                                book,
                                s,
                                SessionState.LOST,
                                new Ending.Elsewhere("STOPPING"),
                                Optional.empty(),
                                Optional.empty())));
    }
}
