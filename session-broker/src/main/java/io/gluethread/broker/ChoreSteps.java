package io.gluethread.broker;

import io.gluethread.broker.glue.Glue;
import io.gluethread.broker.glue.GlueException;
import io.gluethread.broker.glue.GlueStatement;
import io.gluethread.broker.ledger.SessionRow;
import io.gluethread.broker.ledger.SessionRow.Chore;
import io.gluethread.broker.session.Language;
import io.gluethread.broker.session.Notice;
import io.gluethread.broker.session.SessionState;
import io.gluethread.broker.statement.PollPace;
import io.gluethread.broker.statement.StatementCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What a session runs for us beside people's cells: the prelude once, and now and then nothing at all, so that Glue's own
 * idle clock begins anew. Both do no harm when they run twice, so they need none of the care that a cell needs.
 */
final class ChoreSteps {
    private final Books books;
    private final Glue glue;
    private final StatementCode code;
    private final Failing failing;

    ChoreSteps(Books books, Glue glue, StatementCode code, Failing failing) {
        this.books = books;
        this.glue = glue;
        this.code = code;
        this.failing = failing;
    }

    void send(SessionRow session) {
        boolean prelude = session.chore() == Chore.PRELUDE;
        String text = prelude
                ? code.prelude(session.spec().language())
                : nothing(session.spec().language());
        if (text.isBlank()) {
            books.change(session.thread(), book -> done(book, session));
            return;
        }
        int statement;
        try {
            statement = glue.run(session.id(), session.spec().region(), text);
        } catch (GlueException e) {
            books.change(session.thread(), book -> notSent(book, session, e));
            return;
        }
        books.change(session.thread(), book -> {
            book.still(session, SessionState.READY)
                    .ifPresent(s -> book.change(s)
                            .chore(
                                    prelude ? Chore.PRELUDE_RUNNING : Chore.TOUCH_RUNNING,
                                    Optional.of(statement),
                                    Optional.of(book.now()))
                            .touchedAt(book.now())
                            .save());
            book.well(PollPace.next(Duration.ZERO));
        });
    }

    private static String nothing(Language language) {
        return language == Language.SCALA ? "()" : "pass";
    }

    private void notSent(ThreadBook book, SessionRow session, GlueException trouble) {
        switch (trouble) {
            case GlueException.WrongState _, GlueException.NotFound _ -> suspect(book, session, trouble);
            case GlueException.Invalid _, GlueException.Denied _, GlueException.AlreadyExists _ -> {
                told(book, session, Words.said(trouble));
                done(book, session);
            }
            case GlueException.Throttled _,
                    GlueException.Busy _,
                    GlueException.LimitReached _,
                    GlueException.Unclear _,
                    GlueException.Unreachable _ -> failing.note(book, trouble);
        }
    }

    void poll(SessionRow session) {
        GlueStatement statement;
        try {
            statement = glue.statement(
                    session.id(),
                    session.spec().region(),
                    session.choreStatement().orElseThrow());
        } catch (GlueException e) {
            books.change(session.thread(), book -> {
                if (e instanceof GlueException.WrongState || e instanceof GlueException.NotFound) {
                    suspect(book, session, e);
                } else {
                    failing.note(book, e);
                }
            });
            return;
        }
        books.change(session.thread(), book -> {
            if (statement.isOver()) {
                failure(statement).ifPresent(why -> told(book, session, why));
                done(book, session);
            } else {
                Instant since = session.choreSince().orElse(book.now());
                book.well(PollPace.next(Duration.between(since, book.now())));
            }
        });
    }

    private static Optional<String> failure(GlueStatement statement) {
        Optional<GlueStatement.Output> bad = statement.output().filter(GlueStatement.Output::isError);
        String state = statement.state().toUpperCase(Locale.ROOT);
        if (bad.isPresent()) {
            return Optional.of(
                    "%s: %s".formatted(bad.get().errorName(), bad.get().errorValue()));
        }
        return state.equals("AVAILABLE") || state.equals("COMPLETED") ? Optional.empty() : Optional.of(state);
    }

    private static void told(ThreadBook book, SessionRow session, String why) {
        if (session.chore() == Chore.PRELUDE || session.chore() == Chore.PRELUDE_RUNNING) {
            book.note("prelude-" + session.generation(), new Notice.Trouble(Words.preludeFailed(why)));
        }
    }

    private static void done(ThreadBook book, SessionRow session) {
        book.still(session, SessionState.READY)
                .ifPresent(s -> book.change(s)
                        .chore(Chore.NONE, Optional.empty(), Optional.empty())
                        .save());
        book.well(Duration.ZERO);
    }

    private void suspect(ThreadBook book, SessionRow session, GlueException trouble) {
        book.still(session, SessionState.READY)
                .ifPresent(s -> book.change(s).suspect(true).save());
        failing.note(book, trouble);
    }
}
