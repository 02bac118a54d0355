package io.gluethread.bench.scale;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * The official kernel's policy: each statement is asked for every second by a client of its own, and a call that Glue
 * throttles is repeated as the AWS SDK for Python does by default: four times, each after up to 1, 2, 4, 8 seconds. When
 * that was in vain the kernel's user sees an error; here it goes on all the same, so that the delays can be compared.
 */
final class KernelPolicy {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final int RETRIES = 4;

    /** No two calls take equally long. */
    private static final long CALL = Duration.ofMillis(50).toNanos();

    private final Optional<Integer> limit;
    private final Workload workload = new Workload();
    private final SplittableRandom random = new SplittableRandom(7);
    private final Deque<Long> served = new ArrayDeque<>();
    private final PriorityQueue<Asking> queue = new PriorityQueue<>(Comparator.comparingLong(Asking::when));
    private Delays delays = new Delays();
    private int calls;
    private int throttled;
    private int errors;

    /** A client's next call. */
    private record Asking(long when, long began, Duration takes, int failures) {}

    KernelPolicy(Optional<Integer> limit) {
        this.limit = limit;
    }

    /** So many clients for so long; only the second half counts. */
    void run(int running, Duration time) {
        for (int i = 0; i < running; i++) {
            begin(SECOND * i / running);
        }
        long half = time.toNanos() / 2;
        boolean counting = false;
        while (queue.element().when() < time.toNanos()) {
            Asking asking = queue.remove();
            if (!counting && asking.when() >= half) {
                counting = true;
                delays = new Delays();
                calls = 0;
                throttled = 0;
                errors = 0;
            }
            ask(asking);
        }
    }

    private void begin(long when) {
        queue.add(new Asking(when + SECOND + random.nextLong(CALL), when, workload.next(), 0));
    }

    private void ask(Asking asking) {
        long now = asking.when();
        calls++;
        if (!admits(now)) {
            throttled++;
            if (asking.failures() == RETRIES) {
                errors++;
                queue.add(new Asking(now + SECOND, asking.began(), asking.takes(), 0));
            } else {
                long wait = (long) (random.nextDouble() * SECOND * (1 << asking.failures()));
                queue.add(new Asking(now + wait, asking.began(), asking.takes(), asking.failures() + 1));
            }
            return;
        }
        long ended = asking.began() + asking.takes().toNanos();
        if (ended <= now) {
            delays.add(asking.takes(), Duration.ofNanos(now - ended));
            begin(now);
        } else {
            queue.add(new Asking(now + SECOND + random.nextLong(CALL), asking.began(), asking.takes(), 0));
        }
    }

    private boolean admits(long now) {
        if (limit.isEmpty()) {
            return true;
        }
        while (!served.isEmpty() && served.element() <= now - SECOND) {
            served.remove();
        }
        boolean admits = served.size() < limit.get();
        if (admits) {
            served.add(now);
        }
        return admits;
    }

    Delays delays() {
        return delays;
    }

    int calls() {
        return calls;
    }

    int throttled() {
        return throttled;
    }

    /** Times that a user saw an error instead of a result. */
    int errors() {
        return errors;
    }
}
