package io.gluethread.playground.demo.chaos;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong, from a seed: kills at random moments and at chosen ones, replicas that freeze, faults on both wires.
 * What it does is settled beforehand; only when a chosen moment comes is up to the bots.
 */
final class Nemesis implements Tripwire.Watch {
    private static final Duration AWAKE = Duration.ofSeconds(3);
    private static final Duration TRAP_WAITS = Duration.ofSeconds(4);

    /** One blow, with what comes before it and after it. */
    private record Blow(
            long after,
            int requests,
            List<WireFault> faults,
            Optional<Trap> trap,
            int replica,
            long down,
            Optional<Long> freeze) {}

    /** Between two blows, as long as they come within a few seconds. */
    private static final int MOST_REQUESTS = 40;

    private static final int MOST_LOOKS = 200;
    private static final long LOOK_MILLIS = 50;

    private final List<Blow> blows;
    private final AtomicInteger passed = new AtomicInteger();
    private final Map<String, Integer> coverage = new TreeMap<>();
    private final List<String> sprung = new ArrayList<>();
    private @Nullable Armed armed;
    private int kills;
    private int freezes;

    /** A trap that waits, and the process that it strikes. */
    private record Armed(Trap trap, CountDownLatch sprung, List<Replica> replicas, AtomicInteger struck) {}

    private List<Replica> replicas = List.of();
    private Optional<Trace> trace = Optional.empty();

    private Nemesis(List<Blow> blows) {
        this.blows = blows;
    }

    static Nemesis plan(SplittableRandom random, Profile profile) {
        List<Trap> traps = new ArrayList<>();
        List<Blow> blows = new ArrayList<>();
        for (int i = 0; i < profile.kills(); i++) {
            if (traps.isEmpty()) {
                traps.addAll(Trap.all());
            }
            Optional<Trap> trap =
                    random.nextInt(4) == 0 ? Optional.empty() : Optional.of(traps.remove(random.nextInt(traps.size())));
            List<WireFault> faults = new ArrayList<>();
            for (int f = random.nextInt(3); f > 0; f--) {
                faults.add(WireFault.any(random));
            }
            boolean freeze = i % 12 == 6;
            blows.add(new Blow(
                    random.nextLong(100, profile.postgres() ? 6_000 : 2_000),
                    random.nextInt(MOST_REQUESTS),
                    faults,
                    trap,
                    random.nextInt(profile.replicas()),
                    random.nextLong(0, 900),
                    freeze ? Optional.of(profile.frozen().toMillis()) : Optional.empty()));
        }
        return new Nemesis(blows);
    }

    /** Where it says what it does. */
    void tells(Trace to) {
        trace = Optional.of(to);
    }

    private void tell(String what, String about) {
        trace.ifPresent(t -> t.line("!", what, about));
    }

    /** Strikes until the plan is done; then every replica runs and both wires are sound. */
    void rage(World world) throws IOException, InterruptedException, SQLException {
        replicas = world.replicas();
        for (Blow blow : blows) {
            pause(blow.after());
            awaitRequests(blow.requests());
            for (WireFault fault : blow.faults()) {
                world.order(fault);
                tell("fault " + fault.order(), "");
            }
            if (blow.freeze().isPresent()) {
                freeze(blow.replica(), blow.freeze().get());
            }
            Replica struck = world.replicas().get(strike(blow));
            struck.awaitDeath();
            tell("killed " + struck.number(), "");
            kills++;
            for (String state : LedgerPicture.of(world.database()).states()) {
                coverage.merge(state, 1, Integer::sum);
            }
            pause(blow.down());
            struck.start();
            tell("ready " + struck.number(), "");
        }
        world.calm();
    }

    /** On a slow machine bots need longer until they have done something that can be interrupted. */
    private void awaitRequests(int some) throws InterruptedException {
        int enough = passed.get() + some;
        for (int looks = 0; looks < MOST_LOOKS && passed.get() < enough; looks++) {
            pause(LOOK_MILLIS);
        }
    }

    private void freeze(int number, long millis) throws IOException, InterruptedException {
        Replica replica = replicas.get(number);
        replica.freeze();
        tell("frozen " + number, "");
        pause(millis);
        replica.thaw();
        tell("thawed " + number, "");
        freezes++;
        // It goes on where it was, with what others have done meanwhile.
        pause(AWAKE.toMillis());
    }

    /** Which replica it was. */
    private int strike(Blow blow) throws InterruptedException {
        if (blow.trap().isPresent()) {
            Armed trap = new Armed(blow.trap().get(), new CountDownLatch(1), replicas, new AtomicInteger());
            arm(trap);
            boolean caught = trap.sprung().await(TRAP_WAITS.toMillis(), TimeUnit.MILLISECONDS);
            if (caught || !disarm()) {
                sprung.add(trap.trap().toString());
                return trap.struck().get();
            }
        }
        replicas.get(blow.replica()).strike();
        return blow.replica();
    }

    private synchronized void arm(Armed trap) {
        armed = trap;
    }

    /** False when it was sprung meanwhile. */
    private synchronized boolean disarm() {
        boolean waiting = armed != null;
        armed = null;
        return waiting;
    }

    private synchronized Optional<Trap> spring(Passing passing, boolean answered) {
        Armed now = armed;
        if (now == null || !now.trap().isSprungBy(passing, answered)) {
            return Optional.empty();
        }
        armed = null;
        now.struck().set(passing.replica());
        now.replicas().get(passing.replica()).strike();
        now.sprung().countDown();
        return Optional.of(now.trap());
    }

    @Override
    public boolean before(Passing passing) {
        passed.incrementAndGet();
        return spring(passing, false)
                .map(trap -> trap.phase() != Trap.Phase.LOST)
                .orElse(true);
    }

    @Override
    public void after(Passing passing) {
        var _ = spring(passing, true);
    }

    private static void pause(long millis) throws InterruptedException {
        Waiting.pause(Duration.ofMillis(millis));
    }

    int kills() {
        return kills;
    }

    /** How many kills found something in each state. */
    Map<String, Integer> coverage() {
        return coverage;
    }

    Set<String> uncovered() {
        Set<String> missing = new java.util.TreeSet<>(LedgerPicture.everyState());
        missing.removeAll(coverage.keySet());
        return missing;
    }

    @Override
    public String toString() {
        return "%d kills (%d of them at chosen moments: %s), %d freezes; kills that found: %s"
                .formatted(kills, sprung.size(), String.join(", ", sprung), freezes, coverage);
    }
}
