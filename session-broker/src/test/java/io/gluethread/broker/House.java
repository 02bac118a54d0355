package io.gluethread.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.broker.glue.Glue;
import io.gluethread.broker.glue.GlueException;
import io.gluethread.broker.glue.GlueSession;
import io.gluethread.broker.glue.memory.InMemoryGlue;
import io.gluethread.broker.ledger.Leases;
import io.gluethread.broker.ledger.LedgerJson;
import io.gluethread.broker.ledger.LedgerSettings;
import io.gluethread.broker.ledger.LedgerTime;
import io.gluethread.broker.ledger.Slot;
import io.gluethread.broker.ledger.SqlLedger;
import io.gluethread.broker.ledger.Surface;
import io.gluethread.broker.session.CellId;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.Language;
import io.gluethread.broker.session.Notice;
import io.gluethread.broker.session.Person;
import io.gluethread.broker.session.Rate;
import io.gluethread.broker.session.SessionId;
import io.gluethread.broker.session.SessionView;
import io.gluethread.broker.session.Settings;
import io.gluethread.broker.session.ThreadId;
import io.gluethread.broker.session.ThreadView;
import io.gluethread.broker.statement.MarkedStatementCode;
import io.gluethread.broker.statement.OutputParser;
import io.gluethread.broker.statement.ResultLimits;
import io.gluethread.broker.statement.StatementCode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** A broker with everything around it, in memory, under a clock that is turned by hand. */
final class House implements AutoCloseable {
    static final Person ANA = new Person("T1", "U_ANA");
    static final Person BEN = new Person("T1", "U_BEN");
    static final String REGION = "us-east-1";
    static final String ROLE = "arn:aws:iam::123456789012:role/GlueRole";

    final TurnedClock clock;
    final InMemoryGlue glue;
    final StatementCode code = new MarkedStatementCode(ResultLimits.DEFAULT);
    final SqlLedger ledger;
    final List<String> troubles = new ArrayList<>();
    final Set<ThreadId> changed = new HashSet<>();

    /** What the broker is given as Glue; a story may put something in between. */
    private UnaryOperator<Glue> between = UnaryOperator.identity();

    private final AtomicInteger names;
    private final BrokerDefaults defaults;
    private final LedgerSettings settings;

    /** How wrong the broker's clock is; Glue's and the world's is right. */
    Duration wrong = Duration.ZERO;

    private Instant nextSweep;
    private LedgerBroker broker;
    private Leases leases;
    private Instant nextBeat = Instant.EPOCH;

    House() {
        this(BrokerDefaults.of(REGION, ROLE, "gluethread-test"));
    }

    House(BrokerDefaults defaults) {
        this(defaults, LedgerSettings.memory(UUID.randomUUID().toString()));
    }

    House(BrokerDefaults defaults, LedgerSettings settings) {
        this(defaults, settings, UnaryOperator.identity());
    }

    /** @param connections stands between the ledger and its connections */
    House(BrokerDefaults defaults, LedgerSettings settings, UnaryOperator<DataSource> connections) {
        this.clock = new TurnedClock();
        this.glue = new InMemoryGlue(clock);
        this.names = new AtomicInteger();
        this.settings = settings;
        this.ledger = SqlLedger.open(settings, new LedgerTime.Given(clock), connections);
        this.defaults = defaults;
        this.nextSweep = clock.instant();
        this.leases = ledger.leases();
        this.broker = fresh();
        glue.script().provisioning(Duration.ofSeconds(20));
    }

    /** Another replica beside the first: the same database, the same Glue, the same time, and nothing else. */
    House(House first) {
        this.clock = first.clock;
        this.glue = first.glue;
        this.names = first.names;
        this.settings = first.settings;
        this.ledger = SqlLedger.open(settings, new LedgerTime.Given(clock));
        this.defaults = first.defaults;
        this.nextSweep = clock.instant();
        this.leases = ledger.leases();
        this.broker = fresh();
    }

    private LedgerBroker fresh() {
        return new LedgerBroker(new LedgerBroker.Parts(
                ledger,
                between.apply(glue),
                code,
                OutputParser::result,
                (region, size) -> new Rate(new BigDecimal("0.44"), "bundled", false),
                defaults,
                new BrokerEvents() {
                    @Override
                    public void surfacesChanged(ThreadId thread) {
                        changed.add(thread);
                    }

                    @Override
                    public void troubled(String where, Throwable trouble) {
                        troubles.add(where + ": " + trouble);
                    }
                },
                () -> clock.instant().plus(wrong),
                () -> new ThreadId("thread%04d".formatted(names.incrementAndGet())),
                leases));
    }

    /** Tells other replicas that this one is alive, as a process does all the time; on its own it has to tell nobody. */
    private void beat() {
        if (settings.isShared() && !clock.instant().isBefore(nextBeat)) {
            leases.beat();
            nextBeat = clock.instant().plus(Leases.BEAT);
        }
    }

    /** As {@link #crash}, and from now on this stands between the broker and Glue. */
    void crash(UnaryOperator<Glue> inBetween) {
        between = inBetween;
        crash();
    }

    LedgerBroker broker() {
        return broker;
    }

    /** The process dies and another one comes up on the same ledger. */
    void crash() {
        leases = ledger.leases();
        nextBeat = Instant.EPOCH;
        broker = fresh();
    }

    /** Time goes by as in life: steps when they are due, a sweep each minute. */
    void pass(Duration time) {
        pass(time, this);
    }

    /** As {@link #pass(Duration)}, with other replicas beside this one, each of which looks at everything. */
    void pass(Duration time, House... all) {
        Instant end = clock.instant().plus(time);
        while (true) {
            Stream.of(all).forEach(House::beat);
            Optional<Instant> next = Stream.of(all)
                    .flatMap(house -> house.broker.runDue().stream())
                    .map(when -> when.minus(wrong))
                    .min(Instant::compareTo);
            if (!clock.instant().isBefore(nextSweep)) {
                broker.sweep();
                nextSweep = clock.instant().plus(Duration.ofMinutes(1));
                continue;
            }
            if (!clock.instant().isBefore(end)) {
                return;
            }
            Instant until = next.filter(end::isAfter).orElse(end);
            clock.to(until.isAfter(nextSweep) ? nextSweep : until);
        }
    }

    ThreadView thread(Person owner) {
        String n = Integer.toString(names.get() + 1);
        return broker.open(new Broker.Opening(
                "T1", "C1", Optional.of("1700000000.00010" + n), owner, "", Settings.NONE, false, "open-" + n));
    }

    ThreadView now(ThreadView thread) {
        return broker.thread(thread.id()).orElseThrow();
    }

    CellView now(CellView cell) {
        return broker.cell(cell.id()).orElseThrow();
    }

    SessionView session(ThreadView thread) {
        return now(thread).session().orElseThrow();
    }

    CellView submit(ThreadView thread, String text) {
        return submit(thread, Language.PYTHON, text);
    }

    CellView submit(ThreadView thread, Language language, String text) {
        Broker.Submitted submitted = ask(thread, language, text);
        assertThat(submitted).isInstanceOf(Broker.Submitted.Queued.class);
        return ((Broker.Submitted.Queued) submitted).cell();
    }

    Broker.Submitted ask(ThreadView thread, Language language, String text) {
        return broker.submit(
                thread.id(),
                new Broker.NewCell(
                        ANA,
                        language,
                        text,
                        Optional.of("1700000000.000200"),
                        UUID.randomUUID().toString()));
    }

    /** A thread whose session is ready and has run its prelude. */
    ThreadView ready() {
        ThreadView thread = thread(ANA);
        broker.start(thread.id(), ANA, Settings.NONE);
        pass(Duration.ofSeconds(40));
        assertThat(session(thread).state()).isEqualTo(io.gluethread.broker.session.SessionState.READY);
        return now(thread);
    }

    List<Notice> notices(ThreadView thread) {
        return ledger.surfaces().of(thread.id()).stream()
                .filter(surface -> surface.slot() instanceof Slot.Note)
                .map(surface ->
                        LedgerJson.notice(surface.payload().orElseThrow()).orElseThrow())
                .toList();
    }

    <T extends Notice> List<T> notices(ThreadView thread, Class<T> kind) {
        return notices(thread).stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** How often this slot has been wanted. */
    long wanted(ThreadView thread, Slot slot) {
        return ledger.surfaces().find(thread.id(), slot).map(Surface::wanted).orElse(0L);
    }

    /** What must be so after every story, whatever happened in it. */
    void mustBeInOrder() {
        assertThat(broker.openThreads())
                .allSatisfy(thread -> assertThat(broker.thread(thread.id())).contains(thread));
        List<SessionView> sessions =
                broker.sessionsBetween(Instant.EPOCH, clock.instant().plus(Duration.ofHours(2)));
        Map<SessionId, SessionView> known = new HashMap<>();
        sessions.forEach(session -> known.put(session.id(), session));
        for (GlueSession seen : listed()) {
            assertThat(known).as("sessions in the ledger").containsKey(seen.id());
            SessionView session = java.util.Objects.requireNonNull(known.get(seen.id()));
            if (!Set.of("STOPPED", "FAILED", "TIMEOUT").contains(seen.status())) {
                assertThat(session.state().isOver())
                        .as("%s is %s at Glue, so it is not over in the ledger", seen.id(), seen.status())
                        .isFalse();
            }
            if (session.state().isOver() && seen.dpuSeconds().isPresent()) {
                assertThat(session.usage().dpuSeconds())
                        .as("DPU-seconds of %s", seen.id())
                        .isEqualByComparingTo(seen.dpuSeconds().get());
            }
        }
        Map<CellId, Integer> ran = new HashMap<>();
        glue.executed().forEach(text -> code.cellOf(text).ifPresent(id -> ran.merge(id, 1, Integer::sum)));
        assertThat(ran.values()).as("runs of each cell: %s", ran).allMatch(times -> times == 1);
        for (ThreadId thread : ids()) {
            for (CellView cell : broker.cells(thread)) {
                if (cell.state() == CellState.OK) {
                    assertThat(ran).as("a cell with a result has run").containsKey(cell.id());
                }
                if (cell.state().isOver()) {
                    assertThat(cell.endedAt()).isPresent();
                    assertThat(cell.result().isPresent() || !cell.note().isEmpty())
                            .as("cell %s says what became of it", cell.id())
                            .isTrue();
                }
            }
        }
        assertThat(troubles).as("troubles that the story did not name").isEmpty();
    }

    /** All sessions of ours at Glue, whatever faults of the story are left. */
    private List<GlueSession> listed() {
        List<GlueSession> listed = null;
        while (listed == null) {
            try {
                listed = glue.sessions(REGION, Map.of("service", defaults.service()));
            } catch (GlueException.Throttled e) {
                listed = null;
            }
        }
        return listed;
    }

    private List<ThreadId> ids() {
        List<ThreadId> ids = new ArrayList<>();
        for (int i = 1; i <= names.get(); i++) {
            ThreadId id = new ThreadId("thread%04d".formatted(i));
            if (broker.thread(id).isPresent()) {
                ids.add(id);
            }
        }
        return ids;
    }

    @Override
    public void close() {
        broker.close();
        ledger.close();
    }
}
