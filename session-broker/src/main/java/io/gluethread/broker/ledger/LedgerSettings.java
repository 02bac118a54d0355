package io.gluethread.broker.ledger;

import java.nio.file.Path;

/**
 * Where the ledger is kept.
 *
 * @param url a JDBC address of PostgreSQL or of H2
 * @param poolSize how many connections at most
 */
public record LedgerSettings(String url, String user, String password, int poolSize) {
    /**
     * H2 behaves like PostgreSQL in what the schema and the queries use of it, and keeps more parsed statements than the
     * eight that are usual: there are some sixty of ours.
     */
    private static final String LIKE_POSTGRESQL =
            ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;LOCK_TIMEOUT=10000;QUERY_CACHE_SIZE=200";

    /** Of an embedded database; more would not make it faster. */
    private static final int CONNECTIONS = 14;

    public LedgerSettings {
        if (!url.startsWith("jdbc:h2:") && !url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException(
                    "the ledger's address must begin with jdbc:postgresql: or jdbc:h2:, not '%s'"
                            .formatted(start(url)));
        }
        if (poolSize < 1 || poolSize > 200) {
            throw new IllegalArgumentException(
                    "the ledger's pool has 1 to 200 connections, not %d".formatted(poolSize));
        }
    }

    /**
     * The embedded default: one file, for one process. Every commit is written through at once (WRITE_DELAY=0), since
     * what has been promised must survive the kill of the process.
     */
    public static LedgerSettings file(Path file) {
        return new LedgerSettings(
                "jdbc:h2:file:" + file.toAbsolutePath() + LIKE_POSTGRESQL + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE",
                "sa",
                "",
                CONNECTIONS);
    }

    /** Gone when the last connection is closed; for tests and simulations. */
    public static LedgerSettings memory(String name) {
        return new LedgerSettings("jdbc:h2:mem:" + name + LIKE_POSTGRESQL, "sa", "", CONNECTIONS);
    }

    /** Whether several processes may be on it at once. */
    public boolean isShared() {
        return url.startsWith("jdbc:postgresql:");
    }

    /** The address may hold a password, so only its first letters are ever told. */
    private static String start(String url) {
        return url.length() > 12 ? url.substring(0, 12) + "…" : url;
    }

    @Override
    public String toString() {
        return "LedgerSettings[%s, pool of %d]".formatted(start(url), poolSize);
    }
}
