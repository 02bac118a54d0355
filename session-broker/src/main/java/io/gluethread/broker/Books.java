package io.gluethread.broker;

import io.gluethread.broker.ledger.SqlLedger;
import io.gluethread.broker.ledger.ThreadRow;
import io.gluethread.broker.session.ThreadId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** Opens a thread's book for one transaction, and tells afterwards that something is to be seen. */
final class Books {
    private final SqlLedger ledger;
    private final BrokerEvents events;
    private final InstantSource clock;

    Books(SqlLedger ledger, BrokerEvents events, InstantSource clock) {
        this.ledger = ledger;
        this.events = events;
        this.clock = clock;
    }

    SqlLedger ledger() {
        return ledger;
    }

    /** The time as the ledger can keep it: both databases have microseconds. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Adds the thread and does the work on it, both or nothing; false when the thread is known already. */
    boolean create(ThreadRow row, String dedup, Consumer<ThreadBook> work) {
        boolean added = ledger.transact(tx -> {
            if (!tx.threads().add(row, dedup)) {
                return false;
            }
            work.accept(new ThreadBook(tx, row.id(), now()));
            return true;
        });
        if (added) {
            events.surfacesChanged(row.id());
        }
        return added;
    }

    <T> T ask(ThreadId thread, Function<ThreadBook, T> work) {
        boolean[] wanted = new boolean[1];
        T answer = ledger.transact(tx -> {
            ThreadBook book = new ThreadBook(tx, thread, now());
            T result = work.apply(book);
            wanted[0] = book.hasWanted();
            return result;
        });
        if (wanted[0]) {
            events.surfacesChanged(thread);
        }
        return answer;
    }

    void change(ThreadId thread, Consumer<ThreadBook> work) {
        boolean done = ask(thread, book -> {
            work.accept(book);
            return true;
        });
        assert done;
    }

    Situation situation(ThreadId thread) {
        return ledger.transact(tx -> new Situation(
                tx.threads().find(thread).orElseThrow(),
                tx.sessions().newest(thread),
                tx.cells().open(thread)));
    }
}
