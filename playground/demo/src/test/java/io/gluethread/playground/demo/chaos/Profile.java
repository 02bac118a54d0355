package io.gluethread.playground.demo.chaos;

import java.time.Duration;

/**
 * How large a story is.
 *
 * @param replicas bots at once; more than one share a PostgreSQL
 * @param postgres whether the ledger is in PostgreSQL, else in the embedded file
 * @param threads Slack threads in which people work at the same time
 * @param kills how often a bot is killed
 */
record Profile(int replicas, boolean postgres, int threads, int kills) {
    Profile {
        if (replicas < 1 || (replicas > 1 && !postgres)) {
            throw new IllegalArgumentException("several replicas need PostgreSQL; there is at least one: " + replicas);
        }
    }

    /** How long a replica is frozen now and then: where others can take over, longer than any lease lasts. */
    Duration frozen() {
        return replicas == 1 ? Duration.ofSeconds(4) : Duration.ofSeconds(50);
    }

    static Profile embedded(int threads, int kills) {
        return new Profile(1, false, threads, kills);
    }

    static Profile postgres(int replicas, int threads, int kills) {
        return new Profile(replicas, true, threads, kills);
    }
}
