package io.gluethread.broker.ledger;

import java.util.UUID;

final class H2LeasesTest extends LeasesContract {
    @Override
    LedgerSettings settings() {
        return LedgerSettings.memory(UUID.randomUUID().toString());
    }
}
