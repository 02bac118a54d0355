package io.gluethread.broker;

import io.gluethread.broker.glue.Glue;
import io.gluethread.broker.glue.GlueException;
import io.gluethread.broker.glue.GlueSession;
import io.gluethread.broker.ledger.SessionRow;
import io.gluethread.broker.ledger.ThreadRow;
import io.gluethread.broker.policy.Reckoning;
import io.gluethread.broker.session.Notice;
import io.gluethread.broker.session.SessionId;
import io.gluethread.broker.session.SessionSpec;
import io.gluethread.broker.session.SessionState;
import io.gluethread.broker.session.ThreadId;
import io.gluethread.broker.session.Usage;
import io.gluethread.broker.session.WorkerType;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sessions with our tag that the ledger has no more, or has as over while Glue has them alive. */
final class Strays {
    private static final Pattern OURS = Pattern.compile("[A-Za-z0-9-]+-([a-z0-9]{8,40})-(\\d{1,6})");

    /** A list may show the state of a while ago. */
    private static final Duration SETTLED = Duration.ofMinutes(2);

    /** For so long after its end a session's figures may still change. */
    private static final Duration CORRECTED = Duration.ofHours(1);

    private final Books books;
    private final Glue glue;
    private final Beginnings beginnings;
    private final SpecResolver specs;

    Strays(Books books, Glue glue, Beginnings beginnings, SpecResolver specs) {
        this.books = books;
        this.glue = glue;
        this.beginnings = beginnings;
        this.specs = specs;
    }

    /** Answers false for a living session that belongs to nobody, which can only be listed. */
    boolean handle(String region, GlueSession seen) {
        boolean over = SessionSteps.isOver(seen);
        if (over && isOld(seen)) {
            return true;
        }
        Optional<SessionRow> known = books.ledger().transact(tx -> tx.sessions().find(seen.id()));
        if (known.isPresent()) {
            SessionRow session = known.get();
            if (session.isOver()) {
                correct(session, seen);
            }
            if (session.isOver() && !over) {
                end(region, session, seen);
            }
            return true;
        }
        return over || adopted(region, seen);
    }

    /** Nobody knows for how long Glue lists what has ended; what ended long ago is not looked up each time. */
    private boolean isOld(GlueSession seen) {
        return seen.completedOn()
                .map(completed -> completed.plus(CORRECTED).isBefore(books.now()))
                .orElse(false);
    }

    /** What Glue tells of a session afterwards is truer than what was reckoned at its end. */
    private void correct(SessionRow session, GlueSession seen) {
        Optional<Usage> told = Reckoning.told(seen, session.spec().size())
                .filter(usage -> usage.dpuSeconds().compareTo(session.usage().dpuSeconds()) != 0 && usage.measured());
        told.ifPresent(usage -> books.change(session.thread(), book -> {
            var change = book.change(session).usage(usage);
            if (session.begunAt().isEmpty()) {
                change.begunAt(seen.createdOn().orElse(session.createdAt()));
            }
            change.save();
            book.wantCard();
        }));
    }

    /** The ledger has it as over: a create that was given up came true later. It costs money and serves nobody. */
    private void end(String region, SessionRow session, GlueSession seen) {
        boolean settled = session.endedAt()
                .map(ended -> ended.plus(SETTLED).isBefore(books.now()))
                .orElse(true);
        String status = seen.status().toUpperCase(Locale.ROOT);
        if (settled && (status.equals("READY") || status.equals("PROVISIONING"))) {
            try {
                glue.stop(seen.id(), region);
            } catch (GlueException.WrongState | GlueException.Throttled e) {
                // Not yet, then; the next sweep comes soon.
                return;
            }
        }
    }

    private boolean adopted(String region, GlueSession seen) {
        Matcher id = OURS.matcher(seen.id().value());
        if (!id.matches()) {
            return false;
        }
        ThreadId thread = new ThreadId(id.group(1));
        Optional<ThreadRow> known = books.ledger().transact(tx -> tx.threads().find(thread));
        if (known.isEmpty()) {
            return false;
        }
        int generation = Integer.parseInt(id.group(2));
        return books.ask(thread, book -> {
            boolean taken = book.situation().live().isPresent()
                    || book.situation().session().map(SessionRow::generation).orElse(0) >= generation;
            if (taken || !(specs.resolve(book.row().settings()) instanceof Broker.Resolved.Good(SessionSpec spec))) {
                return false;
            }
            adopt(book, seen.id(), generation, like(spec, region, seen), seen);
            return true;
        });
    }

    private void adopt(ThreadBook book, SessionId id, int generation, SessionSpec spec, GlueSession seen) {
        SessionRow row = book.tx().sessions().add(beginnings.row(book, id, generation, spec, SessionState.WANTED));
        // Looked at next, which tells its state; asked for already, so it is not created.
        book.change(row)
                .askedAt(Optional.of(book.now()))
                .begunAt(seen.createdOn().orElse(book.now()))
                .save();
        book.note("found-" + generation, new Notice.Found(id));
        book.wantCard();
        book.wake();
    }

    /** The thread's settings with what Glue tells of the session itself. */
    private static SessionSpec like(SessionSpec spec, String region, GlueSession seen) {
        Optional<SessionSpec.Size> workers = seen.workerType()
                .flatMap(
                        type -> seen.workers().map(count -> new SessionSpec.Size.Workers(new WorkerType(type), count)));
        return new SessionSpec(
                spec.language(),
                region,
                spec.role(),
                seen.glueVersion().orElse(spec.glueVersion()),
                workers.or(() -> seen.maxCapacity().map(SessionSpec.Size.Capacity::new))
                        .orElse(spec.size()),
                seen.idleTimeout().filter(idle -> idle.toMinutes() > 0).orElse(spec.idleTimeout()),
                spec.timeout(),
                spec.command(),
                spec.idPrefix(),
                spec.securityConfiguration(),
                spec.connections(),
                spec.arguments(),
                spec.tags());
    }
}
