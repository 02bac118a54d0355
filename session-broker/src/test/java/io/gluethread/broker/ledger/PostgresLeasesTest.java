package io.gluethread.broker.ledger;

final class PostgresLeasesTest extends LeasesContract {
    @Override
    LedgerSettings settings() {
        return Postgres.database();
    }
}
