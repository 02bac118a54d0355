package io.gluethread.broker;

import io.gluethread.broker.ledger.LedgerUnavailableException;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The broker's one place that catches everything: what is not expected is told, and the loops go on. */
final class Guarded {
    private static final Logger log = LoggerFactory.getLogger(Guarded.class);

    private final BrokerEvents events;

    Guarded(BrokerEvents events) {
        this.events = events;
    }

    /** Empty when it failed. */
    @SuppressWarnings("CatchingUnchecked")
    <T> Optional<T> call(String where, Supplier<T> work) {
        try {
            return Optional.of(work.get());
        } catch (LedgerUnavailableException e) {
            // Said once by the ledger itself, not by each thread.
            log.debug("{}: {}", where, e.getMessage());
            return Optional.empty();
        } catch (Exception | StackOverflowError | AssertionError e) {
            log.warn("{}: {}", where, e.toString());
            log.debug("{}", where, e);
            events.troubled(where, e);
            return Optional.empty();
        }
    }
}
