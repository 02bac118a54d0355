package io.gluethread.broker.ledger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** One PostgreSQL server for all tests of this process, started by the first that needs it. */
public final class Postgres {
    private static @Nullable EmbeddedPostgres server;
    /** Classes run at the same time, each in one thread. */
    private static final ThreadLocal<@Nullable LedgerSettings> EMPTIED = new ThreadLocal<>();

    private Postgres() {}

    /**
     * A database with the ledger's tables and nothing in them: for each thread always the same one, emptied. Skips the
     * test where the server's binaries do not fit the machine.
     */
    public static LedgerSettings database() {
        LedgerSettings known = EMPTIED.get();
        LedgerSettings settings = known == null ? empty() : known;
        if (known == null) {
            SqlLedger.open(settings).close();
            EMPTIED.set(settings);
        }
        try (Connection connection = DriverManager.getConnection(settings.url(), settings.user(), settings.password());
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "truncate thread, session, cell, surface, inbox, preference, done_once, lease, carried_out, replica,"
                            + " scheduled_tasks restart identity");
            return settings;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A new database without a table. */
    public static synchronized LedgerSettings empty() {
        String machine = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
        boolean fits = machine.equals("Linux on amd64");
        if (!fits) {
            System.out.println("PostgreSQL's embedded binaries do not fit this machine (" + machine + "): skipped");
        }
        Assumptions.assumeTrue(fits, "embedded PostgreSQL is for Linux on amd64, this is " + machine);
        try {
            if (server == null) {
                // It ends with this process, and nothing in it has to outlive it.
                server = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("synchronous_commit", "off")
                        .setServerConfig("full_page_writes", "off")
                        .start();
            }
            String name = "ledger_" + UUID.randomUUID().toString().replace("-", "");
            try (Connection connection = server.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create database " + name);
            }
            return new LedgerSettings(server.getJdbcUrl("postgres", name), "postgres", "postgres", 8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
