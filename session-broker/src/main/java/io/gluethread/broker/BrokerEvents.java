package io.gluethread.broker;

import io.gluethread.broker.session.ThreadId;

/**
 * What the broker tells whoever listens, after its transaction has been committed. Hints only: whoever misses one finds
 * the same in the ledger. Implementations return at once and do no I/O.
 */
public interface BrokerEvents {
    /** Something that people are to see of this thread has changed. */
    void surfacesChanged(ThreadId thread);

    /** A loop met something it did not expect and goes on. */
    void troubled(String where, Throwable trouble);

    BrokerEvents NONE = new BrokerEvents() {
        @Override
        public void surfacesChanged(ThreadId thread) {}

        @Override
        public void troubled(String where, Throwable trouble) {}
    };
}
