package io.gluethread.broker.ledger;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * The time by which leases run out. Replicas on several machines have several clocks, of which one may be wrong by
 * minutes; the database has one.
 */
public sealed interface LedgerTime {
    /** The database's own clock. How long a lease lasts on this side is measured by a stopwatch, not by a clock. */
    record Database() implements LedgerTime {}

    /** A clock that is handed in, such as one that is turned by hand. */
    record Given(InstantSource clock) implements LedgerTime {}

    /** A stopwatch's reading; it goes on while the process is stopped. */
    default long nanos() {
        return switch (this) {
            case Database() -> System.nanoTime();
            case Given(InstantSource clock) -> ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant());
        };
    }

    /** This time in SQL, which {@link #bind} makes complete. */
    default String now() {
        return switch (this) {
            case Database() -> "current_timestamp";
            case Given _ -> "cast(:ledgerTime as timestamp with time zone)";
        };
    }

    /** Gives a statement with {@link #now} in it what it needs. */
    default <S extends SqlStatement<S>> S bind(S statement) {
        return switch (this) {
            case Database() -> statement;
            case Given(InstantSource clock) -> statement.bindByType("ledgerTime", clock.instant(), Instant.class);
        };
    }
}
