package io.gluethread.broker;

import io.gluethread.broker.glue.Glue;
import io.gluethread.broker.ledger.Lease;
import io.gluethread.broker.ledger.Leases;
import io.gluethread.broker.ledger.LedgerTransaction;
import io.gluethread.broker.ledger.SqlLedger;
import io.gluethread.broker.ledger.ThreadRow;
import io.gluethread.broker.session.ThreadId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Opens a thread's book for one transaction, and tells afterwards that something is to be seen. */
final class Books {
    /** A call that leaves now is over this long before the lease is. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    /** The lease under which the running step does what it does. What people ask for needs none. */
    private final ScopedValue<Lease> held = ScopedValue.newInstance();

    /**
     * Steps at the ledger at once. Thousands that are due together wait for each other here, where nobody's patience ends,
     * and leave connections for those for whom somebody waits.
     */
    private static final int STEPS_AT_ONCE = 5;

    private final Semaphore steps = new Semaphore(STEPS_AT_ONCE, true);
    private final SqlLedger ledger;
    private final Leases leases;
    private final BrokerEvents events;
    private final InstantSource clock;

    Books(SqlLedger ledger, Leases leases, BrokerEvents events, InstantSource clock) {
        this.ledger = ledger;
        this.leases = leases;
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

    /** The time that all replicas and the ledger's leases go by, whatever this machine's clock says. */
    Instant ledgerNow(ThreadBook book) {
        return leases.now(book.tx());
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

    /** Does the step under this lease: once another replica has it, nothing of the step comes true any more. */
    void under(Lease lease, Runnable step) {
        ScopedValue.where(held, lease).run(step);
    }

    /** One transaction of a step, when it is its turn. */
    <T> T inTurn(Supplier<T> transaction) {
        steps.acquireUninterruptibly();
        try {
            return transaction.get();
        } finally {
            steps.release();
        }
    }

    /** Asked immediately before a call that must not be made when another replica may have taken over. */
    void mayCall() {
        if (held.isBound()) {
            held.get().mustLast(Glue.LONGEST_CALL.plus(MARGIN));
        }
    }

    <T> T ask(ThreadId thread, Function<ThreadBook, T> work) {
        boolean[] wanted = new boolean[1];
        Supplier<T> transaction = () -> ledger.transact(tx -> {
            ThreadBook book = new ThreadBook(tx, thread, now());
            if (held.isBound()) {
                leases.mustHold(tx, held.get());
            }
            T result = work.apply(book);
            wanted[0] = book.hasWanted();
            return result;
        });
        T answer = held.isBound() ? inTurn(transaction) : transaction.get();
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
        return inTurn(() -> ledger.transact(tx -> situation(tx, thread)));
    }

    static Situation situation(LedgerTransaction tx, ThreadId thread) {
        return new Situation(
                tx.threads().find(thread).orElseThrow(),
                tx.sessions().newest(thread),
                tx.cells().open(thread));
    }
}
