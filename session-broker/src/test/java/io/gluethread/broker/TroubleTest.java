package io.gluethread.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.broker.glue.GlueException;
import io.gluethread.broker.glue.GlueOperation;
import io.gluethread.broker.glue.memory.Answer;
import io.gluethread.broker.glue.memory.Script.When;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.Ending;
import io.gluethread.broker.session.Notice;
import io.gluethread.broker.session.SessionState;
import io.gluethread.broker.session.SessionView;
import io.gluethread.broker.session.ThreadId;
import io.gluethread.broker.session.ThreadView;
import io.gluethread.broker.statement.Part;
import io.gluethread.broker.statement.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Glue answers late, wrongly or not at all. */
final class TroubleTest extends HouseTest {
    @ParameterizedTest
    @EnumSource(When.class)
    void number_1_a_create_whose_answer_is_lost_does_not_make_a_second_session(When when) {
        house.glue.script().fail(GlueOperation.CREATE_SESSION, Troubles::unclear, 1, when);
        ThreadView thread = house.thread(House.ANA);
        CellView cell = house.submit(thread, "a = 1");
        house.pass(Duration.ofMinutes(1));

        assertThat(house.now(cell).state()).isEqualTo(CellState.OK);
        assertThat(house.glue.alive()).hasSize(1);
        assertThat(house.session(thread).generation()).isEqualTo(1);
    }

    @Test
    void a_throttled_create_is_asked_again_later() {
        house.glue.script().throttle(GlueOperation.CREATE_SESSION, 3);
        ThreadView thread = house.thread(House.ANA);
        CellView cell = house.submit(thread, "a = 1");
        house.pass(Duration.ofMinutes(1));
        assertThat(house.now(cell).state()).isEqualTo(CellState.OK);
    }

    @Test
    void a_refused_create_says_why_and_number_8_frees_the_place() {
        house.glue.script().fail(GlueOperation.CREATE_SESSION, Troubles::denied, 3, When.BEFORE_EFFECT);
        ThreadView thread = house.thread(House.ANA);
        for (int i = 0; i < 3; i++) {
            CellView cell = house.submit(thread, "a = " + i);
            house.pass(Duration.ofSeconds(30));
            SessionView session = house.session(thread);
            assertThat(session.state()).isEqualTo(SessionState.FAILED);
            assertThat(session.ending()).contains(new Ending.Refused("not authorized"));
            assertThat(session.usage().dpuSeconds()).isZero();
            assertThat(house.now(cell).state()).isEqualTo(CellState.LOST);
            assertThat(house.now(cell).note()).isNotEmpty();
        }
        CellView fourth = house.submit(thread, "a = 4");
        house.pass(Duration.ofMinutes(1));
        assertThat(house.now(fourth).state()).isEqualTo(CellState.OK);
        assertThat(house.notices(thread, Notice.Ended.class)).hasSize(3);
    }

    @Test
    void a_glue_that_cannot_be_reached_is_tried_for_ten_minutes_and_the_thread_is_told() {
        house.glue.script().fail(GlueOperation.CREATE_SESSION, Troubles::unreachable, 10_000, When.BEFORE_EFFECT);
        ThreadView thread = house.thread(House.ANA);
        house.submit(thread, "a = 1");
        house.pass(Duration.ofMinutes(5));
        assertThat(house.session(thread).state()).isEqualTo(SessionState.WANTED);
        assertThat(house.notices(thread, Notice.Trouble.class))
                .singleElement()
                .extracting(Notice.Trouble::what)
                .asString()
                .contains("cannot be reached", "no route");

        house.pass(Duration.ofMinutes(6));
        assertThat(house.session(thread).state()).isEqualTo(SessionState.FAILED);
        assertThat(house.session(thread).ending().orElseThrow().toString()).contains("10 minutes", "no route");
        assertThat(house.glue.calls(GlueOperation.CREATE_SESSION)).isLessThan(50);
    }

    @Test
    void a_run_whose_answer_is_lost_is_found_and_not_sent_again() {
        house.glue.script().answer("once", Answer.text("1").taking(Duration.ofSeconds(20)));
        ThreadView thread = house.ready();
        house.glue.script().fail(GlueOperation.RUN_STATEMENT, Troubles::unclear, 1, When.AFTER_EFFECT);
        CellView cell = house.submit(thread, "once");
        house.pass(Duration.ofMinutes(1));

        assertThat(house.now(cell).state()).isEqualTo(CellState.OK);
        assertThat(house.now(cell).result()).contains(new Result.Ok(List.of(new Part.Text("1"))));
        assertThat(house.glue.executions("once")).isEqualTo(1);
    }

    @Test
    void a_run_that_surely_did_not_arrive_is_sent_again() {
        ThreadView thread = house.ready();
        house.glue.script().fail(GlueOperation.RUN_STATEMENT, Troubles::unclear, 1, When.BEFORE_EFFECT);
        CellView cell = house.submit(thread, "once");
        house.pass(Duration.ofSeconds(5));
        assertThat(house.now(cell).state()).isEqualTo(CellState.SENDING);
        house.pass(Duration.ofMinutes(1));
        assertThat(house.now(cell).state()).isEqualTo(CellState.OK);
        assertThat(house.glue.executions("once")).isEqualTo(1);
    }

    @Test
    void a_busy_session_is_asked_again_until_it_takes_the_cell() {
        ThreadView thread = house.ready();
        house.glue
                .script()
                .fail(GlueOperation.RUN_STATEMENT, () -> new GlueException.Busy("busy", null), 4, When.BEFORE_EFFECT);
        CellView cell = house.submit(thread, "once");
        house.pass(Duration.ofMinutes(1));
        assertThat(house.now(cell).state()).isEqualTo(CellState.OK);
    }

    @Test
    void a_cell_that_glue_denies_again_and_again_ends_with_the_reason_and_the_next_one_runs() {
        ThreadView thread = house.ready();
        house.glue.script().fail(GlueOperation.RUN_STATEMENT, Troubles::denied, 3, When.BEFORE_EFFECT);
        CellView denied = house.submit(thread, "a");
        CellView next = house.submit(thread, "b");
        house.pass(Duration.ofMinutes(1));
        assertThat(house.now(denied).state()).isEqualTo(CellState.ERROR);
        assertThat(house.now(denied).result())
                .contains(new Result.Failed("AccessDenied", "not authorized", List.of(), List.of()));
        assertThat(house.now(next).state()).isEqualTo(CellState.OK);
        assertThat(house.glue.executions("cell " + denied.id())).isZero();
    }

    @Test
    void number_16_and_17_polls_that_fail_for_a_while_neither_abandon_the_cell_nor_report_a_success() {
        house.glue.script().answer("slow", Answer.text("done").taking(Duration.ofSeconds(30)));
        ThreadView thread = house.ready();
        CellView cell = house.submit(thread, "slow");
        house.pass(Duration.ofSeconds(1));
        house.glue
                .script()
                .throttle(GlueOperation.GET_STATEMENT, 2)
                .fail(GlueOperation.GET_STATEMENT, Troubles::denied, 1, When.BEFORE_EFFECT)
                .fail(GlueOperation.GET_STATEMENT, Troubles::unclear, 1, When.BEFORE_EFFECT)
                .fail(GlueOperation.GET_STATEMENT, Troubles::unreachable, 1, When.BEFORE_EFFECT);
        house.pass(Duration.ofSeconds(20));
        assertThat(house.now(cell).state()).isEqualTo(CellState.RUNNING);
        house.pass(Duration.ofMinutes(1));
        assertThat(house.now(cell).result()).contains(new Result.Ok(List.of(new Part.Text("done"))));
    }

    @Test
    void number_17_hiccups_far_apart_do_not_add_up_over_a_long_cell() {
        house.glue.script().answer("one_hour", Answer.text("done").taking(Duration.ofHours(1)));
        ThreadView thread = house.ready();
        CellView cell = house.submit(thread, "one_hour");
        for (int hiccup = 0; hiccup < 5; hiccup++) {
            house.pass(Duration.ofMinutes(10));
            house.glue
                    .script()
                    .fail(
                            GlueOperation.GET_STATEMENT,
                            () -> new GlueException.WrongState("unavailable", null),
                            2,
                            When.BEFORE_EFFECT);
        }
        house.pass(Duration.ofMinutes(15));
        assertThat(house.now(cell).result()).contains(new Result.Ok(List.of(new Part.Text("done"))));
    }

    @Test
    void refusals_before_a_send_that_may_have_arrived_do_not_count_against_the_cell_that_runs() {
        ThreadView thread = house.ready();
        house.glue
                .script()
                .fail(GlueOperation.RUN_STATEMENT, Troubles::denied, 2, When.BEFORE_EFFECT)
                .fail(GlueOperation.RUN_STATEMENT, Troubles::unclear, 1, When.AFTER_EFFECT)
                .fail(
                        GlueOperation.LIST_STATEMENTS,
                        () -> new GlueException.WrongState("unavailable", null),
                        1,
                        When.BEFORE_EFFECT);
        CellView cell = house.submit(thread, "once");
        house.pass(Duration.ofMinutes(1));
        assertThat(house.now(cell).state()).isEqualTo(CellState.OK);
        assertThat(house.glue.executions("once")).isEqualTo(1);
    }

    /** A cell that Glue throttled and that was cancelled before it left. */
    private ThreadView restsAfterAFailure() {
        ThreadView thread = house.ready();
        house.glue.script().throttle(GlueOperation.RUN_STATEMENT, 1);
        CellView never = house.submit(thread, "never");
        assertThat(house.broker().step(thread.id())).isPresent();
        assertThat(house.broker().cancel(thread.id(), never.id(), House.ANA))
                .isInstanceOf(Broker.Cancelled.Asked.class);
        house.pass(Duration.ofSeconds(5));
        assertThat(house.broker().step(thread.id())).as("nothing to do").isEmpty();
        return thread;
    }

    @Test
    void a_failure_of_long_ago_does_not_make_a_new_one_look_like_an_hour_of_them() {
        ThreadView thread = restsAfterAFailure();
        house.pass(Duration.ofMinutes(20));
        house.glue.script().throttle(GlueOperation.RUN_STATEMENT, 1);
        CellView cell = house.submit(thread, "a = 1");
        house.pass(Duration.ofMinutes(1));
        assertThat(house.now(cell).state()).isEqualTo(CellState.OK);
        assertThat(house.notices(thread, Notice.Trouble.class)).isEmpty();
    }

    @Test
    void what_is_asked_for_after_a_failure_is_written_down_as_due_whoever_dies_next() {
        ThreadView thread = restsAfterAFailure();
        CellView cell = house.submit(thread, "a = 1");
        assertThat(house.ledger.<Map<ThreadId, Instant>>transact(
                        tx -> tx.threads().due()))
                .containsKey(thread.id());
        house.pass(Duration.ofSeconds(30));
        assertThat(house.now(cell).state()).isEqualTo(CellState.OK);
    }

    @Test
    void glue_that_fails_for_long_is_told_once_and_what_runs_still_ends_well() {
        house.glue.script().answer("slow", Answer.text("done").taking(Duration.ofSeconds(30)));
        ThreadView thread = house.ready();
        CellView cell = house.submit(thread, "slow");
        house.pass(Duration.ofSeconds(1));
        house.glue.script().throttle(GlueOperation.GET_STATEMENT, 15);
        house.pass(Duration.ofMinutes(10));
        assertThat(house.notices(thread, Notice.Trouble.class)).hasSize(1);
        assertThat(house.now(cell).state()).isEqualTo(CellState.OK);
    }

    @Test
    void a_result_that_nobody_can_read_is_shown_as_it_was_printed() {
        ThreadView thread = house.ready();
        house.glue.script().answer("odd", "@@gluethread:table {not json\n[1,\n@@gluethread:end");
        CellView cell = house.submit(thread, "odd");
        house.pass(Duration.ofSeconds(10));
        assertThat(house.now(cell).state()).isEqualTo(CellState.OK);
        assertThat(house.now(cell).result().orElseThrow().parts()).isNotEmpty();
    }
}
