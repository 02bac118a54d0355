package io.gluethread.bench.node;

import io.gluethread.bench.scale.Crowd;
import io.gluethread.bench.scale.SimulatedClock;
import io.gluethread.bench.scale.Workload;
import io.gluethread.broker.glue.memory.InMemoryGlue;
import io.gluethread.broker.session.ThreadId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Threads in a ledger, and their sessions at a simulated Glue.
 *
 * @param running threads whose cell runs
 * @param queue cells that wait in each of those
 * @param unsent threads whose session is ready and whose cell has not been sent yet
 * @param idle threads whose session does nothing
 * @param due threads that have a new message to be posted; each is in a channel of its own
 */
public record Population(int running, int queue, int unsent, int idle, int due) {
    /** By which the service as it is deployed knows its sessions. */
    private static final String SERVICE = "gluethread";

    /** More than it takes until all sessions are ready: the budget of calls begins small here as well. */
    private static final Duration FILLING = Duration.ofMinutes(15);

    private static final Duration LOOK = Duration.ofSeconds(5);

    /** How long each cell takes: as in {@link Workload}, or for longer than anybody measures. */
    public enum Cells {
        MIXED,
        ENDLESS
    }

    public Population {
        if (running < 0 || queue < 0 || unsent < 0 || idle < 0 || due < 0 || due > running + unsent + idle) {
            throw new IllegalArgumentException(
                    "there are not fewer than no threads, nor more with a message than there are - was %d, %d, %d, %d, %d"
                            .formatted(running, queue, unsent, idle, due));
        }
    }

    public int threads() {
        return running + unsent + idle;
    }

    /** Writes all of them into the service's home. What was running goes on in the Glue that is answered. */
    public InMemoryGlue settle(Path home, Cells cells, InstantSource machine) {
        SimulatedClock clock = new SimulatedClock(machine.instant().minus(FILLING));
        Workload workload = new Workload();
        try (Crowd crowd = new Crowd(home.resolve("ledger"), clock, SERVICE)) {
            List<ThreadId> threads = new ArrayList<>();
            for (int i = 0; i < threads(); i++) {
                threads.add(crowd.idle("T_BENCH", "C%05d".formatted(i)));
            }
            while (!crowd.isReady()) {
                crowd.pass(LOOK);
            }
            if (clock.instant().isAfter(machine.instant())) {
                throw new IllegalStateException("%d sessions are not ready in %s".formatted(threads(), FILLING));
            }
            clock.to(machine.instant());
            for (ThreadId thread : threads.subList(0, running)) {
                for (int i = 0; i <= queue; i++) {
                    crowd.submit(thread, cells == Cells.MIXED ? workload.next() : Duration.ofDays(1));
                }
                crowd.push(thread);
            }
            for (ThreadId thread : threads.subList(running, running + unsent)) {
                crowd.submit(thread, Duration.ofDays(1));
            }
            threads.subList(due, threads.size()).forEach(crowd::shown);
            clock.goBy(machine);
            return crowd.glue();
        }
    }
}
