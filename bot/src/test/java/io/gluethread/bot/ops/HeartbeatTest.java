package io.gluethread.bot.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.bot.memory.HandClock;
import io.gluethread.broker.policy.Ailment;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class HeartbeatTest {
    private final HandClock clock = new HandClock();
    private final Pulse pulse = new Pulse();

    @Test
    void a_loop_goes_on_after_whatever_its_step_throws() throws InterruptedException {
        CountDownLatch twice = new CountDownLatch(2);
        try (Heartbeat heart = new Heartbeat("test", pulse, Duration.ofHours(1), clock, () -> {
            twice.countDown();
            throw new StackOverflowError("not the end");
        })) {
            heart.start();

            assertThat(twice.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(heart.check()).isEmpty();
        }
    }

    @Test
    void a_wake_up_ends_the_wait_also_when_it_came_before() throws InterruptedException {
        AtomicInteger steps = new AtomicInteger();
        CountDownLatch second = new CountDownLatch(2);
        pulse.wake();
        try (Heartbeat heart = new Heartbeat("test", pulse, Duration.ofHours(1), clock, () -> {
            steps.incrementAndGet();
            second.countDown();
            return Duration.ofHours(1);
        })) {
            heart.start();

            assertThat(second.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void number_43_a_loop_that_hangs_or_has_ended_is_not_healthy() throws InterruptedException {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Heartbeat heart = new Heartbeat("test", pulse, Duration.ofSeconds(5), clock, () -> {
            began.countDown();
            release.await();
            return Duration.ofSeconds(5);
        });
        heart.start();
        assertThat(began.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(heart.check()).isEmpty();
        clock.forward(Duration.ofMinutes(3));
        assertThat(heart.check()).contains(new Ailment(HandClock.NOON, "its loop does not go round"));

        release.countDown();
        heart.close();
        assertThat(heart.check()).isPresent();
    }
}
