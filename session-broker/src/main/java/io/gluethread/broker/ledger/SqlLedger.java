package io.gluethread.broker.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.gluethread.broker.policy.SteadyClock;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jspecify.annotations.Nullable;

/**
 * The ledger in a database: PostgreSQL, or H2 in PostgreSQL mode, with one schema and one set of queries. Safe for use by
 * many threads.
 */
public final class SqlLedger implements AutoCloseable {
    private static final int H2_ALREADY_OPEN = 90020;

    /** Nothing is put off for longer; what seems to be was written before a clock was set back. */
    static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

    /** Slack waits for three seconds for an answer, which may be that nothing can be written down. */
    private static final Duration CONNECTED = Duration.ofSeconds(2);

    /** Whoever tells that it is alive waits neither for a connection nor for long. */
    private static final int ASIDE_SECONDS = 5;

    /**
     * PostgreSQL ends the transaction of a process that stands still in the middle of it, so that nobody waits for its locks
     * for long; who waits is patient for longer than that. Within each transaction, since a proxy that pools transactions
     * keeps nothing in between.
     */
    private static final String PATIENCE =
            "set local idle_in_transaction_session_timeout = '10s'; set local lock_timeout = '15s'";

    /** Where somebody outside waits, another process that stands still is not waited for. */
    private static final String LITTLE_PATIENCE =
            "set local idle_in_transaction_session_timeout = '10s'; set local lock_timeout = '1500ms'";

    private final HikariDataSource pool;
    private final Optional<HikariDataSource> asidePool;
    private final Jdbi jdbi;
    private final Jdbi aside;
    private final Surfaces surfaces;
    private final Inbox inbox;
    private final Preferences preferences;
    private final LedgerTime time;
    private final boolean shared;
    private final InstantSource steady = SteadyClock.system();
    private final Answering answering;

    /** Since when it has not answered whoever asked for its health. */
    private final AtomicReference<@Nullable Instant> silentSince = new AtomicReference<>();

    private final Turns turns;

    private SqlLedger(
            HikariDataSource pool,
            Optional<HikariDataSource> asidePool,
            UnaryOperator<DataSource> between,
            LedgerTime time,
            boolean shared) {
        this.pool = pool;
        this.asidePool = asidePool;
        this.time = time;
        this.shared = shared;
        this.turns = new Turns(pool.getMaximumPoolSize(), CONNECTED);
        this.answering = new Answering(steady, () -> {
            pool.getHikariPoolMXBean().softEvictConnections();
            asidePool.ifPresent(one -> one.getHikariPoolMXBean().softEvictConnections());
        });
        this.jdbi = Jdbi.create(between.apply(pool)).registerArgument(new InstantArgument());
        this.aside = asidePool
                .map(one -> Jdbi.create(between.apply(one)).registerArgument(new InstantArgument()))
                .orElse(jdbi);
        this.surfaces = new SqlSurfaces(this);
        this.inbox = new SqlInbox(this, Optional.empty());
        this.preferences = new SqlPreferences(this);
    }

    /** Opens the database and brings its tables up to date. */
    public static SqlLedger open(LedgerSettings settings) {
        return open(settings, new LedgerTime.Database());
    }

    /**
     * As {@link #open(LedgerSettings)}.
     *
     * @param time by which leases run out
     */
    public static SqlLedger open(LedgerSettings settings, LedgerTime time) {
        return open(settings, time, UnaryOperator.identity());
    }

    /**
     * As {@link #open(LedgerSettings, LedgerTime)}.
     *
     * @param between stands between the ledger and its connections, once the tables are up to date
     */
    public static SqlLedger open(LedgerSettings settings, LedgerTime time, UnaryOperator<DataSource> between) {
        HikariDataSource pool = null;
        try {
            pool = new HikariDataSource(pool(settings, settings.poolSize(), 60));
            Flyway.configure()
                    .dataSource(pool)
                    .locations("classpath:io/gluethread/broker/ledger")
                    .placeholders(Map.of("stored", settings.isShared() ? "stored" : ""))
                    .load()
                    .migrate();
            Optional<HikariDataSource> aside = settings.isShared()
                    ? Optional.of(new HikariDataSource(pool(settings, 1, ASIDE_SECONDS)))
                    : Optional.empty();
            return new SqlLedger(pool, aside, between, time, settings.isShared());
        } catch (FlywayException | com.zaxxer.hikari.pool.HikariPool.PoolInitializationException e) {
            if (pool != null) {
                pool.close();
            }
            throw new LedgerUnavailableException(why(e), e);
        }
    }

    private static HikariConfig pool(LedgerSettings settings, int size, int answerSeconds) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(size == 1 ? "presence" : "ledger");
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(CONNECTED.toMillis());
        if (settings.isShared()) {
            // A host that vanished says nothing; without these we would wait for it for ever.
            config.addDataSourceProperty("connectTimeout", "5");
            config.addDataSourceProperty("socketTimeout", Integer.toString(answerSeconds));
            config.addDataSourceProperty("tcpKeepAlive", "true");
        }
        return config;
    }

    private static String why(RuntimeException trouble) {
        for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getErrorCode() == H2_ALREADY_OPEN) {
                return "The ledger's file is in use by another process: end that one, or choose another folder.";
            }
        }
        Throwable root = trouble;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = String.valueOf(root.getMessage());
        return "The ledger cannot be opened: " + message.lines().findFirst().orElse("no reason given");
    }

    public Surfaces surfaces() {
        return surfaces;
    }

    public Inbox inbox() {
        return inbox;
    }

    /** The same inbox, in which this replica has in hand what it takes in to be handled at once. */
    public Inbox inbox(String replica) {
        return new SqlInbox(this, Optional.of(replica));
    }

    /** Whether other processes may be on the same database. */
    public boolean isShared() {
        return shared;
    }

    public Preferences preferences() {
        return preferences;
    }

    /** The leases of a replica of this name, which must be a new one with each start. */
    public Leases leases(String owner) {
        return new Leases(this, owner, time);
    }

    /** The leases of a replica that has just started. On a database of its own, nobody else has any. */
    public Leases leases() {
        Leases leases = leases(UUID.randomUUID().toString());
        if (!shared) {
            leases.alone();
        }
        return leases;
    }

    /** Work to be shared with other replicas, not begun yet. */
    public Duties duties(String replica, InstantSource clock, List<Duties.Duty> duties) {
        return duties(replica, clock, SteadyClock.system(), Duration.ofSeconds(5), duties);
    }

    Duties duties(String replica, InstantSource clock, InstantSource steady, Duration look, List<Duties.Duty> duties) {
        return new Duties(this, pool, replica, clock, steady, look, duties);
    }

    /** The clock that all replicas go by, made of this machine's. */
    public LedgerClock clock(InstantSource machine) {
        LedgerClock clock = new LedgerClock(machine, () -> now(machine));
        clock.set();
        return clock;
    }

    private Instant now(InstantSource machine) {
        return switch (time) {
            case LedgerTime.Given(var given) -> given.instant();
            case LedgerTime.Database() when !shared -> machine.instant();
            case LedgerTime.Database() ->
                transactPromptly(tx -> tx.handle()
                        .createQuery("select current_timestamp as told")
                        .map((row, ctx) -> Columns.surely(row, "told"))
                        .one());
        };
    }

    /**
     * Does all of the work or none of it, when it is its turn.
     *
     * @throws LedgerUnavailableException when the database does not work now; it may do so later
     */
    public <T> T transact(Function<LedgerTransaction, T> work) {
        Instant came = steady.instant();
        return turns.inTurn(() -> {
            answering.mustHaveAnswered(came);
            return transact(jdbi, PATIENCE, work);
        });
    }

    /** As {@link #transact}, before all that nobody outside waits for. */
    <T> T transactPromptly(Function<LedgerTransaction, T> work) {
        return turns.promptly(() -> transact(jdbi, LITTLE_PATIENCE, work));
    }

    /** As {@link #transact}, on a connection that nothing else uses, so that it waits for nobody. */
    <T> T transactAside(Function<LedgerTransaction, T> work) {
        return asidePool.isPresent() ? transact(aside, PATIENCE, work) : transactPromptly(work);
    }

    private <T> T transact(Jdbi on, String patience, Function<LedgerTransaction, T> work) {
        return answering.watch(() -> on.inTransaction(handle -> {
            if (shared) {
                handle.execute(patience);
            }
            return work.apply(new LedgerTransaction(handle, time.nanos()));
        }));
    }

    /** Since when the database does not work; empty when it does. Asks it. */
    public Optional<Instant> brokenSince() {
        Instant asked = steady.instant();
        try {
            boolean answered = transactPromptly(tx -> tx.handle()
                            .createQuery("select count(*) from done_once where name = 'no such name'")
                            .mapTo(Integer.class)
                            .one())
                    >= 0;
            assert answered;
            silentSince.set(null);
            return answering.since();
        } catch (LedgerUnavailableException e) {
            Instant silent = silentSince.updateAndGet(known -> known == null ? asked : known);
            return answering.since().or(() -> Optional.ofNullable(silent));
        }
    }

    /** Forgets handled deliveries received before then, and what they did; Slack repeats one for hours at most. */
    public int prune(Instant before) {
        int leases = leases("").forget(Duration.ofDays(1));
        assert leases >= 0;
        return transact(tx -> {
            int carriedOut = tx.handle()
                    .createUpdate("delete from carried_out where done_at < :before")
                    .bind("before", before)
                    .execute();
            assert carriedOut >= 0;
            int forgotten = tx.handle()
                    .createUpdate("delete from inbox where done = true and received_at < :before")
                    .bind("before", before)
                    .execute();
            forgetMarks(tx, "attempted/");
            forgetMarks(tx, "quiet/");
            return forgotten;
        });
    }

    /** Marks of what was to be posted for a delivery go with it. */
    private static void forgetMarks(LedgerTransaction tx, String prefix) {
        int marks = tx.handle()
                .createUpdate("""
                        delete from preference where name like :prefix || '%'
                          and not exists (select 1 from inbox where inbox.id = substring(preference.name from :length))""")
                .bind("prefix", prefix)
                .bind("length", prefix.length() + 1)
                .execute();
        assert marks >= 0;
    }

    @Override
    public void close() {
        asidePool.ifPresent(HikariDataSource::close);
        pool.close();
    }

    /** A moment is stored with its offset, so that no time zone of a machine or a driver is ever applied to it. */
    private static final class InstantArgument extends AbstractArgumentFactory<Instant> {
        InstantArgument() {
            super(Types.TIMESTAMP_WITH_TIMEZONE);
        }

        @Override
        protected Argument build(Instant value, ConfigRegistry config) {
            OffsetDateTime moment = value.atOffset(ZoneOffset.UTC);
            return (position, statement, ctx) -> statement.setObject(position, moment, Types.TIMESTAMP_WITH_TIMEZONE);
        }
    }
}
