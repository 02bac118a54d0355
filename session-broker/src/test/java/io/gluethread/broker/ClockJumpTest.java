package io.gluethread.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.broker.glue.GlueException;
import io.gluethread.broker.glue.GlueOperation;
import io.gluethread.broker.glue.memory.Answer;
import io.gluethread.broker.glue.memory.Script.When;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.Notice;
import io.gluethread.broker.session.SessionState;
import io.gluethread.broker.session.ThreadId;
import io.gluethread.broker.session.ThreadView;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The machine's clock is set forward or back by an hour, while Glue's goes on as it should. */
final class ClockJumpTest extends HouseTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private int calls() {
        int calls = 0;
        for (GlueOperation operation : GlueOperation.values()) {
            calls += house.glue.calls(operation);
        }
        return calls;
    }

    @ParameterizedTest
    @ValueSource(longs = {-3600, -60, 60, 3600})
    void number_45_a_running_cell_is_seen_to_its_end_without_a_flood_of_polls(long seconds) {
        house.glue.script().answer("slow", Answer.text("s").taking(Duration.ofSeconds(60)));
        ThreadView thread = house.ready();
        CellView cell = house.submit(thread, "slow");
        house.pass(Duration.ofSeconds(5));
        house.wrong = Duration.ofSeconds(seconds);
        int before = calls();
        house.pass(Duration.ofSeconds(62));
        assertThat(house.now(cell).state()).isEqualTo(CellState.OK);
        assertThat(calls() - before).isLessThan(50);
        CellView second = house.submit(thread, "b = 2");
        house.pass(Duration.ofSeconds(5));
        assertThat(house.now(second).state()).isEqualTo(CellState.OK);
        assertThat(house.session(thread).usage().running()).isPositive();
    }

    @Test
    void number_45_nothing_is_stopped_for_idleness_because_of_a_jump_back_and_idleness_still_ends_it() {
        ThreadView thread = house.ready();
        house.pass(Duration.ofMinutes(10));
        house.wrong = HOUR.negated();
        house.pass(Duration.ofMinutes(18));
        assertThat(house.session(thread).state()).isEqualTo(SessionState.READY);
        assertThat(house.session(thread).usage().running()).isGreaterThanOrEqualTo(Duration.ZERO);
        house.pass(Duration.ofMinutes(14));
        assertThat(house.session(thread).state().isOver()).isTrue();
        assertThat(house.session(thread).usage().dpuSeconds()).isPositive();
    }

    @Test
    void number_45_work_does_not_look_idle_after_the_clock_was_an_hour_ahead_and_is_set_right() {
        house.wrong = HOUR;
        ThreadView thread = house.ready();
        house.submit(thread, "a = 1");
        house.pass(Duration.ofMinutes(1));
        house.wrong = Duration.ZERO;
        house.pass(Duration.ofMinutes(20));
        CellView cell = house.submit(thread, "b = 2");
        house.pass(Duration.ofMinutes(20));
        assertThat(house.now(cell).state()).isEqualTo(CellState.OK);
        assertThat(house.session(thread).state()).isEqualTo(SessionState.READY);
    }

    @Test
    void number_45_a_jump_forward_warns_before_it_stops_and_work_keeps_the_session() {
        ThreadView used = house.ready();
        ThreadView left = house.ready();
        house.wrong = HOUR;
        house.pass(Duration.ofSeconds(59));
        assertThat(house.notices(used, Notice.IdleSoon.class)).hasSize(1);
        assertThat(house.session(used).state()).isEqualTo(SessionState.READY);
        CellView cell = house.submit(used, "a = 1");
        house.pass(Duration.ofMinutes(3));
        assertThat(house.now(cell).state()).isEqualTo(CellState.OK);
        assertThat(house.session(used).state()).isEqualTo(SessionState.READY);
        assertThat(house.session(left).state().isOver())
                .as("warned, and nobody came")
                .isTrue();
    }

    @Test
    void number_45_a_cell_of_which_nobody_knows_whether_it_arrived_does_not_wait_for_the_clock() {
        ThreadView thread = house.ready();
        house.glue
                .script()
                .fail(
                        GlueOperation.RUN_STATEMENT,
                        () -> new GlueException.Unclear("cut off", null),
                        1,
                        When.BEFORE_EFFECT);
        CellView cell = house.submit(thread, "a = 1");
        assertThat(house.broker().step(thread.id())).isPresent();
        assertThat(house.now(cell).state()).isEqualTo(CellState.SENDING);
        house.wrong = HOUR.negated();
        int lists = house.glue.calls(GlueOperation.LIST_STATEMENTS);
        house.pass(Duration.ofSeconds(30));
        assertThat(house.now(cell).state()).isEqualTo(CellState.OK);
        assertThat(house.glue.executions("a = 1")).isEqualTo(1);
        assertThat(house.glue.calls(GlueOperation.LIST_STATEMENTS) - lists).isLessThan(6);
    }

    @Test
    void number_45_what_was_put_off_after_failures_is_tried_again_soon() {
        ThreadView thread = house.ready();
        house.glue.script().throttle(GlueOperation.RUN_STATEMENT, 6);
        CellView cell = house.submit(thread, "a = 1");
        house.pass(Duration.ofSeconds(10));
        assertThat(house.now(cell).state()).isEqualTo(CellState.QUEUED);
        house.wrong = HOUR.negated();
        house.pass(Duration.ofSeconds(70));
        assertThat(house.now(cell).state()).isEqualTo(CellState.OK);
    }

    @Test
    void number_45_killed_while_the_clock_was_an_hour_ahead_it_goes_on_when_the_clock_is_right() {
        house.glue.script().answer("slow", Answer.text("s").taking(Duration.ofSeconds(30)));
        ThreadView thread = house.ready();
        CellView cell = house.submit(thread, "slow");
        house.pass(Duration.ofSeconds(5));
        house.wrong = HOUR;
        house.pass(Duration.ofSeconds(6));
        house.wrong = Duration.ZERO;
        house.crash();
        assertThat(house.ledger.<List<ThreadId>>transact(
                        tx -> tx.threads().late(house.clock.instant().minusSeconds(2), house.clock.instant(), 10)))
                .as("what every replica asks each second")
                .containsExactly(thread.id());
        house.pass(Duration.ofSeconds(30));
        assertThat(house.now(cell).state()).isEqualTo(CellState.OK);
    }

    @ParameterizedTest
    @ValueSource(longs = {-3600, -60, -2, 0, 2, 60, 3600})
    void a_cell_took_what_lies_between_glues_two_times_however_wrong_the_clock_here_is(long seconds) {
        house.glue.script().answer("quick", Answer.text("q").taking(Duration.ofMillis(6)));
        ThreadView thread = house.ready();
        house.wrong = Duration.ofSeconds(seconds);
        house.glue.script().throttle(GlueOperation.GET_STATEMENT, 5);
        CellView cell = house.submit(thread, "quick");
        house.pass(Duration.ofMinutes(2));
        CellView done = house.now(cell);
        assertThat(done.state()).isEqualTo(CellState.OK);
        assertThat(Duration.between(
                        done.startedAt().orElseThrow(), done.endedAt().orElseThrow()))
                .isEqualTo(Duration.ofMillis(6));
        assertThat(done.startedAt().orElseThrow()).isAfterOrEqualTo(done.queuedAt());
        assertThat(done.endedAt().orElseThrow())
                .isBeforeOrEqualTo(house.clock.instant().plus(house.wrong));
    }

    @ParameterizedTest
    @ValueSource(longs = {-3600, -60, 60, 3600})
    void a_cell_took_what_it_took_though_the_clock_here_jumps_while_it_runs(long seconds) {
        house.glue.script().answer("slow", Answer.text("s").taking(Duration.ofSeconds(40)));
        ThreadView thread = house.ready();
        CellView cell = house.submit(thread, "slow");
        house.pass(Duration.ofSeconds(5));
        house.wrong = Duration.ofSeconds(seconds);
        house.pass(Duration.ofMinutes(2));
        CellView done = house.now(cell);
        assertThat(done.state()).isEqualTo(CellState.OK);
        assertThat(Duration.between(
                        done.startedAt().orElseThrow(), done.endedAt().orElseThrow()))
                .isEqualTo(Duration.ofSeconds(40));
    }
}
