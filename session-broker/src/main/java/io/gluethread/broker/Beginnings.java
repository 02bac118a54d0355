package io.gluethread.broker;

import io.gluethread.broker.ledger.CellRow;
import io.gluethread.broker.ledger.SessionRow;
import io.gluethread.broker.ledger.Sessions;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.Language;
import io.gluethread.broker.session.RateSource;
import io.gluethread.broker.session.SessionId;
import io.gluethread.broker.session.SessionSpec;
import io.gluethread.broker.session.SessionState;
import io.gluethread.broker.session.Setting;
import java.util.List;
import java.util.Optional;

/** Writes a new generation of a thread's session into the ledger, if it may be. */
final class Beginnings {
    private final SpecResolver specs;
    private final RateSource rates;
    private final BrokerDefaults defaults;

    Beginnings(SpecResolver specs, RateSource rates, BrokerDefaults defaults) {
        this.specs = specs;
        this.rates = rates;
        this.defaults = defaults;
    }

    /** Whether a session was begun. */
    sealed interface Begun {
        record Yes(SessionRow session) implements Begun {}

        record No(List<String> problems) implements Begun {}
    }

    /** Only when none is alive. */
    Begun begin(ThreadBook book, Language language) {
        Optional<String> full = full(book);
        if (full.isPresent()) {
            return new Begun.No(List.of(full.get()));
        }
        return switch (specs.resolve(book.row().settings(), language)) {
            case Broker.Resolved.Bad(List<String> problems) -> new Begun.No(problems);
            case Broker.Resolved.Good(SessionSpec spec) -> new Begun.Yes(add(book, spec));
        };
    }

    private Optional<String> full(ThreadBook book) {
        Sessions sessions = book.tx().sessions();
        // Two that counted the living at once could both be the last one allowed, in one process or in two.
        sessions.oneAtATime();
        int perPerson = defaults.limits().maxLivePerPerson();
        if (sessions.countAlive(book.row().owner()) >= perPerson) {
            return Optional.of(
                    "You have %d sessions alive, which is the most for one person; stop one, then try again (/glue list shows them)."
                            .formatted(perPerson));
        }
        int inAll = defaults.limits().maxLive();
        if (sessions.countAlive() >= inAll) {
            return Optional.of(
                    "%d sessions are alive, which is the most for everybody together; try again when one has ended."
                            .formatted(inAll));
        }
        return Optional.empty();
    }

    private SessionRow add(ThreadBook book, SessionSpec spec) {
        int generation =
                1 + book.situation().session().map(SessionRow::generation).orElse(0);
        SessionId id = SessionId.of(book.row().id(), generation, spec.idPrefix());
        SessionRow row = book.tx().sessions().add(row(book, id, generation, spec, SessionState.WANTED));
        book.wantCard();
        book.wake();
        return row;
    }

    SessionRow row(ThreadBook book, SessionId id, int generation, SessionSpec spec, SessionState state) {
        return SessionRow.begun(
                id, book.row().id(), generation, state, spec, rates.rate(spec.region(), spec.size()), book.now());
    }

    /** What the thread's next session speaks: as was set, else as the first cell that waits, else as this one, else default. */
    Language planned(Situation situation, Language cell) {
        if (situation.thread().settings().get(Setting.LANGUAGE).isPresent()
                && specs.resolve(situation.thread().settings()) instanceof Broker.Resolved.Good(SessionSpec spec)) {
            return spec.language();
        }
        return situation.queued().stream()
                .map(CellRow::language)
                .filter(language -> language != Language.SQL)
                .findFirst()
                .orElse(cell == Language.SQL ? defaults.language() : cell);
    }

    /** Cells wait and no session is alive: begins one, or gives the cells up and says why. */
    void beginForWaiting(ThreadBook book) {
        Situation situation = book.situation();
        if (situation.live().isPresent() || situation.open().isEmpty()) {
            return;
        }
        CellRow first = situation.open().getFirst();
        switch (begin(book, planned(situation, first.language()))) {
            case Begun.Yes(SessionRow session) -> {
                if (session.generation() > 1 && first.note().isEmpty()) {
                    book.change(first).note(Words.FRESH).save();
                }
                book.wantAll(first);
            }
            case Begun.No(List<String> problems) -> {
                for (CellRow cell : situation.open()) {
                    book.wantAll(book.change(cell)
                            .state(CellState.LOST)
                            .endedAt(book.now())
                            .note("It did not run: no session could be started. " + String.join(" ", problems))
                            .save());
                }
                book.wantCard();
            }
        }
    }
}
