package io.gluethread.bench.scale;

import io.gluethread.broker.Broker;
import io.gluethread.broker.BrokerDefaults;
import io.gluethread.broker.BrokerEvents;
import io.gluethread.broker.LedgerBroker;
import io.gluethread.broker.glue.GlueOperation;
import io.gluethread.broker.glue.memory.Answer;
import io.gluethread.broker.glue.memory.InMemoryGlue;
import io.gluethread.broker.ledger.LedgerSettings;
import io.gluethread.broker.ledger.LedgerTime;
import io.gluethread.broker.ledger.SqlLedger;
import io.gluethread.broker.ledger.Surface;
import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.Language;
import io.gluethread.broker.session.Person;
import io.gluethread.broker.session.Rate;
import io.gluethread.broker.session.SessionState;
import io.gluethread.broker.session.Settings;
import io.gluethread.broker.session.ThreadId;
import io.gluethread.broker.statement.MarkedStatementCode;
import io.gluethread.broker.statement.OutputParser;
import io.gluethread.broker.statement.ResultLimits;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One node's broker with many threads, on a ledger in a file. Time goes from one thing that is due to the next. */
public final class Crowd implements AutoCloseable {
    private static final Person WHO = new Person("T1", "U1");
    private static final Pattern WORK = Pattern.compile("work for (\\d+) ms, number \\d+");
    private static final Duration SWEEP = Duration.ofMinutes(1);

    /** Calls per second while the crowd comes together, which is not measured. */
    private static final int FILLING = 1_000_000;

    private record Due(Instant when, ThreadId thread) {}

    /** What a thread runs at present. */
    private record Work(CellView cell, Duration takes) {}

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final SimulatedClock clock;
    private final InMemoryGlue glue;
    private final String service;
    private final Workload workload = new Workload();
    private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparing(Due::when));
    private final Map<ThreadId, Instant> latest = new HashMap<>();
    private final Map<ThreadId, Work> works = new HashMap<>();
    private final SqlLedger ledger;
    private LedgerBroker broker;
    private Instant nextSweep;
    private Delays delays = new Delays();
    private int names;

    Crowd(Path file) {
        this(file, new SimulatedClock(NOON), "bench");
    }

    /** @param service the tag of its sessions */
    public Crowd(Path file, SimulatedClock clock, String service) {
        this.clock = clock;
        this.glue = new InMemoryGlue(clock);
        this.service = service;
        this.nextSweep = clock.instant().plus(SWEEP);
        this.ledger = SqlLedger.open(unhurried(LedgerSettings.file(file)), new LedgerTime.Given(clock));
        this.broker = broker(FILLING);
        glue.script()
                .provisioning(Duration.ZERO)
                .pageSize(100)
                .answer(code -> WORK.matcher(code).find(), code -> {
                    Matcher work = WORK.matcher(code);
                    return Answer.text("done")
                            .taking(Duration.ofMillis(work.find() ? Long.parseLong(work.group(1)) : 0));
                });
    }

    /** Written to the disk now and then: that takes real time, and here time is simulated. */
    private static LedgerSettings unhurried(LedgerSettings settings) {
        String url = settings.url().replace("WRITE_DELAY=0", "WRITE_DELAY=500");
        return new LedgerSettings(url, settings.user(), settings.password(), settings.poolSize());
    }

    private LedgerBroker broker(int callsPerSecond) {
        BrokerDefaults.Limits usual = BrokerDefaults.Limits.DEFAULT;
        BrokerDefaults.Limits limits = new BrokerDefaults.Limits(
                usual.maxWorkers(),
                usual.maxDpus(),
                Integer.MAX_VALUE,
                Integer.MAX_VALUE,
                usual.maxIdleTimeout(),
                usual.maxTimeout(),
                usual.provisioning(),
                usual.stopping(),
                usual.unreachable(),
                usual.silence(),
                usual.warnAfter(),
                callsPerSecond);
        return new LedgerBroker(new LedgerBroker.Parts(
                ledger,
                glue,
                new MarkedStatementCode(ResultLimits.DEFAULT),
                OutputParser::result,
                (region, size) -> new Rate(new BigDecimal("0.44"), "bundled", false),
                BrokerDefaults.of("us-east-1", "arn:aws:iam::123456789012:role/Bench", service)
                        .with(limits),
                new BrokerEvents() {
                    @Override
                    public void surfacesChanged(ThreadId thread) {}

                    @Override
                    public void troubled(String where, Throwable trouble) {
                        throw new IllegalStateException(where, trouble);
                    }
                },
                clock,
                () -> new ThreadId("thread%05d".formatted(++names))));
    }

    /** As after a crash: another broker on the same ledger, with this ceiling of calls, at a Glue that takes so many. */
    void goesOnWith(int most, Optional<Integer> limit) {
        for (GlueOperation operation : EnumSet.complementOf(EnumSet.of(GlueOperation.LIST_SESSIONS))) {
            // A sweep takes its pages in turn, and waits for that; here nobody waits.
            glue.script().atMostPerSecond(operation, limit.orElse(Integer.MAX_VALUE));
        }
        broker = broker(most);
    }

    int throttled() {
        return Arrays.stream(GlueOperation.values()).mapToInt(glue::throttled).sum();
    }

    /** A thread whose session will soon be ready and does nothing. */
    ThreadId idle() {
        return idle("T1", "C1");
    }

    /** As {@link #idle()}, in this channel. */
    public ThreadId idle(String team, String channel) {
        ThreadId thread = broker.open(new Broker.Opening(
                        team,
                        channel,
                        Optional.of("1700000000.%06d".formatted(names)),
                        WHO,
                        "",
                        Settings.NONE,
                        true,
                        "open-" + names))
                .id();
        step(thread);
        return thread;
    }

    /** Whether every session is ready. */
    public boolean isReady() {
        return broker.openThreads().stream()
                .allMatch(thread -> thread.live()
                        .filter(session -> session.state() == SessionState.READY)
                        .isPresent());
    }

    /** What every session is at. */
    public InMemoryGlue glue() {
        return glue;
    }

    /** Puts a cell that will take so long into the thread's queue; nothing is done about it yet. */
    public CellView submit(ThreadId thread, Duration takes) {
        String request = "%s-%d".formatted(thread, names++);
        String code = "work for %d ms, number %d".formatted(takes.toMillis(), names);
        Broker.Submitted submitted =
                broker.submit(thread, new Broker.NewCell(WHO, Language.PYTHON, code, Optional.empty(), request));
        if (!(submitted instanceof Broker.Submitted.Queued(CellView cell, boolean _))) {
            throw new IllegalStateException("not taken: " + submitted);
        }
        return cell;
    }

    /** Has the next thing done for the thread. */
    public void push(ThreadId thread) {
        step(thread);
    }

    /** As if all that is to be seen of the thread had been shown. */
    public void shown(ThreadId thread) {
        for (Surface surface : ledger.surfaces().of(thread)) {
            ledger.surfaces()
                    .shown(thread, surface.slot(), surface.wanted(), "1700000001.%06d".formatted(surface.seq()));
        }
    }

    /** The thread runs one statement after the other from now on. */
    void busy(ThreadId thread) {
        Duration takes = workload.next();
        CellView cell = submit(thread, takes);
        works.put(thread, new Work(cell, takes));
        step(thread);
    }

    /** Time goes by as in the broker's own loop: steps when they are due, a sweep each minute. */
    public void pass(Duration time) {
        Instant end = clock.instant().plus(time);
        while (true) {
            Instant next = due.isEmpty() || due.element().when().isAfter(nextSweep)
                    ? nextSweep
                    : due.element().when();
            if (next.isAfter(end)) {
                clock.to(end);
                return;
            }
            clock.to(next);
            if (!next.isBefore(nextSweep)) {
                broker.sweep();
                nextSweep = next.plus(SWEEP);
            } else {
                Due first = due.remove();
                if (first.when().equals(latest.get(first.thread()))) {
                    step(first.thread());
                }
            }
        }
    }

    private void step(ThreadId thread) {
        Optional<Instant> again = broker.step(thread);
        again.ifPresentOrElse(
                when -> {
                    Instant at = when.isAfter(clock.instant())
                            ? when
                            : clock.instant().plusNanos(1_000);
                    latest.put(thread, at);
                    due.add(new Due(at, thread));
                },
                () -> latest.remove(thread));
        Work work = works.get(thread);
        if (work != null) {
            CellView cell = broker.cell(work.cell().id()).orElseThrow();
            if (cell.state().isOver()) {
                Instant ended = cell.startedAt().orElseThrow().plus(work.takes());
                delays.add(work.takes(), Duration.between(ended, clock.instant()));
                busy(thread);
            }
        }
    }

    /** The delays since the last time. */
    Delays takeDelays() {
        Delays taken = delays;
        delays = new Delays();
        return taken;
    }

    Map<GlueOperation, Integer> calls() {
        Map<GlueOperation, Integer> calls = new EnumMap<>(GlueOperation.class);
        for (GlueOperation operation : GlueOperation.values()) {
            calls.put(operation, glue.calls(operation));
        }
        return calls;
    }

    @Override
    public void close() {
        ledger.close();
    }
}
