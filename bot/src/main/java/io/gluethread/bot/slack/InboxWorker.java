package io.gluethread.bot.slack;

import io.gluethread.bot.delivery.ChatException;
import io.gluethread.broker.ledger.Inbox;
import io.gluethread.broker.ledger.Lease;
import io.gluethread.broker.ledger.LeaseLostException;
import io.gluethread.broker.ledger.Leases;
import io.gluethread.broker.ledger.LedgerUnavailableException;
import io.gluethread.broker.policy.Ailment;
import io.gluethread.broker.policy.Underway;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles what the inbox holds: in order within a lane (a Slack thread), lanes beside each other, each in one replica's
 * hands at a time. What fails is put off
 * and holds up its lane, so that cells keep their order; after the last try the person is told. Survives a restart,
 * since an item is done only after it has been handled.
 */
public final class InboxWorker {
    private static final Logger log = LoggerFactory.getLogger(InboxWorker.class);
    private static final int AT_ONCE = 300;
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final Duration HANGS = Duration.ofMinutes(5);
    private static final int TRIES = 6;
    /** A lane's lease, and how much of it must be left when an item is begun; longer than any call to Slack. */
    private static final Duration LASTING = Duration.ofMinutes(1);

    private static final Duration ENOUGH = Duration.ofSeconds(45);
    private static final Duration CALL = Duration.ofSeconds(25);
    /** When to look again for a lane that another replica has in hand. */
    private static final Duration ELSEWHERE = Duration.ofMillis(500);

    private static final Duration TROUBLE = Duration.ofSeconds(1);
    /** What seems to be put off for longer was put off before the clock was set back. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** While Slack does not answer we try for longer, but nothing is run that was asked for half an hour ago. */
    private static final Duration TOO_LATE = Duration.ofMinutes(15);

    /** What is to be posted runs nothing: it is tried until it works, or is of no use to anybody any more. */
    private static final Duration FORGOTTEN = Duration.ofDays(7);

    /** What is done with an item. */
    interface Handler {
        /**
         * Does it all; whatever it throws means that it was not done.
         *
         * @param mayCall asked immediately before a call that another replica may have made by now
         */
        void handle(Inbox.Item item, Runnable mayCall);

        /** It will not be done: the person is told. */
        void giveUp(Inbox.Item item, String why);
    }

    private final Inbox inbox;
    private final Leases leases;
    private final Handler handler;
    private final InstantSource clock;
    private final Executor executor;
    private final Runnable wake;
    private final Set<String> busyLanes = ConcurrentHashMap.newKeySet();
    private final Underway<String> inFlight;
    private volatile boolean draining;
    private final Map<String, Instant> held = new ConcurrentHashMap<>();

    InboxWorker(
            Inbox inbox,
            Leases leases,
            Handler handler,
            InstantSource clock,
            Executor executor,
            Runnable wake,
            InstantSource steady) {
        this.inbox = inbox;
        this.leases = leases;
        this.handler = handler;
        this.clock = clock;
        this.executor = executor;
        this.wake = wake;
        this.inFlight = new Underway<>(steady);
    }

    /** Takes what was just written: what needs a fresh trigger is handled at once, the rest in its lane. */
    void taken(Inbox.Item item) {
        if (draining) {
            return;
        }
        if (isAtOnce(item.kind())) {
            aside(item, () -> handler.handle(item, () -> {}));
        } else {
            wake.run();
        }
    }

    /** Whether it will be handled at once, when it is taken in now. */
    boolean handlesAtOnce(String kind) {
        return !draining && isAtOnce(kind);
    }

    /** Whether what needs a fresh trigger: it does not wait for its turn. */
    static boolean isAtOnce(String kind) {
        return !kind.equals("event") && !kind.equals(Posts.KIND);
    }

    /** Does what has to be done for an item at once, beside the lanes; failing, the item stays and is tried again. */
    void aside(Inbox.Item item, Runnable work) {
        if (inFlight.add(item.id())) {
            executor.execute(() -> {
                try {
                    one(item, work);
                } finally {
                    inFlight.remove(item.id());
                }
            });
        }
    }

    /** Gives every lane its work, and says how long nothing will be due. */
    public Duration step() {
        if (draining) {
            return IDLE;
        }
        Instant now = clock.instant();
        held.values().removeIf(until -> !until.isAfter(now) || until.isAfter(now.plus(LONGEST)));
        Set<String> lanes = new LinkedHashSet<>();
        // Each lane is told by its next item, so those that have to wait keep no other one from being seen.
        for (Inbox.Item item : inbox.waiting(now, AT_ONCE + held.size() + busyLanes.size())) {
            if (!inFlight.contains(item.id())) {
                lanes.add(item.lane());
            }
        }
        for (String lane : lanes) {
            if (!held.containsKey(lane) && busyLanes.add(lane)) {
                executor.execute(() -> work(lane));
            }
        }
        return held.values().stream()
                .map(until -> Duration.between(now, until))
                .min(Duration::compareTo)
                .filter(wait -> wait.compareTo(IDLE) < 0)
                .orElse(IDLE);
    }

    /** Handles nothing more after what is being handled; what comes in stays for another replica or the next start. */
    void drain() {
        draining = true;
    }

    boolean isDrained() {
        return inFlight.isEmpty() && busyLanes.isEmpty();
    }

    /** What is wrong when something is being handled and never done. */
    Optional<Ailment> ailment() {
        return inFlight.stuck(HANGS).map(since -> new Ailment(since, "a request is not done"));
    }

    private void work(String lane) {
        try {
            Optional<Lease> lease = leases.take("lane:" + lane, LASTING);
            if (lease.isPresent()) {
                under(lease.get(), lane);
            } else {
                held.put(lane, clock.instant().plus(ELSEWHERE));
            }
        } catch (LedgerUnavailableException e) {
            log.debug("lane {}: {}", lane, e.getMessage());
            held.put(lane, clock.instant().plus(TROUBLE));
        } catch (RuntimeException e) {
            log.error("lane {} met trouble and goes on", lane, e);
            held.put(lane, clock.instant().plus(TROUBLE));
        } finally {
            busyLanes.remove(lane);
            wake.run();
        }
    }

    private void under(Lease lease, String lane) {
        try {
            while (batch(lease, lane)) {
                log.trace("lane {} goes on", lane);
            }
        } catch (LeaseLostException e) {
            log.info("{}; another replica goes on", e.getMessage());
            held.put(lane, clock.instant().plus(TROUBLE));
        } finally {
            leases.release(lease);
        }
    }

    /** Handles what the lane holds, in order; false when it is done for now. */
    private boolean batch(Lease lease, String lane) {
        boolean some = false;
        for (Inbox.Item item : inbox.lane(lane, clock.instant(), AT_ONCE)) {
            Optional<Instant> later = item.notBefore()
                    .filter(clock.instant()::isBefore)
                    .filter(until -> until.isBefore(clock.instant().plus(LONGEST)));
            if (later.isPresent()) {
                held.put(lane, later.get());
                return false;
            }
            if (!lease.lasts(ENOUGH) && !leases.renew(lease, LASTING)) {
                return false;
            }
            if (draining) {
                return false;
            }
            if (inFlight.add(item.id())) {
                try {
                    if (!one(item, () -> handler.handle(item, () -> lease.mustLast(CALL)))) {
                        held.put(lane, clock.instant().plus(pause(item)));
                        return false;
                    }
                    some = true;
                } finally {
                    inFlight.remove(item.id());
                }
            }
        }
        return some;
    }

    /** Whether the item is settled: done, or given up. */
    private boolean one(Inbox.Item item, Runnable work) {
        try {
            work.run();
            inbox.done(item.id());
            return true;
        } catch (LeaseLostException e) {
            throw e;
        } catch (ChatException.Limited e) {
            return putOff(item, e, e.retryAfter());
        } catch (RuntimeException e) {
            return putOff(item, e, pause(item));
        }
    }

    private static Duration pause(Inbox.Item item) {
        return Duration.ofSeconds(Math.min(30, 1L << Math.min(5, item.failures())));
    }

    private boolean putOff(Inbox.Item item, RuntimeException e, Duration pause) {
        String why = e.getClass().getSimpleName() + ": " + e.getMessage();
        boolean mayPass =
                e instanceof LedgerUnavailableException || (e instanceof ChatException chat && chat.mayPass());
        Duration most = item.kind().equals(Posts.KIND) ? FORGOTTEN : TOO_LATE;
        boolean late = item.receivedAt().plus(most).isBefore(clock.instant());
        try {
            // How often nobody could have done it does not count.
            if (late || (!mayPass && inbox.refused(item.id()) >= TRIES)) {
                log.error("given up {} {}", item.kind(), item.id(), e);
                handler.giveUp(item, why);
                inbox.done(item.id());
                return true;
            }
            log.warn("put off {} {}: {}", item.kind(), item.id(), why);
            inbox.failed(item.id(), clock.instant().plus(pause), why);
        } catch (LedgerUnavailableException away) {
            log.debug("{} {} stays: {}", item.kind(), item.id(), away.getMessage());
        } catch (RuntimeException ledger) {
            log.error("the ledger does not answer; {} {} stays", item.kind(), item.id(), ledger);
        }
        return false;
    }
}
