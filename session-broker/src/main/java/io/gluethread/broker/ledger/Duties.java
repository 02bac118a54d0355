package io.gluethread.broker.ledger;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.SchedulerState;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.gluethread.broker.policy.Ailment;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is to be done again and again, each time by one of the replicas, whichever is there: db-scheduler on the ledger's
 * database. One that throws is done again at its next time; one whose replica died is taken over after a while. Both
 * mean that a duty can be done once more than wanted, which it has to bear.
 */
public final class Duties implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Duties.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final int MISSED = 4;

    /** Nobody has done a duty for this long after its time. */
    private static final Duration LATE = Duration.ofMinutes(3);

    private final SqlLedger ledger;
    private final InstantSource clock;
    private final List<String> names;
    private final Scheduler scheduler;

    /**
     * One of them.
     *
     * @param name never changed once it has been used
     * @param every from the end of one time to the beginning of the next
     */
    public record Duty(String name, Duration every, Runnable work) {}

    /** @param look how often to look whether something is to be done */
    Duties(
            SqlLedger ledger,
            DataSource database,
            String replica,
            InstantSource clock,
            Duration look,
            List<Duty> duties) {
        this.ledger = ledger;
        this.clock = clock;
        this.names = duties.stream().map(Duty::name).toList();
        List<RecurringTask<Void>> tasks = duties.stream().map(Duties::task).toList();
        this.scheduler = new Clocked(database, clock)
                .startTasks(tasks)
                .schedulerName(new SchedulerName.Fixed(replica))
                .threads(Math.max(1, duties.size()))
                .pollingInterval(look)
                .heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(MISSED)
                .shutdownMaxWait(Duration.ofSeconds(5))
                .build();
    }

    /** With a time that is handed in. */
    private static final class Clocked extends SchedulerBuilder {
        Clocked(DataSource database, InstantSource time) {
            super(database, List.of());
            this.clock = time::instant;
        }
    }

    private static RecurringTask<Void> task(Duty duty) {
        return Tasks.recurring(duty.name(), FixedDelay.of(duty.every()))
                .execute((instance, context) -> duty.work().run());
    }

    public void start() {
        scheduler.start();
    }

    /** Empty when all duties are done by somebody, else what is wrong; a ledger that is away is not the duties' ailment. */
    public Optional<Ailment> check() {
        SchedulerState state = scheduler.getSchedulerState();
        Instant now = clock.instant();
        if (!state.isStarted() || state.isShuttingDown()) {
            return Optional.of(new Ailment(now, "this replica does none of the duties"));
        }
        try {
            return late(now);
        } catch (LedgerUnavailableException e) {
            log.debug("nobody knows whether the duties are done: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Ailment> late(Instant now) {
        return ledger.transact(tx -> tx
                .handle()
                .createQuery("""
                        select task_name, coalesce(last_heartbeat, execution_time) as since from scheduled_tasks
                        where picked = false and execution_time < :late or picked = true and last_heartbeat < :late
                        order by execution_time""")
                .bind("late", now.minus(LATE))
                .map((row, ctx) -> Map.entry(row.getString("task_name"), Columns.surely(row, "since")))
                .stream()
                .filter(late -> names.contains(late.getKey()))
                .findFirst()
                .map(late -> new Ailment(
                        late.getValue(), "nobody has done the duty '%s' for minutes".formatted(late.getKey()))));
    }

    /** Ends after what is under way, unless that takes long. */
    @Override
    public void close() {
        scheduler.stop();
    }
}
