package io.gluethread.broker.ledger;

import java.time.Duration;

/**
 * The right to do something alone for a while. Whoever lets it run out, for example because the process was stopped,
 * may find that another replica has the same right now; so what cannot be taken back asks {@link #mustLast} immediately
 * before, and what is written afterwards asks {@link Leases#mustHold} in its transaction.
 */
public final class Lease {
    private final String name;
    private final long fence;
    private final LedgerTime time;
    private final Presence presence;
    private volatile Span span;

    /**
     * @param runsOut the stopwatch's reading at its end
     * @param stretch of this replica's presence in which it was taken: when that is over, others may have the lease
     */
    record Span(long runsOut, long stretch) {}

    Lease(String name, long fence, LedgerTime time, Presence presence, Span span) {
        this.name = name;
        this.fence = fence;
        this.time = time;
        this.presence = presence;
        this.span = span;
    }

    public String name() {
        return name;
    }

    /** No two leases of one owner have the same. */
    long fence() {
        return fence;
    }

    void renewed(Span anew) {
        span = anew;
    }

    /**
     * Whether it is surely this replica's now and lasts for so long by its own time. It may end earlier when the replica
     * is stopped and the others take it for dead, which this says from the same moment on.
     */
    public boolean lasts(Duration atLeast) {
        Span now = span;
        return now.runsOut() - time.nanos() >= atLeast.toNanos() && presence.unbroken(now.stretch());
    }

    /**
     * Asked immediately before a call that cannot be taken back and takes no longer than this.
     *
     * @throws LeaseLostException when it may not last for so long
     */
    public void mustLast(Duration atLeast) {
        if (!lasts(atLeast)) {
            throw new LeaseLostException(name);
        }
    }

    @Override
    public String toString() {
        return "%s #%d".formatted(name, fence);
    }
}
