package io.gluethread.broker;

import io.gluethread.broker.glue.Glue;
import io.gluethread.broker.glue.GlueException;
import io.gluethread.broker.glue.GlueSession;
import io.gluethread.broker.glue.GlueStatement;
import io.gluethread.broker.ledger.CellRow;
import io.gluethread.broker.ledger.LeaseLostException;
import io.gluethread.broker.ledger.SessionRow;
import io.gluethread.broker.ledger.Slot;
import io.gluethread.broker.policy.CallBudgets;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.SessionState;
import io.gluethread.broker.statement.PollPace;
import io.gluethread.broker.statement.StatementCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** The steps of a cell's way through Glue. A cell's code is never sent again unless it surely did not arrive. */
final class CellSteps {
    /** A request that was cut off may still arrive for this long; only then is a cell that is not listed surely not there. */
    private static final Duration SETTLED = Duration.ofSeconds(10);

    /** A cell leaves while its sender's lease lasts for the longest call, so what left is over when the lease would be. */
    private static final Duration ON_THE_WIRE = Tenure.LASTING;

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    /** A cell that runs on shows its time anew this often. */
    private static final Duration TELL = Duration.ofSeconds(10);

    private static final int MOST_REFUSALS = 3;

    private final Books books;
    private final Glue glue;
    private final StatementCode code;
    private final Failing failing;
    private final Outcomes outcomes;
    private final SessionSteps sessions;
    private final CallBudgets budgets;

    CellSteps(
            Books books,
            Glue glue,
            StatementCode code,
            Failing failing,
            Outcomes outcomes,
            SessionSteps sessions,
            CallBudgets budgets) {
        this.books = books;
        this.glue = glue;
        this.code = code;
        this.failing = failing;
        this.outcomes = outcomes;
        this.sessions = sessions;
        this.budgets = budgets;
    }

    void send(SessionRow session, CellRow cell) {
        String text;
        try {
            text = code.encode(cell.id(), session.spec().language(), cell.language(), cell.code());
        } catch (IllegalArgumentException e) {
            // It fitted the session that it was written for, and this is a later one.
            books.change(session.thread(), book -> {
                if (book.fresh(cell).state() == CellState.QUEUED) {
                    outcomes.lost(book, cell, Words.unfit(e));
                }
            });
            return;
        }
        boolean go = books.ask(session.thread(), book -> {
            CellRow current = book.fresh(cell);
            if (current.state() != CellState.QUEUED
                    || book.still(session, SessionState.READY).isEmpty()) {
                return false;
            }
            book.wantAll(book.change(current)
                    .state(CellState.SENDING)
                    .session(Optional.of(session.id()))
                    .sentAt(Optional.of(book.now()))
                    .quietAt(Optional.of(books.ledgerNow(book).plus(ON_THE_WIRE)))
                    .save());
            return true;
        });
        if (!go) {
            return;
        }
        int statement;
        try {
            statement = glue.run(session.id(), session.spec().region(), text, books::mayCall);
        } catch (LeaseLostException e) {
            // It was not sent. If another replica has the thread by now, nothing is written: that one finds out.
            books.change(session.thread(), book -> notGone(book, book.fresh(cell)));
            return;
        } catch (GlueException e) {
            books.change(session.thread(), book -> notSent(book, session, book.fresh(cell), e));
            return;
        }
        books.change(session.thread(), book -> running(book, session, book.fresh(cell), statement));
    }

    private void running(ThreadBook book, SessionRow session, CellRow cell, int statement) {
        if (cell.state() == CellState.SENDING) {
            boolean cancel = cell.cancelAskedAt().isPresent();
            book.wantAll(book.change(cell)
                    .state(cancel ? CellState.CANCELLING : CellState.RUNNING)
                    .statementId(statement)
                    .startedAt(cell.sentAt().orElse(book.now()))
                    .refusals(0)
                    .toldAt(book.now())
                    .save());
            book.wantCard();
        }
        book.well(lookAgain(book, session, book.now()));
    }

    private Duration lookAgain(ThreadBook book, SessionRow session, Instant startedAt) {
        return budgets.watch(session.spec().region(), session.thread(), startedAt, book.now());
    }

    private void notSent(ThreadBook book, SessionRow session, CellRow cell, GlueException trouble) {
        if (cell.state() != CellState.SENDING) {
            return;
        }
        switch (trouble) {
            // It may be running: it stays SENDING until the list of statements tells.
            case GlueException.Unclear _ -> {
                CellRow settling = book.change(cell)
                        .quietAt(Optional.of(books.ledgerNow(book).plus(SETTLED)))
                        .refusals(0)
                        .save();
                assert settling.state() == CellState.SENDING;
                failing.note(book, trouble);
            }
            case GlueException.Throttled _,
                    GlueException.Busy _,
                    GlueException.LimitReached _,
                    GlueException.Unreachable _ -> {
                back(book, cell, cell.refusals());
                failing.note(book, trouble);
            }
            case GlueException.WrongState _, GlueException.NotFound _ -> {
                back(book, cell, cell.refusals());
                suspect(book, session);
                failing.note(book, trouble);
            }
            case GlueException.Denied _, GlueException.Invalid _, GlueException.AlreadyExists _ -> {
                if (cell.refusals() + 1 >= MOST_REFUSALS) {
                    String name = trouble instanceof GlueException.Denied ? "AccessDenied" : "InvalidInput";
                    outcomes.refused(book, cell, name, Words.said(trouble));
                    book.well(Duration.ZERO);
                } else {
                    // A session that is over may say so in these words; looking at it tells.
                    back(book, cell, cell.refusals() + 1);
                    suspect(book, session);
                    failing.note(book, trouble);
                }
            }
        }
    }

    private void notGone(ThreadBook book, CellRow cell) {
        if (cell.state() == CellState.SENDING) {
            back(book, cell, cell.refusals());
        }
        book.well(Duration.ZERO);
    }

    /** It surely did not arrive. */
    private void back(ThreadBook book, CellRow cell, int refusals) {
        CellRow waiting = book.change(cell)
                .state(CellState.QUEUED)
                .sentAt(Optional.empty())
                .quietAt(Optional.empty())
                .session(Optional.empty())
                .refusals(refusals)
                .save();
        if (cell.cancelAskedAt().isPresent()) {
            outcomes.cancelledUnsent(book, waiting);
        } else {
            book.wantAll(waiting);
        }
    }

    void find(SessionRow session, CellRow cell) {
        Optional<GlueStatement> found;
        try {
            found = glue.statements(session.id(), session.spec().region()).stream()
                    .filter(statement -> code.cellOf(statement.code())
                            .filter(id -> id.equals(cell.id()))
                            .isPresent())
                    .findFirst();
        } catch (GlueException e) {
            books.change(session.thread(), book -> unanswered(book, session, cell, e));
            return;
        }
        if (found.isPresent()) {
            // The list may leave the output out.
            books.change(
                    session.thread(),
                    book -> running(book, session, book.fresh(cell), found.get().id()));
            return;
        }
        books.change(session.thread(), book -> notListed(book, book.fresh(cell)));
    }

    /** Surely not there, but only once the wire is quiet; by the ledger's clock, since whoever sent it had another one. */
    private void notListed(ThreadBook book, CellRow cell) {
        if (cell.state() != CellState.SENDING) {
            book.well(Duration.ZERO);
            return;
        }
        Instant now = books.ledgerNow(book);
        Instant longest = now.plus(ON_THE_WIRE);
        // Not known for what a process of an earlier version sent; too far away if the clock was set back since.
        Instant quiet = cell.quietAt()
                .filter(moment -> !moment.isAfter(longest))
                .orElseGet(() -> book.change(cell)
                        .quietAt(Optional.of(longest))
                        .save()
                        .quietAt()
                        .orElseThrow());
        Duration left = Duration.between(now, quiet);
        if (left.isPositive()) {
            book.well(left.compareTo(LOOK_AGAIN) < 0 ? left : LOOK_AGAIN);
        } else {
            back(book, cell, 0);
            book.well(Duration.ZERO);
        }
    }

    void poll(SessionRow session, CellRow cell) {
        GlueStatement statement;
        Optional<GlueSession> end = Optional.empty();
        budgets.looked(session.spec().region(), session.thread());
        try {
            String region = session.spec().region();
            statement = glue.statement(session.id(), region, cell.statementId().orElseThrow());
            if (endedStrangely(cell, statement)) {
                end = Optional.of(glue.session(session.id(), region)).filter(SessionSteps::isOver);
            }
        } catch (GlueException e) {
            books.change(session.thread(), book -> unanswered(book, session, cell, e));
            return;
        }
        if (end.isPresent()) {
            sessions.seen(session, end.get());
            return;
        }
        books.change(session.thread(), book -> {
            CellRow current = book.fresh(cell);
            if (current.isOver()) {
                return;
            }
            if (statement.isOver()) {
                outcomes.write(book, current, statement);
                book.still(session, SessionState.READY)
                        .ifPresent(s -> book.change(s).lastActivity(book.now()).save());
                book.well(Duration.ZERO);
            } else {
                goesOn(book, session, current, statement);
            }
        });
    }

    /** CANCELLED without being asked, or ERROR: perhaps it is the session that is over. */
    private static boolean endedStrangely(CellRow cell, GlueStatement statement) {
        return switch (statement.state().toUpperCase(Locale.ROOT)) {
            case "CANCELLED" -> cell.cancelAskedAt().isEmpty();
            case "ERROR", "FAILED" -> true;
            default -> false;
        };
    }

    private void goesOn(ThreadBook book, SessionRow session, CellRow cell, GlueStatement statement) {
        Instant now = book.now();
        boolean moved = Math.round(statement.progress() * 100) != Math.round(cell.progress() * 100);
        boolean old = cell.toldAt().map(told -> !now.isBefore(told.plus(TELL))).orElse(true);
        if (moved || old) {
            book.change(cell)
                    .progress(statement.progress())
                    .toldAt(now)
                    .refusals(0)
                    .save();
            book.want(new Slot.Cell(cell.id()));
        } else if (cell.refusals() > 0) {
            // Answered after all: what counts is how often in a row it was not.
            book.change(cell).refusals(0).save();
        }
        book.well(lookAgain(book, session, cell.startedAt().orElse(now)));
    }

    /** No answer about the cell. What fails for a while goes by; what the session's state forbids asks for a look at it. */
    private void unanswered(ThreadBook book, SessionRow session, CellRow cell, GlueException trouble) {
        CellRow current = book.fresh(cell);
        boolean gone = trouble instanceof GlueException.NotFound || trouble instanceof GlueException.WrongState;
        if (gone && !current.isOver()) {
            if (current.refusals() + 1 >= MOST_REFUSALS) {
                // Three times the session was looked at and was alive, and still nothing is known of the statement.
                outcomes.lost(book, current, Words.FORGOTTEN);
                book.well(Duration.ZERO);
                return;
            }
            book.change(current).refusals(current.refusals() + 1).save();
            suspect(book, session);
        }
        failing.note(book, trouble);
    }

    private static void suspect(ThreadBook book, SessionRow session) {
        book.still(session, SessionState.READY)
                .ifPresent(s -> book.change(s).suspect(true).save());
    }

    void sendCancel(SessionRow session, CellRow cell) {
        books.change(
                session.thread(),
                book -> book.change(book.fresh(cell))
                        .cancelSentAt(Optional.of(book.now()))
                        .save());
        try {
            glue.cancel(
                    session.id(), session.spec().region(), cell.statementId().orElseThrow());
        } catch (GlueException e) {
            books.change(session.thread(), book -> notCancelled(book, session, book.fresh(cell), e));
            return;
        }
        books.change(session.thread(), book -> book.well(PollPace.next(Duration.ZERO)));
    }

    private void notCancelled(ThreadBook book, SessionRow session, CellRow cell, GlueException trouble) {
        switch (trouble) {
            // Polling goes on and tells what became of it.
            case GlueException.Invalid _, GlueException.AlreadyExists _ -> failing.note(book, trouble);
            case GlueException.NotFound _, GlueException.WrongState _ -> {
                suspect(book, session);
                failing.note(book, trouble);
            }
            case GlueException.Throttled _,
                    GlueException.Denied _,
                    GlueException.Busy _,
                    GlueException.LimitReached _,
                    GlueException.Unclear _,
                    GlueException.Unreachable _ -> {
                if (!cell.isOver()) {
                    book.change(cell).cancelSentAt(Optional.empty()).save();
                }
                failing.note(book, trouble);
            }
        }
    }
}
