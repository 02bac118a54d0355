package io.gluethread.broker.ledger;

import java.util.UUID;

final class H2MemoryLedgerTest extends LedgerContract {
    @Override
    LedgerSettings settings() {
        return LedgerSettings.memory(UUID.randomUUID().toString());
    }
}
