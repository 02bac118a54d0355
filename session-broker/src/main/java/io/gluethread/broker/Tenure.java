package io.gluethread.broker;

import io.gluethread.broker.glue.Glue;
import io.gluethread.broker.ledger.Lease;
import io.gluethread.broker.ledger.LeaseLostException;
import io.gluethread.broker.ledger.Leases;
import io.gluethread.broker.ledger.Threads;
import io.gluethread.broker.session.ThreadId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread in one replica's hands for one action: under a lease, which is taken only if the action is still the one to
 * take, and given back together with what comes next.
 */
final class Tenure {
    private static final Logger log = LoggerFactory.getLogger(Tenure.class);

    /**
     * Longer than a call can be on the wire. Whoever takes over earlier, from a replica that counts as dead, may look at
     * everything, but may not yet believe that what is not to be seen was not sent (see {@link CellSteps}).
     */
    static final Duration LASTING = Glue.LONGEST_CALL.plusSeconds(15);

    private static final Duration LOST = Duration.ofSeconds(2);

    private final Books books;
    private final Leases leases;
    private final Decision decision;

    Tenure(Books books, Leases leases, Decision decision) {
        this.books = books;
        this.leases = leases;
        this.decision = decision;
    }

    private sealed interface Taken {
        record Mine(Lease lease, Action.Deed deed) implements Taken {}

        /** Another replica has been at work since. */
        record Changed() implements Taken {}

        record Busy() implements Taken {}
    }

    /** There seems to be nothing to do. Answers when there is, if there is after all. */
    Optional<Instant> rest(ThreadId thread) {
        return books.inTurn(() -> books.ask(thread, this::next));
    }

    /**
     * Performs what is to be done, if it is what it was expected to be. Answers when the thread is to be stepped again.
     *
     * @param expected whether it is
     */
    Optional<Instant> during(ThreadId thread, Predicate<Action.Deed> expected, Consumer<Action.Deed> perform) {
        return switch (take(thread, expected)) {
            case Taken.Changed() -> Optional.of(books.now());
            case Taken.Busy() -> Optional.of(leases.until(Threads.lease(thread)).orElseGet(books::now));
            case Taken.Mine(Lease lease, Action.Deed deed) -> perform(thread, lease, () -> perform.accept(deed));
        };
    }

    private Taken take(ThreadId thread, Predicate<Action.Deed> expected) {
        return books.inTurn(() -> books.ledger().transact(tx -> {
            Optional<Lease> lease = leases.take(tx, Threads.lease(thread), LASTING);
            if (lease.isEmpty()) {
                return new Taken.Busy();
            }
            if (decision.decide(Books.situation(tx, thread), books.now()) instanceof Action.Deed deed
                    && expected.test(deed)) {
                return new Taken.Mine(lease.get(), deed);
            }
            leases.release(tx, lease.get());
            return new Taken.Changed();
        }));
    }

    private Optional<Instant> perform(ThreadId thread, Lease lease, Runnable perform) {
        try {
            books.under(lease, perform);
            return books.inTurn(() -> books.ask(thread, book -> {
                leases.release(book.tx(), lease);
                return next(book);
            }));
        } catch (LeaseLostException e) {
            log.info("thread {}: {}; another replica goes on", thread, e.getMessage());
            return Optional.of(books.now().plus(LOST));
        } catch (RuntimeException e) {
            leases.release(lease);
            throw e;
        }
    }

    private Optional<Instant> next(ThreadBook book) {
        return switch (decision.decide(book.situation(), book.now())) {
            case Action.Rest() -> {
                book.rest();
                yield Optional.empty();
            }
            case Action.Wait(Instant until) -> Optional.of(until);
            case Action.Deed _ -> Optional.of(book.now());
        };
    }
}
