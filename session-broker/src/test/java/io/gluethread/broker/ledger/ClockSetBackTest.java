package io.gluethread.broker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.event.SchedulerListener.SchedulerEventType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClockSetBackTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Instant ONE = NOON.plus(Duration.ofHours(1));

    private static LedgerSettings memory() {
        return LedgerSettings.memory(UUID.randomUUID().toString());
    }

    private static void duty(SqlLedger ledger, String name, Instant time, boolean picked) {
        ledger.transact(tx -> tx.handle()
                .createUpdate("insert into scheduled_tasks (task_name, task_instance, execution_time, picked,"
                        + " last_heartbeat, version) values (:name, 'recurring', :time, :picked, :beat, 1)")
                .bind("name", name)
                .bind("time", time)
                .bind("picked", picked)
                .bindByType("beat", picked ? time : null, Instant.class)
                .execute());
    }

    private static Map<String, Instant> moments(SqlLedger ledger, String column) {
        Map<String, Instant> moments = new TreeMap<>();
        ledger.transact(tx -> tx.handle()
                        .createQuery("select task_name, %s as moment from scheduled_tasks".formatted(column))
                        .map((row, ctx) -> Map.entry(row.getString("task_name"), Columns.moment(row, "moment")))
                        .list())
                .forEach(entry -> entry.getValue().ifPresent(moment -> moments.put(entry.getKey(), moment)));
        return moments;
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void number_45_what_a_clock_wrote_that_was_ahead_is_now_and_the_rest_stays(String database) {
        try (SqlLedger ledger = SqlLedger.open(database.equals("h2") ? memory() : Postgres.empty())) {
            duty(ledger, "sweep", ONE, false);
            duty(ledger, "digest", NOON.plusSeconds(30), false);
            duty(ledger, "dead", ONE, true);
            duty(ledger, "busy", NOON.plusSeconds(5), true);
            ClockSetBack setBack = new ClockSetBack(ledger, InstantSource.fixed(NOON));
            setBack.onSchedulerEvent(SchedulerEventType.RAN_EXECUTE_DUE);
            assertThat(moments(ledger, "execution_time")).containsEntry("sweep", ONE);
            setBack.onSchedulerEvent(SchedulerEventType.RAN_DETECT_DEAD);
            assertThat(moments(ledger, "execution_time"))
                    .containsEntry("sweep", NOON)
                    .containsEntry("digest", NOON.plusSeconds(30));
            assertThat(moments(ledger, "last_heartbeat"))
                    .containsEntry("dead", NOON)
                    .containsEntry("busy", NOON.plusSeconds(5));
        }
    }

    @Test
    void number_45_started_again_with_the_right_clock_the_duties_are_done_at_once() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(ONE);
        Semaphore done = new Semaphore(0);
        List<Duties.Duty> sweep = List.of(new Duties.Duty("sweep", Duration.ofMinutes(1), done::release));
        try (SqlLedger ledger = SqlLedger.open(memory())) {
            try (Duties ahead = ledger.duties("ahead", now::get, sweep)) {
                ahead.start();
                assertThat(done.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
            }
            now.set(NOON);
            try (Duties right = ledger.duties("right", now::get, sweep)) {
                right.start();
                assertThat(done.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
            }
        }
    }
}
