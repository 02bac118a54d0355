package io.gluethread.bot.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.gluethread.broker.Broker;
import io.gluethread.broker.ledger.Lease;
import io.gluethread.broker.ledger.LeaseLostException;
import io.gluethread.broker.ledger.LedgerUnavailableException;
import io.gluethread.broker.ledger.Slot;
import io.gluethread.broker.ledger.Surface;
import io.gluethread.broker.ledger.Surfaces;
import io.gluethread.broker.policy.Ailment;
import io.gluethread.broker.policy.Underway;
import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.ThreadId;
import io.gluethread.broker.session.ThreadView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings Slack up to the ledger, level-triggered: whatever is due is rendered as it is now and shown. One step looks
 * what is due and gives each channel its work; channels do not wait for each other, and within a channel things happen in
 * order, under a lease that other replicas respect. What it remembers is only until when something has to wait, so a restart loses nothing.
 */
public final class Reconciler {
    private static final Logger log = LoggerFactory.getLogger(Reconciler.class);
    private static final int AT_ONCE = 500;
    /** Another replica may have wanted something, or have died in the middle of something. */
    private static final Duration IDLE = Duration.ofSeconds(2);

    /** The same, in channels that are this replica's for now. */
    private static final Duration OURS = Duration.ofSeconds(1);

    private static final Duration ELSEWHERE = Duration.ofSeconds(1);
    private static final Duration TROUBLE = Duration.ofSeconds(2);
    private static final Duration HANGS = Duration.ofMinutes(5);
    /** What breaks for reasons of its own is tried again after a while, and given up after some tries. */
    private static final Duration BROKEN = Duration.ofSeconds(5);

    private static final Duration SOON = Duration.ofMillis(50);

    /** After a look at what is due comes a rest so many times as long, so that looking does not become the main work. */
    private static final int RESTS = 10;

    private static final Duration LONGEST_REST = Duration.ofMillis(250);

    private final Broker broker;
    private final Surfaces surfaces;
    private final Deliverer deliverer;
    private final Channels channels;
    private final Pace pace;
    private final Ticks ticks;
    private final InstantSource clock;
    private final Executor executor;
    private final Runnable wake;
    private final InstantSource steady;
    private final Underway<String> busy;
    private final Cache<ThreadId, String> places =
            Caffeine.newBuilder().maximumSize(100_000).build();
    private long turned;
    private Instant restsUntil;
    private volatile boolean draining;
    private final Holds holds = new Holds();
    private volatile boolean closing;

    /**
     * @param executor runs a channel's work
     * @param steady by which it is noticed that a channel hangs
     * @param wake called when a channel has finished its work and {@link #step} should look again
     */
    public Reconciler(
            Broker broker,
            Surfaces surfaces,
            Deliverer deliverer,
            Channels channels,
            Pace pace,
            Ticks ticks,
            InstantSource clock,
            Executor executor,
            Runnable wake,
            InstantSource steady) {
        this.broker = broker;
        this.surfaces = surfaces;
        this.deliverer = deliverer;
        this.channels = channels;
        this.pace = pace;
        this.ticks = ticks;
        this.clock = clock;
        this.executor = executor;
        this.wake = wake;
        this.steady = steady;
        this.busy = new Underway<>(steady);
        this.restsUntil = steady.instant();
    }

    /** After a start: what moves is shown moving again. */
    public void begin() {
        Instant now = clock.instant();
        for (ThreadView thread : broker.openThreads()) {
            thread.live().ifPresent(s -> ticks.after(new Ticks.Tick(thread.id(), new Slot.Card()), s.createdAt(), now));
            for (CellView cell : thread.open()) {
                Instant since = cell.startedAt().orElse(cell.queuedAt());
                ticks.after(new Ticks.Tick(thread.id(), new Slot.Cell(cell.id())), since, now);
            }
        }
    }

    /** Gives every channel with due surfaces its work, and says how long nothing will be due. */
    public Duration step() {
        Instant began = steady.instant();
        Duration left = Duration.between(began, restsUntil);
        if (left.isPositive() && left.compareTo(LONGEST_REST) <= 0) {
            return left;
        }
        Duration wait = look();
        Duration rest = Duration.between(began, steady.instant()).multipliedBy(RESTS);
        restsUntil = steady.instant().plus(rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST);
        return wait;
    }

    private Duration look() {
        Instant now = clock.instant();
        tick(now);
        channels.letGo(busy::contains, now);
        Instant next = now.plus(channels.any() ? OURS : IDLE);
        Map<String, List<Surface>> work = new LinkedHashMap<>();
        Allowance allowance = new Allowance(pace, now);
        for (Surface surface : due(now, allowance.ways())) {
            Optional<String> channel = channel(surface);
            if (channel.isEmpty() || busy.contains(channel.get())) {
                continue;
            }
            Optional<Instant> held = holds.on(channel.get(), surface, now);
            if (held.isPresent()) {
                next = earlier(next, held.get());
            } else if (allowance.take(Holds.kind(surface))) {
                work.computeIfAbsent(channel.get(), c -> new ArrayList<>()).add(surface);
            }
        }
        if (turned > 0) {
            next = earlier(next, now.plus(SOON));
        }
        next = earlier(next, allowance.more());
        work.forEach((channel, due) -> {
            if (!draining && busy.add(channel)) {
                executor.execute(() -> deliver(channel, due));
            }
        });
        Instant frame = pace.next(Pace.Kind.UPDATE, Pace.FOR_FINALS, now);
        Instant dueAgain = earlier(
                surfaces.nextDue().filter(now::isBefore).orElse(next),
                ticks.next().map(at -> later(at, frame)).filter(now::isBefore).orElse(next));
        return Duration.between(now, earlier(next, dueAgain));
    }

    private void tick(Instant now) {
        // A picture that cannot be shown costs the ledger nothing.
        List<Ticks.Tick> due = ticks.due(now, pace.left(Pace.Kind.UPDATE, Pace.FOR_FINALS, now));
        for (int i = 0; i < due.size(); i++) {
            Ticks.Tick tick = due.get(i);
            try {
                surfaces.want(tick.thread(), tick.slot(), Optional.empty());
            } catch (LedgerUnavailableException e) {
                due.subList(i, due.size()).forEach(later -> ticks.after(later, now, now));
                throw e;
            } catch (RuntimeException e) {
                log.error("{} {} cannot be wanted", tick.thread(), tick.slot().key(), e);
            }
        }
    }

    /**
     * What is due: the oldest, and when there is more than that, a further part of it, which goes on from step to step to
     * the end and begins again. So what has to wait, however much of it there is, keeps nothing behind it from being seen.
     */
    private List<Surface> due(Instant now, Set<Surface.Way> ways) {
        List<Surface> due = new ArrayList<>(surfaces.due(now, 0, AT_ONCE, ways));
        if (due.size() < AT_ONCE) {
            turned = 0;
            return due;
        }
        List<Surface> further = surfaces.due(now, Math.max(turned, due.getLast().seq()), AT_ONCE, ways);
        turned = further.size() < AT_ONCE ? 0 : further.getLast().seq();
        due.addAll(further);
        return due;
    }

    /** Where the surface's thread is, which never changes; empty when it is not to be shown now. */
    private Optional<String> channel(Surface surface) {
        Optional<String> known = Optional.ofNullable(places.getIfPresent(surface.thread()));
        if (known.isPresent()) {
            return known;
        }
        try {
            Optional<String> found = broker.thread(surface.thread()).map(ThreadView::channel);
            found.ifPresentOrElse(
                    channel -> places.put(surface.thread(), channel),
                    () -> surfaces.abandoned(surface.thread(), surface.slot(), "its thread is not known"));
            return found;
        } catch (LedgerUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            broken(surface, e);
            return Optional.empty();
        }
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isBefore(b) ? b : a;
    }

    /** Shows nothing more after what is on its way; other replicas may go on. */
    public void drain() {
        draining = true;
        close();
    }

    /** Whether nothing is on its way. */
    public boolean isDrained() {
        return busy.isEmpty();
    }

    /** What is wrong when something is on its way to Slack and never arrives. */
    public Optional<Ailment> ailment() {
        return busy.stuck(HANGS).map(since -> new Ailment(since, "a call to Slack does not end"));
    }

    /** One channel's work, in order; what has to wait is passed over. */
    private void deliver(String channel, List<Surface> work) {
        try {
            for (Surface surface : work) {
                Instant now = clock.instant();
                busy.goesOn(channel);
                if (!draining && holds.on(channel, surface, now).isEmpty()) {
                    Optional<Lease> lease = channels.hold(channel, now);
                    if (lease.isEmpty()) {
                        holds.channel(channel, now.plus(ELSEWHERE));
                        return;
                    }
                    try {
                        note(channel, surface, now, one(surface, lease.get()));
                    } catch (LeaseLostException | LedgerUnavailableException e) {
                        throw e;
                    } catch (RuntimeException e) {
                        broken(surface, e);
                    }
                }
            }
        } catch (LeaseLostException e) {
            log.info("channel {}: {}; another replica goes on", channel, e.getMessage());
            holds.channel(channel, clock.instant().plus(ELSEWHERE));
        } catch (LedgerUnavailableException e) {
            log.debug("channel {}: {}", channel, e.getMessage());
            holds.channel(channel, clock.instant().plus(TROUBLE));
        } catch (RuntimeException e) {
            // Not about one surface: this channel waits, the others go on.
            log.error("channel {}: delivery met trouble and goes on", channel, e);
            holds.channel(channel, clock.instant().plus(TROUBLE));
        } finally {
            busy.remove(channel);
            if (closing) {
                channels.letGo(channel);
            }
            wake.run();
        }
    }

    /**
     * A bug, or something in the ledger that cannot be read or written: this surface waits and is given up in the end,
     * what comes after it goes on. Whether a first post had left is not known, so it is looked for.
     */
    private void broken(Surface surface, RuntimeException e) {
        log.error("{} {} cannot be shown", surface.thread(), surface.slot().key(), e);
        Instant again = clock.instant().plus(BROKEN.multipliedBy(1L << Math.min(4, surface.failures())));
        holds.one(surface, again);
        String why = e.getClass().getSimpleName() + ": " + e.getMessage();
        try {
            if (surfaces.refused(surface.thread(), surface.slot()) >= Setbacks.GIVE_UP) {
                surfaces.abandoned(surface.thread(), surface.slot(), why);
                ticks.never(new Ticks.Tick(surface.thread(), surface.slot()));
            } else {
                surfaces.unclear(surface.thread(), surface.slot(), again, why);
            }
        } catch (LedgerUnavailableException away) {
            throw away;
        } catch (RuntimeException ledger) {
            log.error(
                    "{} {} waits in memory alone",
                    surface.thread(),
                    surface.slot().key(),
                    ledger);
        }
    }

    private void note(String channel, Surface surface, Instant now, Delivered delivered) {
        switch (delivered) {
            case Delivered.Done() -> {}
            case Delivered.Paced(Duration wait) -> holds.calls(channel, Holds.kind(surface), now.plus(wait));
            case Delivered.PutOff(Instant until) -> {
                // Nobody waits for a file.
                if (Holds.kind(surface) == Pace.Kind.POST && !(surface.slot() instanceof Slot.File)) {
                    holds.firstPosts(surface.thread(), until);
                }
            }
        }
    }

    private Delivered one(Surface found, Lease lease) {
        // What was due when the step looked may have been shown or changed since: the newest counts.
        Optional<Surface> newest = surfaces.find(found.thread(), found.slot());
        Optional<ThreadView> thread = broker.thread(found.thread());
        if (newest.isEmpty()
                || thread.isEmpty()
                || newest.get().wanted() <= newest.get().shown()) {
            return new Delivered.Done();
        }
        if (Holds.kind(newest.get()) == Pace.Kind.POST) {
            Optional<Delivered> waits = mustWait(newest.get(), thread.get());
            if (waits.isPresent()) {
                return waits.get();
            }
        }
        Delivered delivered = deliverer.deliver(newest.get(), thread.get(), () -> lease.mustLast(Channels.CALL));
        if (!lease.lasts(Duration.ZERO)) {
            // It took too long: somebody may have shown something newer before this arrived.
            surfaces.want(found.thread(), found.slot(), Optional.empty());
        }
        return delivered;
    }

    /** Other replicas may deliver from now on; a channel in which something is under way follows when that is over. */
    public void close() {
        closing = true;
        channels.all().stream().filter(channel -> !busy.contains(channel)).forEach(channels::letGo);
    }

    /**
     * First posts keep their order: one that is still to be made holds up those of its thread that come after it, also
     * when it has become due only since this step looked. All but the card need the thread's root to be posted under.
     */
    private Optional<Delivered> mustWait(Surface surface, ThreadView thread) {
        if (surface.slot() instanceof Slot.Card) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Optional<Surface> before = surfaces.unposted(surface.thread(), surface.seq());
        if (before.isPresent()) {
            return Optional.of(new Delivered.PutOff(
                    before.get().notBefore().filter(now::isBefore).orElse(now.plus(SOON))));
        }
        if (deliverer.root(thread).isPresent()) {
            return Optional.empty();
        }
        Optional<Surface> card = surfaces.find(surface.thread(), new Slot.Card());
        if (card.filter(Surface::abandoned).isPresent()) {
            surfaces.abandoned(surface.thread(), surface.slot(), "its thread has no root");
            return Optional.of(new Delivered.Done());
        }
        if (card.filter(c -> c.wanted() > c.shown()).isEmpty()) {
            surfaces.want(surface.thread(), new Slot.Card(), Optional.empty());
        }
        return Optional.of(new Delivered.PutOff(now.plus(TROUBLE)));
    }
}
