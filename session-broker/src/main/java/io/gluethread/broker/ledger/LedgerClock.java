package io.gluethread.broker.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This machine's clock, set by the ledger's: moments that one replica writes down and another one compares with must be
 * of one clock. Small differences are left alone, so that time does not jump about. Safe for use by many threads.
 */
public final class LedgerClock implements InstantSource {
    private static final Logger log = LoggerFactory.getLogger(LedgerClock.class);
    private static final Duration SMALL = Duration.ofMillis(500);

    private final InstantSource machine;
    private final Supplier<Instant> ledger;
    private volatile Duration behind = Duration.ZERO;

    /** @param ledger the ledger's time, asked of it */
    LedgerClock(InstantSource machine, Supplier<Instant> ledger) {
        this.machine = machine;
        this.ledger = ledger;
    }

    @Override
    public Instant instant() {
        return machine.instant().plus(behind);
    }

    /** Compares with the ledger's clock, and goes by that from now on when they differ. */
    public void set() {
        Instant before = instant();
        Instant told = ledger.get();
        Instant after = instant();
        // The answer was right at some moment in between.
        Duration off = told.isBefore(before)
                ? Duration.between(before, told)
                : told.isAfter(after) ? Duration.between(after, told) : Duration.ZERO;
        if (off.abs().compareTo(SMALL) > 0) {
            behind = behind.plus(off);
            log.warn("this machine's clock is {} behind the ledger's, which counts", behind);
        }
    }
}
