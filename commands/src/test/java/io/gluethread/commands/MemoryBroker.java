package io.gluethread.commands;

import io.gluethread.broker.Broker;
import io.gluethread.broker.ledger.LedgerJson;
import io.gluethread.broker.session.CellId;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.Ending;
import io.gluethread.broker.session.Language;
import io.gluethread.broker.session.Person;
import io.gluethread.broker.session.Rate;
import io.gluethread.broker.session.SessionId;
import io.gluethread.broker.session.SessionSpec;
import io.gluethread.broker.session.SessionState;
import io.gluethread.broker.session.SessionView;
import io.gluethread.broker.session.Setting;
import io.gluethread.broker.session.Settings;
import io.gluethread.broker.session.ThreadId;
import io.gluethread.broker.session.ThreadKey;
import io.gluethread.broker.session.ThreadView;
import io.gluethread.broker.session.Usage;
import io.gluethread.broker.session.WorkerType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A broker without a ledger and without Glue: it keeps to the contract as far as commands can see. */
final class MemoryBroker implements Broker {
    private static final String NO_ROLE = "iam_role: no role is set";

    private final InstantSource clock;
    private final Map<ThreadId, ThreadView> threads = new LinkedHashMap<>();
    private final Map<ThreadId, List<CellView>> cells = new LinkedHashMap<>();
    private final Map<ThreadId, List<SessionView>> sessions = new LinkedHashMap<>();
    private final Map<ThreadId, Person> stopped = new LinkedHashMap<>();
    private final Map<String, Object> taken = new LinkedHashMap<>();
    final Map<String, Before> done = new LinkedHashMap<>();
    private int threadCount;

    final List<String> log = new ArrayList<>();
    final List<Foreign> foreign = new ArrayList<>();
    Language defaultLanguage = Language.PYTHON;
    String role = "arn:aws:iam::123456789012:role/GlueRole";

    private String crash = "";

    MemoryBroker(InstantSource clock) {
        this.clock = clock;
    }

    /** The process ends when this has been done, once. */
    void crashAfter(String deed) {
        crash = deed;
    }

    private void crashIf(String deed) {
        if (crash.equals(deed)) {
            crash = "";
            throw new IllegalStateException("crash");
        }
    }

    @Override
    public ThreadView open(Opening request) {
        if (taken.get(request.dedup()) instanceof ThreadId before) {
            return view(before);
        }
        threadCount++;
        ThreadId id = new ThreadId("thread%04d".formatted(threadCount));
        taken.put(request.dedup(), id);
        done.put(request.dedup(), new Before(Optional.of(id), Optional.empty()));
        threads.put(
                id,
                new ThreadView(
                        id,
                        request.team(),
                        request.channel(),
                        request.rootTs().or(() -> Optional.of("1700000000.00%04d".formatted(threadCount))),
                        request.owner(),
                        request.name(),
                        request.settings(),
                        clock.instant(),
                        Optional.empty(),
                        List.of(),
                        0));
        cells.put(id, new ArrayList<>());
        sessions.put(id, new ArrayList<>());
        log.add("open %s root=%s %s".formatted(id, request.rootTs().orElse("card"), words(request.settings())));
        if (request.startNow()) {
            begin(id, defaultLanguage);
        }
        return view(id);
    }

    private ThreadView view(ThreadId id) {
        ThreadView t = known(id);
        List<SessionView> all = known(sessions, id);
        List<CellView> mine = known(cells, id);
        return new ThreadView(
                id,
                t.team(),
                t.channel(),
                t.rootTs(),
                t.owner(),
                t.name(),
                t.settings(),
                t.openedAt(),
                all.isEmpty() ? Optional.empty() : Optional.of(all.getLast()),
                mine.stream().filter(c -> !c.state().isOver()).toList(),
                mine.size());
    }

    private ThreadView known(ThreadId id) {
        return known(threads, id);
    }

    private static <V> V known(Map<ThreadId, V> map, ThreadId id) {
        return Optional.ofNullable(map.get(id)).orElseThrow();
    }

    private SessionView begin(ThreadId id, Language cell) {
        List<SessionView> all = known(sessions, id);
        int generation = all.size() + 1;
        Settings chosen = known(id).settings();
        Language planned = cell == Language.SQL ? defaultLanguage : cell;
        SessionSpec spec = spec(
                chosen.get(Setting.LANGUAGE).isPresent()
                        ? chosen
                        : chosen.with(
                                Settings.of(Setting.LANGUAGE, planned.name().toLowerCase(Locale.ROOT))));
        SessionView session = new SessionView(
                SessionId.of(id, generation, ""),
                id,
                generation,
                SessionState.PROVISIONING,
                spec,
                new Rate(new BigDecimal("0.44"), "AWS Price List", true),
                clock.instant(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                Usage.NONE,
                "");
        all.add(session);
        log.add("begin %s %s".formatted(session.id(), spec.language()));
        return session;
    }

    /** The session becomes ready (or whatever is told), as Glue would make it. */
    void becomes(ThreadId id, SessionState state) {
        List<SessionView> all = known(sessions, id);
        SessionView s = all.getLast();
        boolean over = state.isOver();
        all.set(
                all.size() - 1,
                new SessionView(
                        s.id(),
                        id,
                        s.generation(),
                        state,
                        s.spec(),
                        s.rate(),
                        s.createdAt(),
                        Optional.of(clock.instant()),
                        over ? Optional.of(clock.instant()) : Optional.empty(),
                        over
                                ? Optional.of(
                                        stopped.containsKey(id)
                                                ? new Ending.Asked(stopped.get(id))
                                                : new Ending.Idle(30))
                                : Optional.empty(),
                        1,
                        Optional.of(clock.instant()),
                        over ? Optional.empty() : Optional.of(clock.instant().plusSeconds(1800)),
                        new Usage(Duration.ofMinutes(10), new BigDecimal(1200), true),
                        ""));
    }

    @Override
    public Started start(ThreadId thread, Person by, Settings change) {
        ThreadView t = view(thread);
        if (t.live().isPresent()) {
            return new Started.AlreadyAlive(t.live().get());
        }
        configure(thread, by, change);
        return new Started.Starting(begin(thread, defaultLanguage));
    }

    @Override
    public Started start(ThreadId thread, Person by, Settings change, String dedup) {
        Optional<Before> before = before(dedup);
        if (before.isPresent()) {
            SessionView session = view(thread).session().orElseThrow();
            return before.get().target().isPresent()
                    ? new Started.Starting(session)
                    : new Started.AlreadyAlive(session);
        }
        Started started = start(thread, by, change);
        if (started instanceof Started.AlreadyAlive) {
            done.put(dedup, new Before(Optional.of(thread), Optional.empty()));
        }
        if (started instanceof Started.Starting(SessionView session)) {
            done.put(
                    dedup,
                    new Before(Optional.of(thread), Optional.of(session.id().value())));
        }
        return started;
    }

    @Override
    public Stopped stop(ThreadId thread, Person by, String dedup) {
        Optional<Before> before = before(dedup);
        if (before.isPresent()) {
            return before.get()
                    .target()
                    .<Stopped>map(id -> new Stopped.Stopping(
                            sessions.values().stream()
                                    .flatMap(List::stream)
                                    .filter(s -> s.id().value().equals(id))
                                    .findFirst()
                                    .orElseThrow(),
                            0))
                    .orElseGet(() -> new Stopped.NothingAlive(Optional.empty()));
        }
        done.put(dedup, new Before(Optional.of(thread), view(thread).live().map(s -> s.id().value())));
        return stop(thread, by);
    }

    @Override
    public Cancelled cancel(ThreadId thread, CellId cell, Person by, String dedup) {
        if (done.containsKey(dedup)) {
            return new Cancelled.Asked(cell(cell).orElseThrow());
        }
        done.put(dedup, new Before(Optional.of(thread), Optional.of(cell.value())));
        return cancel(thread, cell, by);
    }

    @Override
    public Optional<Before> before(String dedup) {
        return Optional.ofNullable(done.get(dedup));
    }

    @Override
    public void nothingDone(String dedup) {
        done.putIfAbsent(dedup, new Before(Optional.empty(), Optional.empty()));
    }

    @Override
    public Configured configure(ThreadId thread, Person by, Settings change) {
        ThreadView t = view(thread);
        SessionSpec before = spec(t.settings());
        Settings after = t.settings().with(change);
        if (resolve(after) instanceof Resolved.Bad(var problems)
                && problems.stream().anyMatch(p -> !p.equals(NO_ROLE))) {
            return new Configured(before, before, t.live(), problems, false);
        }
        threads.put(
                thread,
                new ThreadView(
                        thread,
                        t.team(),
                        t.channel(),
                        t.rootTs(),
                        t.owner(),
                        t.name(),
                        after,
                        t.openedAt(),
                        Optional.empty(),
                        List.of(),
                        0));
        log.add("configure %s %s".formatted(thread, words(change)));
        return new Configured(before, spec(after), t.live(), List.of(), false);
    }

    @Override
    public Configured configure(ThreadId thread, Person by, Settings change, String dedup) {
        Settings now = view(thread).settings();
        Optional<Settings> then = before(dedup).flatMap(Before::target).map(LedgerJson::settings);
        if (then.isPresent()) {
            SessionSpec after = spec(then.get().with(change));
            return new Configured(
                    spec(then.get()),
                    after,
                    view(thread).live(),
                    List.of(),
                    !now.with(change).equals(now));
        }
        Configured configured = configure(thread, by, change);
        if (configured.problems().isEmpty()) {
            done.put(dedup, new Before(Optional.of(thread), Optional.of(LedgerJson.encode(now))));
        }
        return configured;
    }

    private static String words(Settings settings) {
        Map<String, String> all = new TreeMap<>();
        settings.values().forEach((k, v) -> all.put(k.magic(), v));
        all.putAll(settings.arguments());
        settings.tags().forEach((k, v) -> all.put("tag:" + k, v));
        return all.toString();
    }

    @Override
    public Resolved resolve(Settings s) {
        List<String> problems = new ArrayList<>();
        if (role.isEmpty() && s.get(Setting.IAM_ROLE).isEmpty()) {
            problems.add(NO_ROLE);
        }
        if (idle(s) > 480) {
            problems.add("idle_timeout is at most 480 minutes here, not " + idle(s) + ".");
        }
        return problems.isEmpty() ? new Resolved.Good(spec(s)) : new Resolved.Bad(problems);
    }

    private static int idle(Settings s) {
        return s.get(Setting.IDLE_TIMEOUT).map(Integer::parseInt).orElse(30);
    }

    private SessionSpec spec(Settings s) {
        SessionSpec.Size size = s.get(Setting.MAX_CAPACITY)
                .<SessionSpec.Size>map(c -> new SessionSpec.Size.Capacity(new BigDecimal(c)))
                .orElseGet(() -> new SessionSpec.Size.Workers(
                        new WorkerType(s.get(Setting.WORKER_TYPE).orElse("G.1X")),
                        s.get(Setting.NUMBER_OF_WORKERS).map(Integer::parseInt).orElse(2)));
        return new SessionSpec(
                s.get(Setting.LANGUAGE)
                        .map(l -> Language.valueOf(l.toUpperCase(Locale.ROOT)))
                        .orElse(defaultLanguage),
                s.get(Setting.REGION).orElse("us-east-1"),
                s.get(Setting.IAM_ROLE).orElse(role),
                s.get(Setting.GLUE_VERSION).orElse("5.0"),
                size,
                Duration.ofMinutes(idle(s)),
                Duration.ofMinutes(s.get(Setting.TIMEOUT).map(Integer::parseInt).orElse(480)),
                s.get(Setting.SESSION_TYPE).orElse("etl").equals("streaming") ? "gluestreaming" : "glueetl",
                s.get(Setting.SESSION_ID_PREFIX).orElse(""),
                s.get(Setting.SECURITY_CONFIG),
                s.connections(),
                s.arguments(),
                s.tags());
    }

    @Override
    public Submitted submit(ThreadId thread, NewCell cell) {
        if (taken.get(cell.dedup()) instanceof CellId before) {
            return new Submitted.Before(cell(before).orElseThrow());
        }
        if (cell.code().contains("REFUSE")) {
            return new Submitted.Refused("There are 50 cells waiting already.", "Wait for some to finish.");
        }
        boolean taking = view(thread)
                .live()
                .filter(s -> s.state() != SessionState.STOPPING)
                .isPresent();
        if (!taking) {
            begin(thread, cell.language());
        }
        List<CellView> mine = known(cells, thread);
        CellView view = cellOf(thread, cell, mine.size() + 1, CellState.QUEUED);
        mine.add(view);
        taken.put(cell.dedup(), view.id());
        done.put(
                cell.dedup(),
                new Before(Optional.of(thread), Optional.of(view.id().value())));
        log.add("submit [%d] %s %s".formatted(view.ordinal(), cell.language(), cell.code()));
        crashIf("submit");
        return new Submitted.Queued(view, !taking);
    }

    private CellView cellOf(ThreadId thread, NewCell cell, int ordinal, CellState state) {
        return new CellView(
                new CellId("%s-%d".formatted(thread, ordinal)),
                thread,
                ordinal,
                cell.author(),
                cell.language(),
                cell.code(),
                cell.sourceTs(),
                state,
                0,
                0,
                clock.instant(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "");
    }

    void cellBecomes(CellId id, CellState state) {
        for (List<CellView> list : cells.values()) {
            list.replaceAll(c -> c.id().equals(id)
                    ? cellOf(
                            c.thread(),
                            new NewCell(c.author(), c.language(), c.code(), c.sourceTs(), ""),
                            c.ordinal(),
                            state)
                    : c);
        }
    }

    @Override
    public Stopped stop(ThreadId thread, Person by) {
        ThreadView t = view(thread);
        if (t.live().isEmpty()) {
            return new Stopped.NothingAlive(t.session());
        }
        stopped.put(thread, by);
        becomes(thread, SessionState.STOPPING);
        log.add("stop %s by %s".formatted(t.live().get().id(), by.user()));
        return new Stopped.Stopping(t.live().get(), t.open().size());
    }

    @Override
    public Cancelled cancel(ThreadId thread, CellId cell, Person by) {
        Optional<CellView> view = cell(cell);
        if (view.isEmpty()) {
            return new Cancelled.NoSuchCell();
        }
        if (view.get().state().isOver()) {
            return new Cancelled.OverAlready(view.get());
        }
        log.add("cancel [%d]".formatted(view.get().ordinal()));
        return new Cancelled.Asked(view.get());
    }

    @Override
    public Optional<SessionView> keep(ThreadId thread, Duration more, Person by) {
        log.add("keep %s %s".formatted(thread, more));
        return ready(thread);
    }

    @Override
    public Optional<SessionView> keep(ThreadId thread, Duration more, Person by, String dedup) {
        if (done.containsKey(dedup)) {
            return ready(thread);
        }
        done.put(dedup, new Before(Optional.of(thread), ready(thread).map(s -> s.id().value())));
        return keep(thread, more, by);
    }

    private Optional<SessionView> ready(ThreadId thread) {
        return view(thread).live().filter(s -> s.state() == SessionState.READY);
    }

    @Override
    public Optional<ThreadView> find(ThreadKey key) {
        return threads.keySet().stream()
                .map(this::view)
                .filter(t -> t.key().equals(Optional.of(key)))
                .findFirst();
    }

    @Override
    public Optional<ThreadView> thread(ThreadId id) {
        return threads.containsKey(id) ? Optional.of(view(id)) : Optional.empty();
    }

    @Override
    public Optional<CellView> cell(CellId id) {
        return cells.values().stream()
                .flatMap(List::stream)
                .filter(c -> c.id().equals(id))
                .findFirst();
    }

    @Override
    public List<CellView> cells(ThreadId id) {
        return List.copyOf(known(cells, id));
    }

    @Override
    public List<CellView> cellsFrom(ThreadId id, String sourceTs) {
        return cells(id).stream()
                .filter(c -> c.sourceTs().equals(Optional.of(sourceTs)))
                .toList();
    }

    @Override
    public List<ThreadView> openThreads() {
        return threads.keySet().stream()
                .map(this::view)
                .filter(t -> t.session().isEmpty() || t.live().isPresent())
                .sorted(Comparator.comparing((ThreadView t) -> t.id().value()).reversed())
                .toList();
    }

    @Override
    public List<SessionView> sessionsBetween(Instant from, Instant to) {
        return sessions.values().stream().flatMap(List::stream).toList();
    }

    @Override
    public List<Foreign> foreignSessions() {
        return foreign;
    }
}
