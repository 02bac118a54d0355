package io.gluethread.broker.ledger;

final class PostgresOutboxTest extends OutboxContract {
    @Override
    LedgerSettings settings() {
        return Postgres.database();
    }
}
