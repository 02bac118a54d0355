package io.gluethread.broker.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who does what among the replicas of one ledger. A lease has a name; one replica has it at a time, until it gives it
 * back, until its time is over, or until the replica counts as dead; which only the ledger's time decides. A replica that
 * tells by {@link #beat} that it is alive counts as dead when it does not any more; of one that never did, only the
 * leases' own time counts. Safe for use by many threads.
 */
public final class Leases {
    /** How often to {@link #beat}. */
    public static final Duration BEAT = Duration.ofSeconds(2);

    /** A replica that has not told for so long that it is alive counts as dead: three beats were missed. */
    public static final Duration ALIVE = Duration.ofSeconds(8);

    /** After the connection to a dead process is gone, what it had sent arrives within this or never. */
    private static final Duration SETTLED = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(Leases.class);

    private final SqlLedger ledger;
    private final String owner;
    private final LedgerTime time;
    private final Presence presence;
    private final AtomicLong fences = new AtomicLong();

    /** @param owner this replica's name, which no other start of a process has */
    Leases(SqlLedger ledger, String owner, LedgerTime time) {
        this.ledger = ledger;
        this.owner = owner;
        this.time = time;
        this.presence = new Presence(time);
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
        Lease.Span span = new Lease.Span(tx.began() + lasting.toNanos(), presence.stretch());
        boolean taken = changes(tx, lasting, name, fence, """
                        insert into lease (name, owner, fence, until) values (:name, :owner, :fence, %1$s)
                        on conflict do nothing""") || changes(tx, lasting, name, fence, """
                        update lease set owner = :owner, fence = :fence, until = %1$s
                        where name = :name and (until <= %2$s or owner <> :owner and exists (
                            select 1 from replica where replica.name = lease.owner and replica.until <= %2$s))""");
        return taken ? Optional.of(new Lease(name, fence, time, presence, span)) : Optional.empty();
    }

    /** Has it last for so long from now on; false when it is not this replica's any more. */
    public boolean renew(Lease lease, Duration lasting) {
        Lease.Span span = new Lease.Span(time.nanos() + lasting.toNanos(), presence.stretch());
        boolean renewed = ledger.transact(tx -> changes(
                tx,
                lasting,
                lease.name(),
                lease.fence(),
                "update lease set until = %1$s where name = :name and owner = :owner and fence = :fence"));
        if (renewed) {
            lease.renewed(span);
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

    /** Until when somebody has it at least, if anybody does: then it is over, or its holder may have died. */
    public Optional<Instant> until(String name) {
        return ledger.transact(tx -> time.bind(tx.handle().createQuery("""
                        select case when replica.until < lease.until then replica.until else lease.until end as until
                        from lease left join replica on replica.name = lease.owner
                        where lease.name = :name and lease.until > %1$s
                          and (replica.until is null or replica.until > %1$s)""".formatted(time.now())))
                .bind("name", name)
                .map((row, ctx) -> Columns.surely(row, "until"))
                .findOne());
    }

    /** Tells the other replicas that this one is alive, to be done again every {@link #BEAT}. */
    public void beat() {
        presence.told(aliveFor(ALIVE));
    }

    /** Tells the other replicas that this one ends: whatever it still has in hand is theirs. */
    public void leave() {
        presence.told(aliveFor(Duration.ZERO));
    }

    /** Answers the stopwatch's reading until which it surely counts as alive. */
    private long aliveFor(Duration span) {
        return ledger.transactAside(tx -> {
            boolean known = told(tx, span, "update replica set until = %s where name = :owner");
            if (!known && !told(tx, span, "insert into replica (name, until) values (:owner, %s)")) {
                throw new IllegalStateException("replica %s cannot be told".formatted(owner));
            }
            return tx.began() + span.toNanos();
        });
    }

    private boolean told(LedgerTransaction tx, Duration span, String sql) {
        return timed(tx.handle().createUpdate(sql.formatted(time.now() + " + " + span())), span)
                        .bind("owner", owner)
                        .execute()
                == 1;
    }

    /** The time by which leases run out, as this transaction sees it. */
    public Instant now(LedgerTransaction tx) {
        return time.bind(tx.handle().createQuery("select %s as told".formatted(time.now())))
                .map((row, ctx) -> Columns.surely(row, "told"))
                .one();
    }

    /**
     * Says that this process is the only one on this database, as the lock on an embedded database's file makes sure:
     * what earlier processes had is free at once, and so is what they had in hand of the inbox. Their connections are
     * gone, so what they had sent is surely over soon.
     */
    public void alone() {
        int freed = ledger.transact(tx -> {
            Handle handle = tx.handle();
            return handle.execute("delete from lease where owner <> ?", owner)
                    + handle.execute("delete from replica where name <> ?", owner)
                    + handle.execute(
                            "update inbox set taken_until = null where done = false and taken_until is not null")
                    + handle.execute("update surface set quiet_at = null where quiet_at is not null")
                    + handle.execute("delete from preference where name like 'quiet/%'")
                    + timed(handle.createUpdate("""
                                    update cell set quiet_at = %1$s
                                    where state = 'SENDING' and (quiet_at is null or quiet_at > %1$s)""".formatted(time.now() + " + " + span())), SETTLED)
                            .execute();
        });
        log.debug("{} things that an earlier process had in hand are free", freed);
    }

    /** Leases that ran out, and replicas that died, this long ago are forgotten. */
    int forget(Duration ago) {
        return ledger.transact(tx -> forget(tx, "lease", ago) + forget(tx, "replica", ago));
    }

    private int forget(LedgerTransaction tx, String table, Duration ago) {
        return timed(
                        tx.handle()
                                .createUpdate(
                                        "delete from %s where until <= %s - %s".formatted(table, time.now(), span())),
                        ago)
                .execute();
    }

    private boolean changes(LedgerTransaction tx, Duration lasting, String name, long fence, String sql) {
        Handle handle = tx.handle();
        return timed(handle.createUpdate(sql.formatted(time.now() + " + " + span(), time.now())), lasting)
                        .bind("name", name)
                        .bind("owner", owner)
                        .bind("fence", fence)
                        .execute()
                == 1;
    }

    /** A span of time, in the one way in which both databases understand it. */
    private static String span() {
        return "cast(:seconds as double precision) * interval '1' second";
    }

    private <S extends SqlStatement<S>> S timed(S statement, Duration span) {
        return time.bind(statement.bind("seconds", span.toMillis() / 1000.0));
    }
}
