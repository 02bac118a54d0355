package io.gluethread.bench.ack;

import io.gluethread.bench.node.Population;
import java.time.Duration;

/**
 * Events at an even rate beside other work.
 *
 * @param threads what the service has at the same time
 * @param perSecond events
 * @param warmUp that does not count
 * @param time that counts
 * @param connections that share the events
 */
public record LoadPlan(Population threads, int perSecond, Duration warmUp, Duration time, int connections) {
    public static final LoadPlan USUAL = new LoadPlan(
            new Population(1_000, 8, 0, 10_000, 0), 200, Duration.ofSeconds(30), Duration.ofMinutes(1), 64);

    public LoadPlan {
        if (perSecond < 1 || !warmUp.isPositive() || !time.isPositive() || connections < 1) {
            throw new IllegalArgumentException(
                    "a rate, times and connections are more than nothing - was %d, %s, %s, %d"
                            .formatted(perSecond, warmUp, time, connections));
        }
    }

    /** The same with other threads. */
    public LoadPlan of(int running, int idle) {
        return new LoadPlan(new Population(running, threads.queue(), 0, idle, 0), perSecond, warmUp, time, connections);
    }

    int events(Duration span) {
        return Math.max(1, Math.toIntExact(perSecond * span.toMillis() / 1000));
    }
}
