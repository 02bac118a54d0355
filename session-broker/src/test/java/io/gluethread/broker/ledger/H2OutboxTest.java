package io.gluethread.broker.ledger;

import java.util.UUID;

final class H2OutboxTest extends OutboxContract {
    @Override
    LedgerSettings settings() {
        return LedgerSettings.memory(UUID.randomUUID().toString());
    }
}
