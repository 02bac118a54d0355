package io.gluethread.bot.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.bot.memory.HandClock;
import io.gluethread.broker.policy.Ailment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HealthTest {
    private final HandClock clock = new HandClock();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicReference<Optional<Ailment>> part = new AtomicReference<>(Optional.empty());

    @AfterEach
    void end() {
        executor.shutdownNow();
    }

    private Health of(Check check) {
        return new Health(() -> List.of(check), clock, executor, Duration.ofMillis(100));
    }

    private void breaks() {
        part.set(Optional.of(new Ailment(clock.instant(), "is broken")));
    }

    @Test
    void number_43_what_is_vital_turns_both_pages_red_and_they_say_what_and_since_when() {
        Health health = of(Check.vital("broker", part::get));
        assertThat(health.alive()).isEqualTo(new Health.Page(true, "broker: ok\n"));
        breaks();
        clock.forward(Duration.ofMinutes(2));
        Health.Page red = new Health.Page(false, "broker: not ok since 2026-11-20T12:00:00Z: is broken\n");
        assertThat(health.alive()).isEqualTo(red);
        assertThat(health.ready()).isEqualTo(red);
        part.set(Optional.empty());
        assertThat(health.alive().good()).isTrue();
        assertThat(health.ready().good()).isTrue();
    }

    @Test
    void what_may_be_away_for_a_while_makes_it_unready_first_and_dead_later() {
        Health health = of(new Check("slack", Duration.ofMinutes(1), Duration.ofMinutes(3), part::get));
        breaks();
        assertThat(health.ready().good()).isTrue();
        clock.forward(Duration.ofMinutes(1));
        assertThat(health.ready().good()).isFalse();
        assertThat(health.alive().good()).isTrue();
        assertThat(health.alive().text()).contains("slack: not ok since 2026-11-20T12:00:00Z");
        clock.forward(Duration.ofMinutes(2));
        assertThat(health.alive().good()).isFalse();
        part.set(Optional.empty());
        assertThat(health.alive().good()).isTrue();
    }

    @Test
    void what_is_only_told_and_a_stop_restart_nothing() {
        Health glue = of(Check.told("glue", part::get));
        Health drain = of(Check.ready("drain", part::get));
        breaks();
        clock.forward(Duration.ofDays(2));
        assertThat(glue.alive().good()).isTrue();
        assertThat(glue.ready().good()).isTrue();
        assertThat(glue.ready().text()).isEqualTo("glue: not ok since 2026-11-20T12:00:00Z: is broken\n");
        assertThat(drain.alive().good()).isTrue();
        assertThat(drain.ready().good()).isFalse();
    }

    @Test
    void a_check_that_throws_or_hangs_does_not_hold_and_is_not_well_since_it_was_first_seen() {
        CountDownLatch never = new CountDownLatch(1);
        Health hanging = of(Check.vital("a", () -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Optional.empty();
        }));
        assertThat(hanging.alive().good()).isFalse();
        clock.forward(Duration.ofMinutes(1));
        assertThat(hanging.alive().text()).startsWith("a: not ok since 2026-11-20T12:00:00Z: gave no answer");

        Health throwing = of(Check.vital("b", () -> {
            throw new IllegalStateException("secret: do not tell");
        }));
        assertThat(throwing.alive().good()).isFalse();
        assertThat(throwing.alive().text()).contains("IllegalStateException").doesNotContain("secret");
    }
}
