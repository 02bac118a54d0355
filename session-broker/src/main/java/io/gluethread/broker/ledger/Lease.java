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
    private volatile long runsOut;

    Lease(String name, long fence, LedgerTime time, long runsOut) {
        this.name = name;
        this.fence = fence;
        this.time = time;
        this.runsOut = runsOut;
    }

    public String name() {
        return name;
    }

    /** No two leases of one owner have the same. */
    long fence() {
        return fence;
    }

    void runsOut(long nanos) {
        runsOut = nanos;
    }

    /** Whether it surely lasts for so long. */
    public boolean lasts(Duration atLeast) {
        return runsOut - time.nanos() >= atLeast.toNanos();
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
