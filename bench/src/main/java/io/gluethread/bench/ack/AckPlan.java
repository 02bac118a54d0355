package io.gluethread.bench.ack;

import java.util.List;

/**
 * How much is sent.
 *
 * @param connections one series for each number of connections
 * @param rounds of every contender in a series, taking turns
 * @param requests per round, shared by the connections
 * @param warmUp requests to each contender before anything counts
 */
public record AckPlan(List<Integer> connections, int rounds, int requests, int warmUp) {
    public static final AckPlan USUAL = new AckPlan(List.of(1, 8), 9, 800, 8000);

    public AckPlan {
        connections = List.copyOf(connections);
        if (rounds < 1 || warmUp < 1) {
            throw new IllegalArgumentException(
                    "rounds and warm-up must be 1 or more - were %d and %d".formatted(rounds, warmUp));
        }
        for (int c : connections) {
            if (c < 1 || requests < c) {
                throw new IllegalArgumentException(
                        "each of %d connections needs a request - there are %d".formatted(c, requests));
            }
        }
    }
}
