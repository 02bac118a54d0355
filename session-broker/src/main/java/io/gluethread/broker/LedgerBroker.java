package io.gluethread.broker;

import io.gluethread.broker.glue.Glue;
import io.gluethread.broker.glue.GlueStatement;
import io.gluethread.broker.ledger.CellRow;
import io.gluethread.broker.ledger.Leases;
import io.gluethread.broker.ledger.SqlLedger;
import io.gluethread.broker.policy.Ailment;
import io.gluethread.broker.policy.CallBudgets;
import io.gluethread.broker.policy.SteadyClock;
import io.gluethread.broker.session.CellId;
import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.Person;
import io.gluethread.broker.session.RateSource;
import io.gluethread.broker.session.SessionView;
import io.gluethread.broker.session.Settings;
import io.gluethread.broker.session.ThreadId;
import io.gluethread.broker.session.ThreadKey;
import io.gluethread.broker.session.ThreadView;
import io.gluethread.broker.statement.Result;
import io.gluethread.broker.statement.StatementCode;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The broker over a ledger. What is asked for is written down and answered at once; {@link #step} then does one thing at
 * a time for one thread, which {@link #start} has done by itself until {@link #close}; {@link #sweep} looks at all
 * sessions, and is called by one replica each {@link #SWEEP_EVERY}. Nothing is kept in memory that a crash could lose.
 */
public final class LedgerBroker implements Broker, AutoCloseable {
    /** How often {@link #sweep} is to be called, by one of the replicas. */
    public static final Duration SWEEP_EVERY = Duration.ofMinutes(1);

    private static final Duration SWEEP_LATE = Duration.ofMinutes(10);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /** What is late by this much was another replica's to do, and it does not do it. */
    private static final Duration LATE = Duration.ofSeconds(2);

    /** The look takes its turn in the loop like a thread, under a name that no thread has. */
    private static final ThreadId LOOK = new ThreadId("0look0look0");

    private final Parts parts;
    private final Books books;
    private final SpecResolver specs;
    private final Requests requests;
    private final Driver driver;
    private final Sweep sweep;
    private final Loop loop;
    private final Guarded guarded;
    private final InstantSource steady;
    private final PacedGlue glue;
    private volatile @Nullable Instant sweeping;
    private volatile boolean started;

    /**
     * What a broker is made of.
     *
     * @param reader a finished statement as a result; one that throws costs its cell the readable result, nothing more
     * @param ids makes names for new threads
     * @param leases this replica's
     */
    public record Parts(
            SqlLedger ledger,
            Glue glue,
            StatementCode code,
            Function<GlueStatement, Result> reader,
            RateSource rates,
            BrokerDefaults defaults,
            BrokerEvents events,
            InstantSource clock,
            Supplier<ThreadId> ids,
            Leases leases) {
        /** For a process that has just started. */
        public Parts(
                SqlLedger ledger,
                Glue glue,
                StatementCode code,
                Function<GlueStatement, Result> reader,
                RateSource rates,
                BrokerDefaults defaults,
                BrokerEvents events,
                InstantSource clock,
                Supplier<ThreadId> ids) {
            this(ledger, glue, code, reader, rates, defaults, events, clock, ids, ledger.leases());
        }
    }

    public LedgerBroker(Parts parts) {
        this(parts, SteadyClock.system());
    }

    /** @param steady by which it is noticed that something hangs */
    public LedgerBroker(Parts parts, InstantSource steady) {
        this.parts = parts;
        this.guarded = new Guarded(parts.events());
        this.books = new Books(parts.ledger(), parts.leases(), parts.events(), parts.clock());
        this.specs = new SpecResolver(parts.defaults());
        CallBudgets budgets = new CallBudgets(parts.defaults().limits().callsPerSecond());
        this.steady = steady;
        this.glue = new PacedGlue(parts.glue(), budgets, parts.defaults().region(), parts.clock());
        Failing failing = new Failing(parts.defaults().limits().silence());
        Outcomes outcomes = new Outcomes(parts.reader(), guarded);
        Closing closing = new Closing(outcomes);
        SessionSteps sessions = new SessionSteps(books, glue, parts.defaults(), failing, closing);
        StopSteps stops = new StopSteps(books, glue, parts.defaults(), failing, closing, sessions);
        ChoreSteps chores = new ChoreSteps(books, glue, parts.code(), failing);
        CellSteps cells = new CellSteps(books, glue, parts.code(), failing, outcomes, sessions, budgets);
        Beginnings beginnings = new Beginnings(specs, parts.rates(), parts.defaults());
        this.requests = new Requests(books, beginnings, stops, outcomes, specs, parts.code(), parts.ids());
        Decision decision = new Decision(parts.defaults().limits());
        this.driver = new Driver(
                books,
                decision,
                new Tenure(books, parts.leases(), decision),
                beginnings,
                sessions,
                stops,
                chores,
                cells,
                budgets,
                glue,
                guarded);
        this.sweep = new Sweep(
                books,
                new Listing(glue, budgets, books, this::waitUntil),
                parts.defaults(),
                sessions,
                stops,
                new Strays(books, glue, beginnings, specs),
                guarded);
        this.loop = new Loop(this::turn, parts.clock(), steady);
    }

    /** Twelve letters and digits that nobody can guess. */
    public static Supplier<ThreadId> randomIds() {
        SecureRandom random = new SecureRandom();
        String letters = "0123456789abcdefghijklmnopqrstuvwxyz";
        return () -> {
            StringBuilder id = new StringBuilder("t");
            for (int i = 0; i < 11; i++) {
                id.append(letters.charAt(random.nextInt(letters.length())));
            }
            return new ThreadId(id.toString());
        };
    }

    /** What is stepped by hand waits for nothing. */
    private boolean waitUntil(Instant moment) {
        return started && loop.pause(moment);
    }

    /** Takes up what the ledger has unfinished, and goes on by itself; except for the sweep, which replicas share. */
    public void start() {
        started = true;
        Instant now = books.now();
        driver.due().forEach(loop::wake);
        loop.wake(LOOK, now);
        loop.start();
    }

    /** What is wrong when threads are not driven on. */
    public Optional<Ailment> loopAilment() {
        return loop.ailment();
    }

    /** What is wrong when the look at all sessions hangs, so that idle ones are not stopped. */
    public Optional<Ailment> sweepAilment() {
        return Optional.ofNullable(sweeping)
                .filter(since -> since.plus(SWEEP_LATE).isBefore(steady.instant()))
                .map(since -> new Ailment(since, "the sweep does not come to its end"));
    }

    /** What is wrong with Glue itself, as the last calls told. */
    public Optional<Ailment> glueAilment() {
        return glue.ailment();
    }

    /** Begins nothing more and waits for the calls under way; false when some are left after so long. */
    public boolean drain(Duration atMost) {
        return loop.drain(atMost);
    }

    /** Ends after the calls that are under way. Sessions go on at Glue; the next broker on this ledger takes them up. */
    @Override
    public void close() {
        loop.close();
    }

    private Optional<Instant> turn(ThreadId thread) {
        if (thread.equals(LOOK)) {
            guarded.call(
                    "look for what is late", () -> wakeDueBefore(books.now().minus(LATE)));
            return Optional.of(books.now().plus(LOOK_EVERY));
        }
        return driver.step(thread);
    }

    /** Does the next thing for the thread. Answers when to come again; empty means when something is asked for. */
    public Optional<Instant> step(ThreadId thread) {
        return driver.step(thread);
    }

    /** Does all that can be done for all threads without waiting. Answers when there is something to do again. */
    public Optional<Instant> runDue() {
        return driver.runDue();
    }

    /** Looks at every session: idle, old, ended elsewhere, stray, foreign. Twice at once does no harm. */
    public void sweep() {
        sweeping = steady.instant();
        try {
            guarded.call("sweep", () -> {
                sweep.run();
                driver.remember();
                return wakeDueBefore(books.now());
            });
        } finally {
            sweeping = null;
        }
    }

    /** Takes up what there is to do, asked for here or by another replica. */
    private boolean wakeDueBefore(Instant moment) {
        List<ThreadId> late = driver.late(moment);
        late.forEach(thread -> loop.wake(thread, moment));
        return !late.isEmpty();
    }

    /** Somebody asked for something: that goes before all that is merely due. */
    private <T> T waking(ThreadId thread, T answer) {
        driver.asked(thread);
        loop.wake(thread, Instant.EPOCH);
        return answer;
    }

    @Override
    public ThreadView open(Opening request) {
        ThreadView opened = requests.open(request);
        return waking(opened.id(), opened);
    }

    @Override
    public Started start(ThreadId thread, Person by, Settings change) {
        return waking(thread, requests.start(thread, change, Optional.empty()));
    }

    @Override
    public Started start(ThreadId thread, Person by, Settings change, String dedup) {
        return waking(thread, requests.start(thread, change, Optional.of(dedup)));
    }

    @Override
    public Configured configure(ThreadId thread, Person by, Settings change) {
        return requests.configure(thread, change, Optional.empty());
    }

    @Override
    public Configured configure(ThreadId thread, Person by, Settings change, String dedup) {
        return requests.configure(thread, change, Optional.of(dedup));
    }

    @Override
    public Resolved resolve(Settings settings) {
        return specs.resolve(settings);
    }

    @Override
    public Submitted submit(ThreadId thread, NewCell cell) {
        return waking(thread, requests.submit(thread, cell));
    }

    @Override
    public Stopped stop(ThreadId thread, Person by) {
        return waking(thread, requests.stop(thread, by, Optional.empty()));
    }

    @Override
    public Stopped stop(ThreadId thread, Person by, String dedup) {
        return waking(thread, requests.stop(thread, by, Optional.of(dedup)));
    }

    @Override
    public Cancelled cancel(ThreadId thread, CellId cell, Person by) {
        return waking(thread, requests.cancel(thread, cell, Optional.empty()));
    }

    @Override
    public Cancelled cancel(ThreadId thread, CellId cell, Person by, String dedup) {
        return waking(thread, requests.cancel(thread, cell, Optional.of(dedup)));
    }

    @Override
    public Optional<Before> before(String dedup) {
        return requests.before(dedup);
    }

    @Override
    public void nothingDone(String dedup) {
        requests.nothingDone(dedup);
    }

    @Override
    public Optional<SessionView> keep(ThreadId thread, Duration more, Person by) {
        return waking(thread, requests.keep(thread, more, Optional.empty()));
    }

    @Override
    public Optional<SessionView> keep(ThreadId thread, Duration more, Person by, String dedup) {
        return waking(thread, requests.keep(thread, more, Optional.of(dedup)));
    }

    @Override
    public Optional<ThreadView> find(ThreadKey key) {
        return parts.ledger().transact(tx -> tx.threads().find(key).map(row -> Views.thread(tx, row, books.now())));
    }

    @Override
    public Optional<ThreadView> thread(ThreadId id) {
        return parts.ledger().transact(tx -> tx.threads().find(id).map(row -> Views.thread(tx, row, books.now())));
    }

    @Override
    public Optional<CellView> cell(CellId id) {
        return parts.ledger().transact(tx -> tx.cells().find(id).map(row -> Views.cell(tx, row)));
    }

    @Override
    public List<CellView> cells(ThreadId id) {
        List<CellRow> rows = parts.ledger().transact(tx -> tx.cells().of(id));
        return Views.cells(rows);
    }

    @Override
    public List<CellView> cellsFrom(ThreadId id, String sourceTs) {
        return Views.cells(parts.ledger().transact(tx -> tx.cells().from(id, sourceTs)));
    }

    @Override
    public List<ThreadView> openThreads() {
        return parts.ledger().transact(tx -> Views.open(tx, books.now()));
    }

    @Override
    public List<SessionView> sessionsBetween(Instant from, Instant to) {
        return parts.ledger()
                .transact(tx -> tx.sessions().between(from, to).stream()
                        .map(row -> Views.session(tx, row, books.now()))
                        .toList());
    }

    @Override
    public List<Foreign> foreignSessions() {
        return sweep.foreign();
    }
}
