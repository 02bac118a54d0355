package io.gluethread.playground.demo.chaos;

import io.gluethread.broker.ledger.LedgerSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/** Where the replicas keep their ledger, and a way to look into it from outside. */
sealed interface Database extends AutoCloseable {
    Map<String, String> environment();

    /** Opens the ledger as it is now. The embedded one can be looked at while no replica has it open. */
    Connection look() throws SQLException, IOException;

    @Override
    void close() throws IOException;

    /** The embedded default: H2's file in a folder. It is looked at as a copy, so that looking mends nothing. */
    record Embedded(Path home) implements Database {
        @Override
        public Map<String, String> environment() {
            return Map.of("GLUETHREAD_HOME", home.toString());
        }

        @Override
        public Connection look() throws SQLException, IOException {
            Files.copy(home.resolve("ledger.mv.db"), home.resolve("copy.mv.db"), StandardCopyOption.REPLACE_EXISTING);
            LedgerSettings copy = LedgerSettings.file(home.resolve("copy"));
            return DriverManager.getConnection(copy.url(), copy.user(), copy.password());
        }

        @Override
        public void close() {}
    }

    /** A real PostgreSQL. */
    record Postgres(EmbeddedPostgres server, Path home) implements Database {
        static Postgres start(Path home) throws IOException {
            return new Postgres(EmbeddedPostgres.start(), home);
        }

        @Override
        public Map<String, String> environment() {
            return Map.of(
                    "GLUETHREAD_HOME",
                    home.toString(),
                    "GLUETHREAD_DB_URL",
                    server.getJdbcUrl("postgres", "postgres"),
                    "GLUETHREAD_DB_USER",
                    "postgres",
                    "GLUETHREAD_DB_PASSWORD",
                    "postgres");
        }

        @Override
        public Connection look() throws SQLException {
            return server.getPostgresDatabase().getConnection();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
