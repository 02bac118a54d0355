package io.gluethread.bot.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class InTurnTest {
    private final List<String> done = new CopyOnWriteArrayList<>();

    @Test
    void a_burst_keeps_its_order_although_the_first_takes_long_and_one_fails() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch last = new CountDownLatch(1);
        CountDownLatch elsewhere = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            InTurn turns = new InTurn(threads);
            turns.run("C1", () -> {
                await(first);
                done.add("1");
            });
            turns.run("C1", () -> {
                done.add("2");
                throw new IllegalStateException("nobody can read this");
            });
            turns.run("C1", () -> {
                done.add("3");
                last.countDown();
            });
            turns.run("C2", elsewhere::countDown);

            await(elsewhere);
            assertThat(done).isEmpty();
            first.countDown();
            await(last);
        }
        assertThat(done).containsExactly("1", "2", "3");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
