package io.gluethread.bot.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.bot.memory.HandClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class PaceTest {
    private static final Instant NOON = HandClock.NOON;
    private final Pace pace = new Pace();

    @Test
    void three_posts_at_once_and_then_one_a_second_in_each_channel() {
        for (int i = 0; i < 3; i++) {
            assertThat(pace.take("C1", Pace.Kind.POST, 0, NOON)).isZero();
        }
        assertThat(pace.take("C1", Pace.Kind.POST, 0, NOON)).isEqualTo(Duration.ofSeconds(1));
        assertThat(pace.take("C2", Pace.Kind.POST, 0, NOON)).isZero();
        assertThat(pace.take("C1", Pace.Kind.POST, 0, NOON.plusSeconds(1))).isZero();
        assertThat(pace.take("C1", Pace.Kind.POST, 0, NOON.plusSeconds(1))).isPositive();
    }

    @Test
    void edits_share_a_budget_under_fifty_a_minute() {
        int taken = 0;
        for (int second = 0; second < 600; second++) {
            while (pace.take("C" + second % 7, Pace.Kind.UPDATE, 0, NOON.plusSeconds(second))
                    .isZero()) {
                taken++;
            }
        }
        assertThat(taken).isBetween(450, 500 + 20);
    }

    @Test
    void what_is_left_of_a_budget_is_known_without_taking_any() {
        int most = pace.left(Pace.Kind.UPDATE, 0, NOON);
        assertThat(most).isPositive();
        assertThat(pace.left(Pace.Kind.UPDATE, Pace.FOR_FINALS, NOON)).isEqualTo(most - Pace.FOR_FINALS);
        for (int i = 0; i < most; i++) {
            assertThat(pace.next(Pace.Kind.UPDATE, 0, NOON)).isEqualTo(NOON);
            assertThat(pace.take("C1", Pace.Kind.UPDATE, 0, NOON)).isZero();
        }
        assertThat(pace.left(Pace.Kind.UPDATE, 0, NOON)).isZero();
        Instant next = pace.next(Pace.Kind.UPDATE, 0, NOON);
        assertThat(next).isAfter(NOON);
        assertThat(pace.left(Pace.Kind.UPDATE, 0, next)).isEqualTo(1);
        assertThat(pace.left(Pace.Kind.REACT, 0, NOON)).isPositive();
    }

    @Test
    void who_read_the_clock_a_little_earlier_gets_no_time_credited_twice() {
        int taken = 0;
        for (int second = 0; second < 120; second++) {
            Instant now = NOON.plusSeconds(second);
            while (pace.take("C1", Pace.Kind.UPDATE, 0, now).isZero()) {
                taken++;
            }
            assertThat(pace.next(Pace.Kind.UPDATE, 0, now.minusMillis(900))).isAfter(now.minusMillis(900));
        }
        assertThat(taken).as("in two minutes, with the burst").isLessThanOrEqualTo(20 + 96);
    }

    @Test
    void what_slack_closes_opens_again_when_it_said() {
        pace.limited("C1", Pace.Kind.POST, Duration.ofSeconds(30), NOON);

        assertThat(pace.take("C1", Pace.Kind.POST, 0, NOON.plusSeconds(29))).isEqualTo(Duration.ofSeconds(1));
        assertThat(pace.take("C1", Pace.Kind.UPDATE, 0, NOON)).isZero();
        assertThat(pace.take("C1", Pace.Kind.POST, 0, NOON.plusSeconds(30))).isZero();
    }
}
