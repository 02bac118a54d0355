package io.gluethread.broker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class LedgerClockTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final AtomicReference<Instant> machine = new AtomicReference<>(NOON);
    private final AtomicReference<Instant> ledger = new AtomicReference<>(NOON);
    private final LedgerClock clock = new LedgerClock(machine::get, ledger::get);

    @Test
    void a_machine_that_is_minutes_off_goes_by_the_ledgers_clock() {
        ledger.set(NOON.plusSeconds(180));
        clock.set();
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(180));
        machine.set(NOON.plusSeconds(5));
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(185));
        ledger.set(NOON.minusSeconds(60));
        clock.set();
        assertThat(clock.instant()).isEqualTo(NOON.minusSeconds(60));
    }

    @Test
    void a_machine_whose_clock_jumps_is_set_again() {
        clock.set();
        machine.set(NOON.plus(Duration.ofHours(1)));
        ledger.set(NOON.plusSeconds(1));
        clock.set();
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(1));
    }

    @Test
    void what_may_be_the_way_to_the_ledger_is_left_alone() {
        ledger.set(NOON.plusMillis(400));
        clock.set();
        assertThat(clock.instant()).isEqualTo(NOON);
    }
}
