package io.gluethread.broker;

import io.gluethread.broker.glue.Glue;
import io.gluethread.broker.glue.GlueException;
import io.gluethread.broker.glue.GlueSession;
import io.gluethread.broker.glue.GlueStatement;
import io.gluethread.broker.ledger.SessionChange;
import io.gluethread.broker.ledger.SessionRow;
import io.gluethread.broker.ledger.ThreadRow;
import io.gluethread.broker.policy.Reckoning;
import io.gluethread.broker.session.Ending;
import io.gluethread.broker.session.Notice;
import io.gluethread.broker.session.SessionState;
import io.gluethread.broker.statement.PollPace;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The steps of a session's life: each says one thing to Glue and writes down what came of it. */
final class SessionSteps {
    private static final Duration SOON = Duration.ofMillis(500);

    /** When a process of an earlier version said StopSession. */
    private static final Duration STOP_AGAIN = Duration.ofSeconds(30);

    /** ListSessions and GetSession may not know a session at once that CreateSession has just made. */
    private static final Duration UNSEEN = Duration.ofMinutes(1);

    /** With tag-based policies GetSession says Denied of a session that does not exist. */
    private static final int DENIED_MEANS_MISSING = 3;

    private final Books books;
    private final Glue glue;
    private final BrokerDefaults defaults;
    private final Failing failing;
    private final Closing closing;

    SessionSteps(Books books, Glue glue, BrokerDefaults defaults, Failing failing, Closing closing) {
        this.books = books;
        this.glue = glue;
        this.defaults = defaults;
        this.failing = failing;
        this.closing = closing;
    }

    void create(SessionRow session) {
        Optional<ThreadRow> thread = books.ask(
                session.thread(),
                book -> book.still(session, SessionState.WANTED)
                        .filter(s -> s.askedAt().isEmpty())
                        .map(s -> {
                            book.change(s).askedAt(Optional.of(book.now())).save();
                            return book.row();
                        }));
        if (thread.isEmpty()) {
            return;
        }
        try {
            glue.create(session.id(), session.spec(), tags(thread.get(), session));
        } catch (GlueException e) {
            books.change(
                    session.thread(),
                    book -> notCreated(book, book.tx().sessions().get(session.id()), e));
            return;
        }
        books.change(session.thread(), book -> {
            book.still(session, SessionState.WANTED)
                    .ifPresent(s -> book.change(s)
                            .state(SessionState.PROVISIONING)
                            .begunAt(book.now())
                            .save());
            book.still(session, SessionState.STOPPING)
                    .ifPresent(s -> book.change(s).begunAt(book.now()).save());
            book.wantCard();
            book.well(SOON);
        });
    }

    private void notCreated(ThreadBook book, SessionRow session, GlueException trouble) {
        switch (trouble) {
            // It may be there: decide by looking, never by asking again.
            case GlueException.AlreadyExists _, GlueException.Unclear _ -> failing.note(book, trouble);
            case GlueException.Throttled _,
                    GlueException.Unreachable _,
                    GlueException.Busy _,
                    GlueException.WrongState _,
                    GlueException.NotFound _ -> again(book, session, trouble);
            case GlueException.Denied _, GlueException.Invalid _, GlueException.LimitReached _ ->
                closing.close(
                        book,
                        session,
                        SessionState.FAILED,
                        new Ending.Refused(Words.said(trouble)),
                        Optional.empty(),
                        Optional.empty());
        }
    }

    /** It surely was not created; it is asked for again, but not for ever. */
    private void again(ThreadBook book, SessionRow session, GlueException trouble) {
        Duration most = defaults.limits().unreachable();
        if (session.state() == SessionState.WANTED && Failing.lasting(book).compareTo(most) >= 0) {
            closing.close(
                    book,
                    session,
                    SessionState.FAILED,
                    new Ending.Failed(Words.notCreated(trouble, most)),
                    Optional.empty(),
                    Optional.empty());
            return;
        }
        if (session.state() == SessionState.WANTED) {
            book.change(session).askedAt(Optional.empty()).save();
            book.wantCard();
        }
        failing.note(book, trouble);
    }

    void look(SessionRow session) {
        try {
            GlueSession seen = glue.session(session.id(), session.spec().region());
            seen(session, seen);
        } catch (GlueException e) {
            books.change(
                    session.thread(), book -> notSeen(book, book.tx().sessions().get(session.id()), e));
        }
    }

    /** Glue has told what the session is like: by GetSession or in a list. */
    void seen(SessionRow session, GlueSession seen) {
        boolean over = isOver(seen);
        Optional<GlueStatement> last = over ? lastWord(session) : Optional.empty();
        books.change(session.thread(), book -> {
            SessionRow current = book.tx().sessions().get(session.id());
            if (!current.isOver()) {
                if (over) {
                    close(book, current, seen, last);
                } else {
                    update(book, current, seen);
                }
            }
        });
    }

    /** As {@link #seen}, from a list: it says nothing about when to look again. */
    void listed(SessionRow session, GlueSession seen) {
        if (isOver(seen)) {
            seen(session, seen);
            return;
        }
        books.change(
                session.thread(),
                book -> book.still(session, SessionState.READY).ifPresent(s -> {
                    SessionChange change = book.change(s);
                    Reckoning.told(seen, s.spec().size()).ifPresent(change::usage);
                    if (!seen.status().equalsIgnoreCase("READY")) {
                        // A list may lag behind; a look of its own decides.
                        change.suspect(true);
                        book.wake();
                    }
                    change.save();
                }));
    }

    static boolean isOver(GlueSession seen) {
        return switch (seen.status().toUpperCase(Locale.ROOT)) {
            case "STOPPED", "FAILED", "TIMEOUT", "ERROR", "DELETED" -> true;
            default -> false;
        };
    }

    /** What was running may have finished just before the session ended. */
    private Optional<GlueStatement> lastWord(SessionRow session) {
        Optional<Integer> statement = books.situation(session.thread()).active().flatMap(cell -> cell.statementId());
        if (statement.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(glue.statement(session.id(), session.spec().region(), statement.get()));
        } catch (GlueException e) {
            return Optional.empty();
        }
    }

    private void close(ThreadBook book, SessionRow session, GlueSession seen, Optional<GlueStatement> last) {
        SessionRow begun = session.begunAt().isPresent()
                ? session
                : book.change(session)
                        .begunAt(seen.createdOn().orElse(session.createdAt()))
                        .save();
        String status = seen.status().toUpperCase(Locale.ROOT);
        switch (status) {
            case "STOPPED", "DELETED" ->
                closing.close(book, begun, SessionState.STOPPED, new Ending.Elsewhere(status), Optional.of(seen), last);
            case "TIMEOUT" ->
                closing.close(book, begun, SessionState.TIMEOUT, timedOut(book, begun), Optional.of(seen), last);
            default ->
                closing.close(
                        book,
                        begun,
                        SessionState.FAILED,
                        new Ending.Failed(Words.oneLine(seen.message())),
                        Optional.of(seen),
                        last);
        }
    }

    /** Glue has one word for both of its clocks. */
    private static Ending timedOut(ThreadBook book, SessionRow session) {
        Instant begun = session.begunAt().orElse(session.createdAt());
        Instant active = session.lastActivity().orElse(begun);
        Instant touched = session.touchedAt().filter(active::isBefore).orElse(active);
        boolean idleFirst = book.situation().active().isEmpty()
                && touched.plus(session.spec().idleTimeout())
                        .isBefore(begun.plus(session.spec().timeout()));
        return idleFirst
                ? new Ending.Idle(session.spec().idleTimeout().toMinutes())
                : new Ending.Lifetime(session.spec().timeout().toMinutes());
    }

    private void update(ThreadBook book, SessionRow session, GlueSession seen) {
        Instant now = book.now();
        SessionChange change = book.change(session).suspect(false);
        Reckoning.told(seen, session.spec().size()).ifPresent(change::usage);
        if (session.begunAt().isEmpty()) {
            change.begunAt(seen.createdOn().orElse(now));
        }
        if (!seen.message().equals(session.message())) {
            change.message(seen.message());
        }
        Duration next = PollPace.next(Duration.between(session.begunAt().orElse(now), now));
        String status = seen.status().toUpperCase(Locale.ROOT);
        switch (session.state()) {
            case WANTED, PROVISIONING -> {
                switch (status) {
                    case "READY" -> {
                        change.state(SessionState.READY)
                                .readyAt(now)
                                .lastActivity(now)
                                .progress(1);
                        book.wantCard();
                        next = Duration.ZERO;
                    }
                    case "PROVISIONING" -> {
                        change.state(SessionState.PROVISIONING).progress(seen.progress());
                        if (percent(seen.progress()) != percent(session.progress())
                                || session.state() == SessionState.WANTED) {
                            book.wantCard();
                        }
                    }
                    default -> stopping(book, change, status);
                }
            }
            case READY -> {
                if (!status.equals("READY")) {
                    stopping(book, change, status);
                }
                next = Duration.ZERO;
            }
            case STOPPING -> next = stillStopping(book, session, change, status);
            case STOPPED, FAILED, TIMEOUT, LOST -> throw new IllegalStateException("session is over: " + session.id());
        }
        change.save();
        book.well(next);
    }

    /** Somebody else is stopping it. */
    private static void stopping(ThreadBook book, SessionChange change, String status) {
        change.state(SessionState.STOPPING)
                .ending(new Ending.Elsewhere(status))
                .stopAskedAt(book.now())
                .stopSentAt(Optional.of(book.now()));
        book.wantCard();
    }

    private Duration stillStopping(ThreadBook book, SessionRow session, SessionChange change, String status) {
        Instant now = book.now();
        Instant asked = session.stopAskedAt().orElse(now);
        boolean ignored = (status.equals("READY") || status.equals("PROVISIONING"))
                && session.stopSentAt()
                        .map(sent -> !now.isBefore(session.stopAgainAt().orElse(sent.plus(STOP_AGAIN))))
                        .orElse(false);
        if (ignored) {
            change.stopSentAt(Optional.empty());
        }
        Duration limit = defaults.limits().stopping();
        if (now.isAfter(asked.plus(limit))) {
            book.note("stuck-" + session.generation(), new Notice.Trouble(Words.wouldNotStop(session.id(), limit)));
        }
        return ignored ? Duration.ZERO : PollPace.next(Duration.between(asked, now));
    }

    private void notSeen(ThreadBook book, SessionRow session, GlueException trouble) {
        if (session.isOver()) {
            return;
        }
        boolean missing = trouble instanceof GlueException.NotFound;
        boolean denied = trouble instanceof GlueException.Denied && book.row().failures() >= DENIED_MEANS_MISSING;
        if (session.state() == SessionState.WANTED && (missing || denied)) {
            again(book, session, trouble);
        } else if (missing && !isNew(session, book.now())) {
            boolean asked = session.state() == SessionState.STOPPING;
            closing.close(
                    book,
                    session,
                    asked ? SessionState.STOPPED : SessionState.LOST,
                    new Ending.Vanished(),
                    Optional.empty(),
                    Optional.empty());
        } else {
            failing.note(book, trouble);
        }
    }

    private static boolean isNew(SessionRow session, Instant now) {
        return session.state() == SessionState.PROVISIONING
                && session.begunAt()
                        .map(begun -> now.isBefore(begun.plus(UNSEEN)))
                        .orElse(true);
    }

    private Map<String, String> tags(ThreadRow thread, SessionRow session) {
        Map<String, String> tags = new LinkedHashMap<>(session.spec().tags());
        tags.put("owner", thread.owner().user());
        tags.put("channel", thread.channel());
        tags.put("thread", thread.id().value());
        tags.put(Sweep.SERVICE_TAG, defaults.service());
        return tags;
    }

    private static long percent(double progress) {
        return Math.round(progress * 100);
    }
}
