package io.gluethread.bench.recovery;

import io.gluethread.bench.node.Population;
import java.time.Duration;

/**
 * What is killed and started again.
 *
 * @param uptime how long it is at work before it is killed
 * @param rounds starts on what the kill left behind, and as many on nothing
 */
public record RecoveryPlan(Population threads, Duration uptime, int rounds) {
    public static final RecoveryPlan USUAL = of(10_000);

    /** So many open threads: a tenth runs, a twentieth has a cell to be sent, a tenth a message to be posted. */
    public static RecoveryPlan of(int threads) {
        int running = Math.max(1, threads / 10);
        int unsent = Math.max(1, threads / 20);
        return new RecoveryPlan(
                new Population(running, 1, unsent, Math.max(0, threads - running - unsent), running),
                Duration.ofSeconds(10),
                3);
    }

    public RecoveryPlan {
        if (rounds < 1 || uptime.isNegative()) {
            throw new IllegalArgumentException("rounds are 1 or more - was %d, %s".formatted(rounds, uptime));
        }
    }
}
