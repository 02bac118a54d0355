package io.gluethread.broker.ledger;

final class PostgresLedgerTest extends LedgerContract {
    @Override
    LedgerSettings settings() {
        return Postgres.database();
    }
}
