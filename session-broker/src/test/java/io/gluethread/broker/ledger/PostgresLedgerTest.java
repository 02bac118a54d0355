package io.gluethread.broker.ledger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;

final class PostgresLedgerTest extends LedgerContract {
    private static @Nullable EmbeddedPostgres server;

    @BeforeAll
    static void start() throws IOException {
        String machine = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
        boolean fits = machine.equals("Linux on amd64");
        if (!fits) {
            System.out.println("PostgreSQL's embedded binaries do not fit this machine (" + machine + "): skipped");
        }
        Assumptions.assumeTrue(fits, "embedded PostgreSQL is for Linux on amd64, this is " + machine);
        server = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @Override
    LedgerSettings settings() throws SQLException {
        EmbeddedPostgres running = java.util.Objects.requireNonNull(server);
        String name = "ledger_" + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection = running.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return new LedgerSettings(running.getJdbcUrl("postgres", name), "postgres", "postgres", 8);
    }
}
