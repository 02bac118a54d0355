package io.gluethread.broker.ledger;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Who uses the connections, in turn. At times there is more to do than there are connections, and whoever waits for
 * another one to be done is not without a database: it waits here, for as long as it takes, before it asks the pool for
 * one. That the pool has none to give then means that the database has none. What somebody outside waits for has
 * connections of its own, so that no amount of other work is before it. Safe for use by many threads.
 */
final class Turns {
    /** Connections for what somebody outside waits for. */
    private static final int FOR_PROMPT = 2;

    /** Connections that are taken without a turn, by the scheduler of the duties. */
    private static final int APART = 4;

    /** So many of all are not for what merely has to wait its turn. */
    static final int KEPT = FOR_PROMPT + APART;

    private final ScopedValue<Boolean> inside = ScopedValue.newInstance();
    private final Semaphore usual;
    private final Semaphore prompt;
    private final Duration patience;

    /**
     * @param connections in all
     * @param patience of those who ask {@link #promptly}
     */
    Turns(int connections, Duration patience) {
        this.usual = new Semaphore(Math.max(1, connections - KEPT), true);
        this.prompt = new Semaphore(FOR_PROMPT, true);
        this.patience = patience;
    }

    /** Does it when it is its turn. Within another turn it is the same one. */
    <T> T inTurn(Supplier<T> work) {
        if (inside.isBound()) {
            return work.get();
        }
        usual.acquireUninterruptibly();
        return thenRelease(usual, work);
    }

    /**
     * Does it before anything that is done {@link #inTurn}.
     *
     * @throws LedgerUnavailableException when even so it would have to wait for longer than anybody outside does
     */
    <T> T promptly(Supplier<T> work) {
        if (inside.isBound()) {
            return work.get();
        }
        if (prompt.tryAcquire()) {
            return thenRelease(prompt, work);
        }
        if (usual.tryAcquire()) {
            return thenRelease(usual, work);
        }
        try {
            if (!prompt.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new LedgerUnavailableException("The ledger does not answer in time.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerUnavailableException("Nobody waits for the ledger's answer any more.", e);
        }
        return thenRelease(prompt, work);
    }

    private <T> T thenRelease(Semaphore taken, Supplier<T> work) {
        try {
            return ScopedValue.where(inside, true).call(work::get);
        } finally {
            taken.release();
        }
    }
}
