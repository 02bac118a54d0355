package io.gluethread.bot.delivery;

import io.gluethread.broker.ledger.Lease;
import io.gluethread.broker.ledger.Leases;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The channels that this replica delivers to, each under a lease, so that order and pace are one replica's. A lease is
 * kept a little beyond the work: what comes next most often comes soon. Safe for use by many threads.
 */
public final class Channels {
    /** Longer than any call to Slack, which ends after 20 s. */
    static final Duration CALL = Duration.ofSeconds(22);

    private static final Duration LASTING = Duration.ofSeconds(45);
    private static final Duration ENOUGH = Duration.ofSeconds(30);
    private static final Duration KEPT = Duration.ofSeconds(3);

    private record Hold(Lease lease, Instant used) {}

    private final Leases leases;
    private final Map<String, Hold> held = new ConcurrentHashMap<>();

    public Channels(Leases leases) {
        this.leases = leases;
    }

    /** The channel's lease with enough of its time left for some calls; empty while another replica has it. */
    Optional<Lease> hold(String channel, Instant now) {
        Optional<Lease> lease = Optional.ofNullable(held.get(channel))
                .map(Hold::lease)
                .filter(known -> known.lasts(ENOUGH) || leases.renew(known, LASTING))
                .or(() -> leases.take("channel:" + channel, LASTING));
        lease.ifPresentOrElse(l -> held.put(channel, new Hold(l, now)), () -> held.remove(channel));
        return lease;
    }

    /** Gives back those that nothing has been delivered to for a while, unless something is under way. */
    void letGo(Predicate<String> busy, Instant now) {
        held.forEach((channel, hold) -> {
            if (!busy.test(channel) && !hold.used().plus(KEPT).isAfter(now) && held.remove(channel, hold)) {
                leases.release(hold.lease());
            }
        });
    }

    boolean any() {
        return !held.isEmpty();
    }

    /** Gives back this one, if it is held. */
    void letGo(String channel) {
        Hold hold = held.remove(channel);
        if (hold != null) {
            leases.release(hold.lease());
        }
    }

    Set<String> all() {
        return Set.copyOf(held.keySet());
    }
}
