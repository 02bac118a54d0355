package io.gluethread.playground.glue.fault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** How likely a fault is at each call that it concerns; the same seed gives the same row of hits. */
final class Chance {
    private final double probability;
    private final long seed;
    private final RandomGenerator dice;

    Chance(double probability, long seed) {
        if (!(probability > 0 && probability <= 1)) {
            throw new IllegalArgumentException("\"chance\" must be above 0 and at most 1, not " + probability);
        }
        this.probability = probability;
        this.seed = seed;
        this.dice = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    boolean hits() {
        return dice.nextDouble() < probability;
    }

    void write(ObjectNode json) {
        json.put("chance", probability).put("seed", seed);
    }
}
