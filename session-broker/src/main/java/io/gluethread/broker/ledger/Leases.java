package io.gluethread.broker.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Who does what among the replicas of one ledger. A lease has a name; one replica has it at a time, until it gives it
 * back or until its time is over, which only the ledger's time decides. Safe for use by many threads.
 */
public final class Leases {
    /** After the connection to a dead process is gone, what it had sent arrives within this or never. */
    private static final Duration SETTLED = Duration.ofSeconds(10);

    private final SqlLedger ledger;
    private final String owner;
    private final LedgerTime time;
    private final AtomicLong fences = new AtomicLong();

    /** @param owner this replica's name, which no other start of a process has */
    Leases(SqlLedger ledger, String owner, LedgerTime time) {
        this.ledger = ledger;
        this.owner = owner;
        this.time = time;
    }

    /** This replica's name. */
    public String owner() {
        return owner;
    }

    /** Takes it, or answers empty when somebody has it, be it this replica itself. */
    public Optional<Lease> take(String name, Duration lasting) {
        return ledger.transact(tx -> take(tx, name, lasting));
    }

    /** As {@link #take(String, Duration)}, within a transaction. */
    public Optional<Lease> take(LedgerTransaction tx, String name, Duration lasting) {
        long fence = fences.incrementAndGet();
        boolean taken = changes(tx, lasting, name, fence, """
                        insert into lease (name, owner, fence, until) values (:name, :owner, :fence, %1$s)
                        on conflict do nothing""") || changes(tx, lasting, name, fence, """
                        update lease set owner = :owner, fence = :fence, until = %1$s
                        where name = :name and until <= %2$s""");
        return taken ? Optional.of(new Lease(name, fence, time, tx.began() + lasting.toNanos())) : Optional.empty();
    }

    /** Has it last for so long from now on; false when it is not this replica's any more. */
    public boolean renew(Lease lease, Duration lasting) {
        long asked = time.nanos();
        boolean renewed = ledger.transact(tx -> changes(
                tx,
                lasting,
                lease.name(),
                lease.fence(),
                "update lease set until = %1$s where name = :name and owner = :owner and fence = :fence"));
        if (renewed) {
            lease.runsOut(asked + lasting.toNanos());
        }
        return renewed;
    }

    /** Gives it back; one that is not this replica's any more is left alone. */
    public void release(Lease lease) {
        ledger.transact(tx -> {
            release(tx, lease);
            return true;
        });
    }

    /** As {@link #release(Lease)}, within a transaction. */
    public void release(LedgerTransaction tx, Lease lease) {
        tx.handle()
                .createUpdate("delete from lease where name = :name and owner = :owner and fence = :fence")
                .bind("name", lease.name())
                .bind("owner", owner)
                .bind("fence", lease.fence())
                .execute();
    }

    /**
     * Makes sure that the transaction's changes come true only as this lease's holder: nobody else can take it until the
     * transaction is over. One that has run out without anybody having taken it holds.
     *
     * @throws LeaseLostException when another replica has it, or had it
     */
    public void mustHold(LedgerTransaction tx, Lease lease) {
        boolean held = tx.handle()
                .createQuery("""
                        select fence from lease where name = :name and owner = :owner and fence = :fence for update""")
                .bind("name", lease.name())
                .bind("owner", owner)
                .bind("fence", lease.fence())
                .mapTo(Long.class)
                .findOne()
                .isPresent();
        if (!held) {
            throw new LeaseLostException(lease.name());
        }
    }

    /** Until when somebody has it, if anybody does. */
    public Optional<Instant> until(String name) {
        return ledger.transact(tx -> timed(
                        tx.handle().createQuery("select until from lease where name = :name and until > " + now()),
                        Duration.ZERO)
                .bind("name", name)
                .map((row, ctx) -> Columns.surely(row, "until"))
                .findOne());
    }

    /**
     * Says that this process is the only one on this database, as the lock on an embedded database's file makes sure:
     * what earlier processes had is free at once, and so is what they had in hand of the inbox. Their connections are
     * gone, so what they had sent is surely over soon.
     */
    public void alone() {
        ledger.transact(tx -> tx.handle()
                        .createUpdate("delete from lease where owner <> :owner")
                        .bind("owner", owner)
                        .execute()
                + tx.handle()
                        .createUpdate(
                                "update inbox set taken_until = null where done = false and taken_until is not null")
                        .execute()
                + timed(tx.handle().createUpdate("""
                                update cell set quiet_at = %1$s
                                where state = 'SENDING' and (quiet_at is null or quiet_at > %1$s)""".formatted(now() + " + " + span())), SETTLED)
                        .execute());
    }

    /** The time by which leases run out, as this transaction sees it. */
    public Instant now(LedgerTransaction tx) {
        return timed(tx.handle().createQuery("select %s + %s as told".formatted(now(), span())), Duration.ZERO)
                .map((row, ctx) -> Columns.surely(row, "told"))
                .one();
    }

    /** Leases that ran out this long ago and that nobody has taken since are forgotten. */
    int forget(Duration ago) {
        return ledger.transact(tx -> timed(
                        tx.handle().createUpdate("delete from lease where until <= %s - %s".formatted(now(), span())),
                        ago)
                .execute());
    }

    private boolean changes(LedgerTransaction tx, Duration lasting, String name, long fence, String sql) {
        Handle handle = tx.handle();
        return timed(handle.createUpdate(sql.formatted(now() + " + " + span(), now())), lasting)
                        .bind("name", name)
                        .bind("owner", owner)
                        .bind("fence", fence)
                        .execute()
                == 1;
    }

    private String now() {
        return switch (time) {
            case LedgerTime.Database() -> "current_timestamp";
            case LedgerTime.Given _ -> "cast(:now as timestamp with time zone)";
        };
    }

    /** A span of time, in the one way in which both databases understand it. */
    private static String span() {
        return "cast(:seconds as double precision) * interval '1' second";
    }

    private <S extends SqlStatement<S>> S timed(S statement, Duration span) {
        S bound = statement.bind("seconds", span.toMillis() / 1000.0);
        return switch (time) {
            case LedgerTime.Database() -> bound;
            case LedgerTime.Given(var clock) -> bound.bindByType("now", clock.instant(), Instant.class);
        };
    }
}
