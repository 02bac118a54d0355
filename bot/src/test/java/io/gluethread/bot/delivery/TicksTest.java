package io.gluethread.bot.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.bot.delivery.Ticks.Tick;
import io.gluethread.bot.memory.Fixtures;
import io.gluethread.bot.memory.HandClock;
import io.gluethread.broker.ledger.Slot;
import io.gluethread.broker.session.CellId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class TicksTest {
    private static final Instant NOON = HandClock.NOON;
    private final Ticks ticks = new Ticks();

    private static Tick tick(int number) {
        return new Tick(Fixtures.THREAD, new Slot.Cell(new CellId(Fixtures.THREAD + "-" + number)));
    }

    @Test
    void what_moves_is_shown_again_after_a_quarter_of_its_time() {
        ticks.after(tick(1), NOON.minusSeconds(40), NOON);
        ticks.after(tick(2), NOON, NOON);
        assertThat(ticks.next()).contains(NOON.plusSeconds(5));
        assertThat(ticks.due(NOON.plusSeconds(4), 9)).isEmpty();
        assertThat(ticks.due(NOON.plusSeconds(5), 9)).containsExactly(tick(2));
        assertThat(ticks.due(NOON.plusSeconds(10), 9)).containsExactly(tick(1));
        assertThat(ticks.next()).isEmpty();
    }

    @Test
    void where_not_all_can_be_shown_it_is_what_has_missed_most_of_its_own_times_and_the_rest_stays_due() {
        ticks.after(tick(1), NOON.minusSeconds(400), NOON);
        ticks.after(tick(2), NOON.minusSeconds(80), NOON);
        ticks.after(tick(3), NOON, NOON);
        Instant later = NOON.plusSeconds(200);
        assertThat(ticks.due(later, 0)).isEmpty();
        assertThat(ticks.due(later, 1)).containsExactly(tick(3));
        assertThat(ticks.due(later, 1)).containsExactly(tick(2));
        assertThat(ticks.next()).contains(NOON.plusSeconds(100));
        assertThat(ticks.due(later, 1)).containsExactly(tick(1));
        assertThat(ticks.due(later, 1)).isEmpty();
    }

    @Test
    void what_has_stopped_moving_is_not_shown_again_and_a_new_time_takes_the_place_of_the_old_one() {
        ticks.after(tick(1), NOON, NOON);
        ticks.after(tick(1), NOON, NOON.plusSeconds(40));
        assertThat(ticks.due(NOON.plusSeconds(49), 9)).isEmpty();
        ticks.never(tick(1));
        assertThat(ticks.due(NOON.plusSeconds(60), 9)).isEmpty();
        assertThat(ticks.next()).isEmpty();
    }

    @Test
    void after_the_clock_was_set_back_nothing_waits_for_hours() {
        ticks.after(tick(1), NOON, NOON);
        assertThat(ticks.due(NOON.minus(Duration.ofHours(2)), 9)).containsExactly(tick(1));
    }
}
