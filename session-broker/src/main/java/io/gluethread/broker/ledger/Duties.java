package io.gluethread.broker.ledger;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.SchedulerState;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
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
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is to be done again and again, each time by one of the replicas, whichever is there: db-scheduler on the ledger's
 * database. One that throws is done again at its next time; one whose replica died is taken over as soon as it counts as
 * dead. Both mean that a duty can be done once more than wanted, or by two at once, which it has to bear.
 */
public final class Duties implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Duties.class);

    /** By these the death of a replica is seen that never told that it is alive: one of a version before. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private static final int MISSED = 4;

    /** Nobody has done a duty for this long after its time. */
    private static final Duration LATE = Duration.ofMinutes(3);

    /** What is late must stay so for longer: after a jump of the clock everything is late, until it has been done. */
    private static final Duration STAYS = Duration.ofSeconds(30);

    private final SqlLedger ledger;
    private final InstantSource clock;
    private final InstantSource steady;
    private final AtomicReference<@Nullable Instant> lateSince = new AtomicReference<>();
    private final List<String> names;
    private final ClockSetBack setBack;
    private final DutiesOfTheDead dead;
    private final Scheduler scheduler;

    /**
     * One of them.
     *
     * @param name never changed once it has been used
     * @param every from the end of one time to the beginning of the next
     */
    public record Duty(String name, Duration every, Runnable work) {}

    /**
     * @param replica this replica's name, as its leases have it
     * @param clock by which duties are due
     * @param steady a clock that does not jump
     * @param look how often to look whether something is to be done
     */
    Duties(
            SqlLedger ledger,
            DataSource database,
            String replica,
            InstantSource clock,
            InstantSource steady,
            Duration look,
            List<Duty> duties) {
        this.ledger = ledger;
        this.clock = clock;
        this.steady = steady;
        this.names = duties.stream().map(Duty::name).toList();
        List<RecurringTask<Void>> tasks = duties.stream().map(Duties::task).toList();
        this.setBack = new ClockSetBack(ledger, clock);
        this.dead = new DutiesOfTheDead(ledger, ledger.leases(replica));
        this.scheduler = new Clocked(database, clock)
                .startTasks(tasks)
                .addSchedulerListener(setBack)
                .schedulerName(new SchedulerName.Fixed(replica))
                .threads(Math.max(1, duties.size()))
                .pollingInterval(look)
                .heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(MISSED)
                .failureLogging(LogLevel.OFF, false)
                .addSchedulerListener(new Words())
                .addSchedulerListener(new Takeover())
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
        return Tasks.recurring(duty.name(), FixedDelay.of(duty.every())).execute((instance, context) -> work(duty));
    }

    private static void work(Duty duty) {
        try {
            duty.work().run();
        } catch (LedgerUnavailableException e) {
            log.debug("{}: {}", duty.name(), e.getMessage());
            throw e;
        } catch (RuntimeException e) {
            log.error("The duty '{}' met trouble and is done again at its next time", duty.name(), e);
            throw e;
        }
    }

    /** db-scheduler tells each failure of each of its rounds with a stack trace; an outage is told once, by the ledger. */
    private final class Words extends AbstractSchedulerListener {
        @Override
        public void onSchedulerEvent(SchedulerEventType event) {
            switch (event) {
                case UNEXPECTED_ERROR, FAILED_HEARTBEAT, COMPLETIONHANDLER_ERROR, FAILUREHANDLER_ERROR -> {
                    if (ledger.brokenSince().isEmpty()) {
                        log.warn("The scheduler of the duties met trouble ({}) and goes on", event);
                    }
                }
                case DEAD_EXECUTION -> log.info("A duty whose replica has died is taken over");
                case RAN_UPDATE_HEARTBEATS,
                        RAN_DETECT_DEAD,
                        RAN_EXECUTE_DUE,
                        FAILED_MULTIPLE_HEARTBEATS,
                        UNRESOLVED_TASK -> log.trace("{}", event);
            }
        }
    }

    /** After each look at what is due: what a dead replica has in hand is looked at next, without a pause. */
    private final class Takeover extends AbstractSchedulerListener {
        @Override
        public void onSchedulerEvent(SchedulerEventType event) {
            if (event != SchedulerEventType.RAN_EXECUTE_DUE || !ledger.isShared()) {
                return;
            }
            try {
                if (dead.free() > 0) {
                    scheduler.triggerCheckForDueExecutions();
                }
            } catch (LedgerUnavailableException e) {
                log.debug("nobody knows whose duties are free: {}", e.getMessage());
            }
        }
    }

    public void start() {
        setBack.setRight();
        if (!ledger.isShared()) {
            int freed = dead.free();
            log.debug("{} duties of earlier processes are free", freed);
        }
        scheduler.start();
    }

    /**
     * Empty when all duties are done by somebody, or when the ledger cannot say so; else what is wrong. To be asked now
     * and then, also when nobody wants to know: what is wrong is told when it has been so for a while.
     */
    public Optional<Ailment> check() {
        SchedulerState state = scheduler.getSchedulerState();
        if (!state.isStarted() || state.isShuttingDown()) {
            return Optional.of(new Ailment(clock.instant(), "this replica does none of the duties"));
        }
        Optional<Ailment> late;
        try {
            late = late(clock.instant());
        } catch (LedgerUnavailableException e) {
            log.debug("nobody knows who does the duties: {}", e.getMessage());
            return Optional.empty();
        }
        if (late.isEmpty()) {
            lateSince.set(null);
            return late;
        }
        Instant now = steady.instant();
        Instant since = lateSince.updateAndGet(known -> known == null ? now : known);
        return since == null || now.isBefore(since.plus(STAYS)) ? Optional.empty() : late;
    }

    private Optional<Ailment> late(Instant now) {
        return ledger.transactPromptly(tx -> tx
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
