package io.gluethread.broker;

import io.gluethread.broker.Broker.Cancelled;
import io.gluethread.broker.Broker.Configured;
import io.gluethread.broker.Broker.NewCell;
import io.gluethread.broker.Broker.Opening;
import io.gluethread.broker.Broker.Started;
import io.gluethread.broker.Broker.Stopped;
import io.gluethread.broker.Broker.Submitted;
import io.gluethread.broker.ledger.CarriedOut;
import io.gluethread.broker.ledger.CellRow;
import io.gluethread.broker.ledger.LedgerJson;
import io.gluethread.broker.ledger.SessionRow;
import io.gluethread.broker.ledger.ThreadRow;
import io.gluethread.broker.session.CellId;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.Ending;
import io.gluethread.broker.session.Language;
import io.gluethread.broker.session.Notice;
import io.gluethread.broker.session.Person;
import io.gluethread.broker.session.SessionId;
import io.gluethread.broker.session.SessionSpec;
import io.gluethread.broker.session.SessionState;
import io.gluethread.broker.session.SessionView;
import io.gluethread.broker.session.Setting;
import io.gluethread.broker.session.Settings;
import io.gluethread.broker.session.ThreadId;
import io.gluethread.broker.session.ThreadKey;
import io.gluethread.broker.session.ThreadView;
import io.gluethread.broker.statement.StatementCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What people ask for, written into the ledger. Nothing here speaks to Glue. */
final class Requests {
    private static final Logger log = LoggerFactory.getLogger(Requests.class);

    private final Books books;
    private final Beginnings beginnings;
    private final StopSteps stops;
    private final Outcomes outcomes;
    private final SpecResolver specs;
    private final StatementCode code;
    private final Supplier<ThreadId> ids;

    Requests(
            Books books,
            Beginnings beginnings,
            StopSteps stops,
            Outcomes outcomes,
            SpecResolver specs,
            StatementCode code,
            Supplier<ThreadId> ids) {
        this.books = books;
        this.beginnings = beginnings;
        this.stops = stops;
        this.outcomes = outcomes;
        this.specs = specs;
        this.code = code;
        this.ids = ids;
    }

    ThreadView open(Opening request) {
        ThreadId fresh = ids.get();
        ThreadRow row = new ThreadRow(
                fresh,
                request.team(),
                request.channel(),
                request.rootTs(),
                request.owner(),
                request.name(),
                request.settings(),
                books.now(),
                Optional.empty(),
                0,
                Optional.empty(),
                false);
        boolean added = books.create(row, request.dedup(), book -> {
            book.wantCard();
            if (request.startNow()
                    && beginnings.begin(book, language(book)) instanceof Beginnings.Begun.No(List<String> problems)) {
                book.note("not-started", new Notice.Trouble("No session was started. " + String.join(" ", problems)));
            }
        });
        return added ? view(fresh) : known(request);
    }

    /** The thread that the same request, or another one about the same root, made. */
    private ThreadView known(Opening request) {
        return books.ledger().transact(tx -> {
            Optional<ThreadRow> byRoot = request.rootTs()
                    .flatMap(ts -> tx.threads().find(new ThreadKey(request.team(), request.channel(), ts)));
            ThreadRow row =
                    tx.threads().byDedup(request.dedup()).or(() -> byRoot).orElseThrow();
            return Views.thread(tx, row, books.now());
        });
    }

    private ThreadView view(ThreadId id) {
        return books.ledger()
                .transact(tx -> Views.thread(tx, tx.threads().find(id).orElseThrow(), books.now()));
    }

    private Language language(ThreadBook book) {
        return beginnings.planned(book.situation(), Language.SQL);
    }

    /** What a request did before. */
    Optional<Broker.Before> before(String dedup) {
        return books.ledger()
                .transact(tx -> tx.carriedOut()
                        .find(dedup)
                        .map(done -> new Broker.Before(done.thread(), done.target()))
                        .or(() -> tx.threads()
                                .byDedup(dedup)
                                .map(row -> new Broker.Before(Optional.of(row.id()), Optional.empty()))));
    }

    void nothingDone(String dedup) {
        Optional<CarriedOut.Done> before = books.ledger()
                .transact(tx -> tx.carriedOut()
                        .claim(dedup, new CarriedOut.Done(Optional.empty(), Optional.empty()), books.now()));
        before.ifPresent(done -> log.debug("{} did {} before", dedup, done));
    }

    Started start(ThreadId thread, Settings change, Optional<String> dedup) {
        return books.ask(thread, book -> {
            Optional<CarriedOut.Done> done = dedup.flatMap(book.tx().carriedOut()::find);
            Optional<SessionRow> before = done.flatMap(CarriedOut.Done::target)
                    .map(target -> book.tx().sessions().get(new SessionId(target)));
            if (before.isPresent()) {
                return new Started.Starting(Views.session(book.tx(), before.get(), book.now()));
            }
            Optional<SessionRow> live = done.isPresent()
                    ? book.situation().session()
                    : book.situation().live();
            if (live.isPresent()) {
                // Handled again when that one is over, it starts nothing either.
                Optional<CarriedOut.Done> noted = book.once(dedup, Optional.empty());
                assert noted.equals(done);
                return new Started.AlreadyAlive(Views.session(book.tx(), live.get(), book.now()));
            }
            Settings settings = book.row().settings().with(change);
            if (specs.resolve(settings) instanceof Broker.Resolved.Bad(List<String> problems)) {
                return new Started.Refused(problems);
            }
            book.tx().threads().settings(thread, settings, name(book.row(), change));
            ThreadBook again = new ThreadBook(book.tx(), thread, book.now());
            Started started =
                    switch (beginnings.begin(again, language(again))) {
                        case Beginnings.Begun.Yes(SessionRow session) -> {
                            first(book, dedup, session.id().value());
                            yield new Started.Starting(Views.session(book.tx(), session, book.now()));
                        }
                        case Beginnings.Begun.No(List<String> problems) -> new Started.Refused(problems);
                    };
            book.wantCard();
            return started;
        });
    }

    /** The request does this, and has done nothing before; else all of it is undone, and the next time it is known. */
    private static void first(ThreadBook book, Optional<String> dedup, String target) {
        Optional<CarriedOut.Done> before = book.once(dedup, Optional.of(target));
        if (before.isPresent()) {
            throw new IllegalStateException("a request does two things at once: %s and %s".formatted(target, before));
        }
    }

    Configured configure(ThreadId thread, Settings change, Optional<String> dedup) {
        return books.ask(thread, book -> {
            Settings settings = book.row().settings();
            Optional<SessionView> live =
                    book.situation().live().map(session -> Views.session(book.tx(), session, book.now()));
            Optional<CarriedOut.Done> done = dedup.flatMap(book.tx().carriedOut()::find);
            // A role that nobody has named yet is no fault of this change.
            if (done.isPresent()) {
                Settings then = done.flatMap(CarriedOut.Done::target)
                        .map(LedgerJson::settings)
                        .orElse(settings);
                boolean overtaken = !settings.with(change).equals(settings);
                return new Configured(
                        specs.resolveSoFar(then).spec(),
                        specs.resolveSoFar(then.with(change)).spec(),
                        live,
                        List.of(),
                        overtaken);
            }
            SessionSpec before = specs.resolveSoFar(settings).spec();
            SpecResolver.SoFar after = specs.resolveSoFar(settings.with(change));
            if (!after.problems().isEmpty()) {
                return new Configured(before, before, live, after.problems(), false);
            }
            first(book, dedup, LedgerJson.encode(settings));
            book.tx().threads().settings(thread, settings.with(change), name(book.row(), change));
            book.wantCard();
            return new Configured(before, after.spec(), live, List.of(), false);
        });
    }

    private static String name(ThreadRow row, Settings change) {
        return change.get(Setting.NAME).orElse(row.name());
    }

    Submitted submit(ThreadId thread, NewCell cell) {
        return books.ask(thread, book -> submit(book, cell));
    }

    private Submitted submit(ThreadBook book, NewCell cell) {
        ThreadId thread = book.row().id();
        Optional<CellRow> before = book.tx()
                .carriedOut()
                .find(cell.dedup())
                .flatMap(CarriedOut.Done::target)
                .map(target -> book.tx().cells().get(new CellId(target)))
                .or(() -> book.tx().cells().byDedup(thread, cell.dedup()));
        if (before.isPresent()) {
            return new Submitted.Before(Views.cell(book.tx(), before.get()));
        }
        if (cell.code().isBlank()) {
            return new Submitted.Refused("The cell is empty.", "Put some code into it.");
        }
        Situation situation = book.situation();
        Optional<SessionRow> takes = situation.live().filter(s -> s.state() != SessionState.STOPPING);
        Language speaks =
                takes.map(s -> s.spec().language()).orElseGet(() -> beginnings.planned(situation, cell.language()));
        if (cell.language() != Language.SQL && cell.language() != speaks) {
            return new Submitted.Refused(Words.otherLanguage(speaks, cell.language()), Words.wayOut(cell.language()));
        }
        int ordinal = book.tx().cells().count(thread) + 1;
        CellId id = new CellId("%s-%d".formatted(thread, ordinal));
        Optional<String> tooLong = tooLong(id, speaks, cell);
        if (tooLong.isPresent()) {
            return new Submitted.Refused(
                    tooLong.get(), "Split it into several cells, or read the long part from a file in S3.");
        }
        String note = "";
        if (situation.live().isEmpty()) {
            switch (beginnings.begin(book, speaks)) {
                case Beginnings.Begun.No(List<String> problems) -> {
                    return new Submitted.Refused("No session could be started.", String.join(" ", problems));
                }
                case Beginnings.Begun.Yes(SessionRow session) -> note = session.generation() > 1 ? Words.FRESH : "";
            }
        }
        first(book, Optional.of(cell.dedup()), id.value());
        CellRow row = book.tx().cells().add(row(book, id, ordinal, cell, note), cell.dedup());
        book.wantAll(row);
        book.wantCard();
        book.wake();
        return new Submitted.Queued(Views.cell(book.tx(), row), takes.isEmpty());
    }

    private Optional<String> tooLong(CellId id, Language speaks, NewCell cell) {
        try {
            int length = code.encode(id, speaks, cell.language(), cell.code()).length();
            return length > StatementCode.MAX_CODE
                    ? Optional.of("The cell is too long: %,d characters as code, Glue takes %,d."
                            .formatted(length, StatementCode.MAX_CODE))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(Words.said(e));
        }
    }

    private static CellRow row(ThreadBook book, CellId id, int ordinal, NewCell cell, String note) {
        Optional<Instant> never = Optional.empty();
        return new CellRow(
                id,
                book.row().id(),
                ordinal,
                cell.author(),
                cell.language(),
                cell.code(),
                cell.sourceTs(),
                CellState.QUEUED,
                0,
                book.now(),
                never,
                never,
                never,
                never,
                Optional.empty(),
                Optional.empty(),
                never,
                never,
                Optional.empty(),
                note,
                0,
                0,
                never);
    }

    Stopped stop(ThreadId thread, Person by, Optional<String> dedup) {
        return books.ask(thread, book -> {
            Situation situation = book.situation();
            Optional<CarriedOut.Done> before = book.once(
                    dedup, situation.live().map(session -> session.id().value()));
            if (before.isPresent()) {
                return stoppedBefore(book, before.get());
            }
            if (situation.live().isEmpty()) {
                return new Stopped.NothingAlive(
                        situation.session().map(last -> Views.session(book.tx(), last, book.now())));
            }
            SessionRow session = situation.live().get();
            int lost;
            if (session.state() == SessionState.STOPPING) {
                lost = situation.queued().size();
                situation.queued().forEach(cell -> Closing.lose(book, session, cell));
            } else {
                lost = stops.askToStop(book, session, new Ending.Asked(by));
            }
            SessionRow now = book.tx().sessions().get(session.id());
            return new Stopped.Stopping(Views.session(book.tx(), now, book.now()), lost);
        });
    }

    private static Stopped stoppedBefore(ThreadBook book, CarriedOut.Done before) {
        if (before.target().isPresent()) {
            SessionRow session =
                    book.tx().sessions().get(new SessionId(before.target().get()));
            return new Stopped.Stopping(
                    Views.session(book.tx(), session, book.now()),
                    book.tx().cells().lostWith(session.id()).size());
        }
        return new Stopped.NothingAlive(before.thread()
                .flatMap(book.tx().sessions()::newest)
                .filter(SessionRow::isOver)
                .map(last -> Views.session(book.tx(), last, book.now())));
    }

    private static Cancelled cancelledBefore(ThreadBook book, CarriedOut.Done before) {
        if (before.target().isEmpty()) {
            return new Cancelled.NoSuchCell();
        }
        CellRow cell = book.tx().cells().get(new CellId(before.target().get()));
        boolean asked = cell.cancelAskedAt().isPresent() || cell.state() == CellState.CANCELLED || !cell.isOver();
        return asked
                ? new Cancelled.Asked(Views.cell(book.tx(), cell))
                : new Cancelled.OverAlready(Views.cell(book.tx(), cell));
    }

    Cancelled cancel(ThreadId thread, CellId id, Optional<String> dedup) {
        return books.ask(thread, book -> {
            Optional<CellRow> known =
                    book.tx().cells().find(id).filter(cell -> cell.thread().equals(thread));
            if (known.isEmpty()) {
                return new Cancelled.NoSuchCell();
            }
            Optional<CarriedOut.Done> before = book.once(dedup, Optional.of(id.value()));
            if (before.isPresent()) {
                return cancelledBefore(book, before.get());
            }
            CellRow cell = known.get();
            if (cell.isOver()) {
                return new Cancelled.OverAlready(Views.cell(book.tx(), cell));
            }
            return new Cancelled.Asked(Views.cell(book.tx(), cancelled(book, cell)));
        });
    }

    private CellRow cancelled(ThreadBook book, CellRow cell) {
        return switch (cell.state()) {
            case QUEUED -> outcomes.cancelledUnsent(book, cell);
            // Whether there is anything to cancel is known when it is known whether it arrived.
            case SENDING -> book.change(cell).cancelAskedAt(book.now()).save();
            case RUNNING -> {
                CellRow asked = book.change(cell)
                        .state(CellState.CANCELLING)
                        .cancelAskedAt(book.now())
                        .save();
                book.wantAll(asked);
                book.wake();
                yield asked;
            }
            case CANCELLING, OK, ERROR, CANCELLED, LOST -> cell;
        };
    }

    Optional<SessionView> keep(ThreadId thread, Duration more, Optional<String> dedup) {
        return books.ask(thread, book -> {
            Optional<SessionRow> ready = book.situation().live().filter(s -> s.state() == SessionState.READY);
            Optional<CarriedOut.Done> before =
                    book.once(dedup, ready.map(session -> session.id().value()));
            if (before.isPresent()) {
                return before.flatMap(CarriedOut.Done::target)
                        .map(target -> book.tx().sessions().get(new SessionId(target)))
                        .filter(session -> session.state() == SessionState.READY)
                        .map(session -> Views.session(book.tx(), session, book.now()));
            }
            return ready.map(session -> Views.session(book.tx(), kept(book, session, more), book.now()));
        });
    }

    private static SessionRow kept(ThreadBook book, SessionRow session, Duration more) {
        Instant until = book.now().plus(more.isNegative() ? Duration.ZERO : more);
        Instant longest = session.keepUntil().filter(until::isBefore).orElse(until);
        var change = book.change(session).keepUntil(longest).lastActivity(book.now());
        if (session.chore() == SessionRow.Chore.NONE) {
            change.chore(SessionRow.Chore.TOUCH, Optional.empty(), Optional.empty());
        }
        SessionRow kept = change.save();
        book.wantCard();
        book.wake();
        return kept;
    }
}
