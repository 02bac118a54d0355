package io.gluethread.broker.ledger;

import io.gluethread.broker.session.ThreadId;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The ledger's books inside one transaction: what the broker reads and writes. Not for use outside of the broker. */
public final class LedgerTransaction {
    private final Handle handle;
    private final long began;

    /** @param began the stopwatch's reading; the database's idea of now is no earlier */
    LedgerTransaction(Handle handle, long began) {
        this.handle = handle;
        this.began = began;
    }

    long began() {
        return began;
    }

    Handle handle() {
        return handle;
    }

    public Threads threads() {
        return new Threads(handle);
    }

    public Sessions sessions() {
        return new Sessions(handle);
    }

    public Cells cells() {
        return new Cells(handle);
    }

    public CarriedOut carriedOut() {
        return new CarriedOut(handle);
    }

    /** Wants a slot of the thread, whose row this transaction has locked. */
    public void want(ThreadId thread, Slot slot) {
        SqlSurfaces.want(handle, thread, slot, Optional.empty());
    }

    /** Wants a note that says this, unless it was said before. */
    public void note(ThreadId thread, String id, String payload) {
        Slot slot = new Slot.Note(id);
        if (SqlSurfaces.find(handle, thread, slot).isEmpty()) {
            SqlSurfaces.want(handle, thread, slot, Optional.of(payload));
        }
    }
}
