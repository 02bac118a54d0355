package io.gluethread.bot.memory;

import io.gluethread.broker.Broker;
import io.gluethread.broker.session.CellId;
import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.Person;
import io.gluethread.broker.session.SessionView;
import io.gluethread.broker.session.Settings;
import io.gluethread.broker.session.ThreadId;
import io.gluethread.broker.session.ThreadKey;
import io.gluethread.broker.session.ThreadView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A broker whose threads and cells are what the test put in. It tells them, notes who is stopped, and does nothing else. */
public final class ScriptedBroker implements Broker {
    private final Map<ThreadId, ThreadView> threads = new ConcurrentHashMap<>();
    private final Map<CellId, CellView> cells = new ConcurrentHashMap<>();
    private volatile List<SessionView> sessions = List.of();
    private volatile List<Foreign> foreign = List.of();
    private final Set<ThreadId> unreadable = ConcurrentHashMap.newKeySet();
    private final Set<ThreadId> rootless = ConcurrentHashMap.newKeySet();
    private final Set<String> nothingDone = ConcurrentHashMap.newKeySet();
    private final List<ThreadId> stopped = new CopyOnWriteArrayList<>();

    public void put(ThreadView thread) {
        threads.put(thread.id(), thread);
    }

    public void put(CellView cell) {
        cells.put(cell.id(), cell);
    }

    /** Asking for it fails. */
    public void unreadable(ThreadId id) {
        unreadable.add(id);
    }

    /** It never gets a root. */
    public void rootless(ThreadId id) {
        rootless.add(id);
    }

    /** What ran. */
    public void sessions(List<SessionView> all) {
        sessions = List.copyOf(all);
    }

    /** What others run in the account. */
    public void foreign(List<Foreign> all) {
        foreign = List.copyOf(all);
    }

    /** The card was posted. */
    public void rooted(ThreadId id, String ts) {
        threads.computeIfPresent(
                id,
                (key, t) -> t.rootTs().isPresent() || rootless.contains(key)
                        ? t
                        : new ThreadView(
                                t.id(),
                                t.team(),
                                t.channel(),
                                Optional.of(ts),
                                t.owner(),
                                t.name(),
                                t.settings(),
                                t.openedAt(),
                                t.session(),
                                t.open(),
                                t.cells()));
    }

    @Override
    public Optional<ThreadView> find(ThreadKey key) {
        return threads.values().stream()
                .filter(t -> t.key().equals(Optional.of(key)))
                .findFirst();
    }

    @Override
    public Optional<ThreadView> thread(ThreadId id) {
        if (unreadable.contains(id)) {
            throw new IllegalStateException("its row cannot be read");
        }
        return Optional.ofNullable(threads.get(id));
    }

    @Override
    public Optional<CellView> cell(CellId id) {
        return Optional.ofNullable(cells.get(id));
    }

    @Override
    public List<CellView> cells(ThreadId id) {
        return cells.values().stream().filter(c -> c.thread().equals(id)).toList();
    }

    @Override
    public List<CellView> cellsFrom(ThreadId id, String sourceTs) {
        return cells(id).stream()
                .filter(c -> c.sourceTs().equals(Optional.of(sourceTs)))
                .toList();
    }

    @Override
    public List<ThreadView> openThreads() {
        return List.copyOf(threads.values());
    }

    @Override
    public Resolved resolve(Settings settings) {
        return new Resolved.Good(Fixtures.SPEC);
    }

    @Override
    public List<SessionView> sessionsBetween(Instant from, Instant to) {
        return sessions;
    }

    @Override
    public List<Foreign> foreignSessions() {
        return foreign;
    }

    @Override
    public ThreadView open(Opening request) {
        throw new UnsupportedOperationException("it only tells");
    }

    @Override
    public Started start(ThreadId thread, Person by, Settings change) {
        throw new UnsupportedOperationException("it only tells");
    }

    @Override
    public Started start(ThreadId thread, Person by, Settings change, String dedup) {
        throw new UnsupportedOperationException("it only tells");
    }

    @Override
    public Optional<Before> before(String dedup) {
        return nothingDone.contains(dedup)
                ? Optional.of(new Before(Optional.empty(), Optional.empty()))
                : Optional.empty();
    }

    @Override
    public void nothingDone(String dedup) {
        nothingDone.add(dedup);
    }

    @Override
    public Stopped stop(ThreadId thread, Person by, String dedup) {
        return stop(thread, by);
    }

    @Override
    public Cancelled cancel(ThreadId thread, CellId cell, Person by, String dedup) {
        return cancel(thread, cell, by);
    }

    @Override
    public Configured configure(ThreadId thread, Person by, Settings change) {
        throw new UnsupportedOperationException("it only tells");
    }

    @Override
    public Configured configure(ThreadId thread, Person by, Settings change, String dedup) {
        throw new UnsupportedOperationException("it only tells");
    }

    @Override
    public Submitted submit(ThreadId thread, NewCell cell) {
        throw new UnsupportedOperationException("it only tells");
    }

    /** Who was stopped. */
    public List<ThreadId> stopped() {
        return List.copyOf(stopped);
    }

    @Override
    public Stopped stop(ThreadId thread, Person by) {
        stopped.add(thread);
        return new Stopped.Stopping(Fixtures.ready(), 0);
    }

    @Override
    public Cancelled cancel(ThreadId thread, CellId cell, Person by) {
        throw new UnsupportedOperationException("it only tells");
    }

    @Override
    public Optional<SessionView> keep(ThreadId thread, Duration more, Person by, String dedup) {
        return keep(thread, more, by);
    }

    @Override
    public Optional<SessionView> keep(ThreadId thread, Duration more, Person by) {
        throw new UnsupportedOperationException("it only tells");
    }
}
