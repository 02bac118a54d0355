package io.gluethread.broker.ledger;

/**
 * What this replica knows of how the others see it: until when it counts as alive, and how often it has not. From the
 * moment on at which it does not, others may have taken whatever it had in hand. Safe for use by many threads.
 */
final class Presence {
    private final LedgerTime time;
    private volatile State state = new State(false, 0, 0);

    /**
     * @param told whether the others were ever told; if not, they go by the leases' own time alone
     * @param runsOut the stopwatch's reading until which it surely counts as alive
     * @param lapses how often it ran out before it was told anew
     */
    private record State(boolean told, long runsOut, long lapses) {}

    Presence(LedgerTime time) {
        this.time = time;
    }

    /** The others have been told that it lasts until the stopwatch says so. */
    synchronized void told(long runsOut) {
        State before = state;
        state = new State(true, runsOut, before.lapses() + (isOut(before) ? 1 : 0));
    }

    /** The number of the stretch in which it counts as alive without a gap, to be asked for with {@link #unbroken}. */
    long stretch() {
        return state.lapses();
    }

    /** Whether it has surely counted as alive all the time since this stretch was asked for. */
    boolean unbroken(long stretch) {
        State now = state;
        return now.lapses() == stretch && !isOut(now);
    }

    private boolean isOut(State seen) {
        return seen.told() && seen.runsOut() - time.nanos() <= 0;
    }
}
