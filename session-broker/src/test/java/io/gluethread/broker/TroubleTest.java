package io.gluethread.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.broker.glue.GlueException;
import io.gluethread.broker.glue.GlueOperation;
import io.gluethread.broker.glue.memory.Answer;
import io.gluethread.broker.glue.memory.Script.When;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.Ending;
import io.gluethread.broker.session.Language;
import io.gluethread.broker.session.Notice;
import io.gluethread.broker.session.SessionId;
import io.gluethread.broker.session.SessionState;
import io.gluethread.broker.session.SessionView;
import io.gluethread.broker.session.Setting;
import io.gluethread.broker.session.Settings;
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
    private static GlueException unclear() {
        return new GlueException.Unclear("500", null);
    }

    private static GlueException denied() {
        return new GlueException.Denied("not authorized", null);
    }

    private static GlueException unreachable() {
        return new GlueException.Unreachable("no route", null);
    }

    @ParameterizedTest
    @EnumSource(When.class)
    void number_1_a_create_whose_answer_is_lost_does_not_make_a_second_session(When when) {
        house.glue.script().fail(GlueOperation.CREATE_SESSION, TroubleTest::unclear, 1, when);
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
        house.glue.script().fail(GlueOperation.CREATE_SESSION, TroubleTest::denied, 3, When.BEFORE_EFFECT);
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
        house.glue.script().fail(GlueOperation.CREATE_SESSION, TroubleTest::unreachable, 10_000, When.BEFORE_EFFECT);
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
        house.glue.script().fail(GlueOperation.RUN_STATEMENT, TroubleTest::unclear, 1, When.AFTER_EFFECT);
        CellView cell = house.submit(thread, "once");
        house.pass(Duration.ofMinutes(1));

        assertThat(house.now(cell).state()).isEqualTo(CellState.OK);
        assertThat(house.now(cell).result()).contains(new Result.Ok(List.of(new Part.Text("1"))));
        assertThat(house.glue.executions("once")).isEqualTo(1);
    }

    @Test
    void a_run_that_surely_did_not_arrive_is_sent_again() {
        ThreadView thread = house.ready();
        house.glue.script().fail(GlueOperation.RUN_STATEMENT, TroubleTest::unclear, 1, When.BEFORE_EFFECT);
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
        house.glue.script().fail(GlueOperation.RUN_STATEMENT, TroubleTest::denied, 3, When.BEFORE_EFFECT);
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
                .fail(GlueOperation.GET_STATEMENT, TroubleTest::denied, 1, When.BEFORE_EFFECT)
                .fail(GlueOperation.GET_STATEMENT, TroubleTest::unclear, 1, When.BEFORE_EFFECT)
                .fail(GlueOperation.GET_STATEMENT, TroubleTest::unreachable, 1, When.BEFORE_EFFECT);
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
                .fail(GlueOperation.RUN_STATEMENT, TroubleTest::denied, 2, When.BEFORE_EFFECT)
                .fail(GlueOperation.RUN_STATEMENT, TroubleTest::unclear, 1, When.AFTER_EFFECT)
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
    void number_13_a_statement_cancelled_by_somebody_else_ends_the_wait() {
        house.glue.script().answer("slow", Answer.endless());
        ThreadView thread = house.ready();
        CellView cell = house.submit(thread, "slow");
        house.pass(Duration.ofSeconds(2));
        SessionId session = house.session(thread).id();
        house.glue.cancel(session, House.REGION, house.now(cell).statementId().orElseThrow());
        house.pass(Duration.ofSeconds(10));
        assertThat(house.now(cell).state()).isEqualTo(CellState.CANCELLED);
        assertThat(house.now(cell).note()).isNotEmpty();
        assertThat(house.session(thread).state()).isEqualTo(SessionState.READY);
    }

    @Test
    void number_9_a_driver_that_dies_under_a_cell_is_noticed_at_once_and_said() {
        house.glue.script().answer("boom", Answer.endless());
        ThreadView thread = house.ready();
        CellView running = house.submit(thread, "boom");
        CellView behind = house.submit(thread, "depends on it");
        house.pass(Duration.ofSeconds(2));
        house.glue.kill(house.session(thread).id(), "out of memory");
        house.pass(Duration.ofSeconds(10));

        SessionView session = house.session(thread);
        assertThat(session.state()).isEqualTo(SessionState.FAILED);
        assertThat(session.ending()).contains(new Ending.Failed("out of memory"));
        assertThat(house.now(running).state()).isEqualTo(CellState.LOST);
        assertThat(house.now(behind).state()).isEqualTo(CellState.LOST);
        assertThat(house.notices(thread, Notice.Ended.class))
                .singleElement()
                .satisfies(ended -> assertThat(ended.cellsLost()).containsExactly(running.id(), behind.id()));
    }

    @Test
    void number_2_a_cell_that_finds_its_session_over_runs_in_one_new_session_and_says_so() {
        ThreadView thread = house.ready();
        house.glue.stopElsewhere(house.session(thread).id());
        CellView cell = house.submit(thread, "a = 1");
        house.pass(Duration.ofMinutes(1));

        assertThat(house.now(cell).state()).isEqualTo(CellState.OK);
        assertThat(house.now(cell).note()).contains("variables of earlier cells are gone");
        assertThat(house.session(thread).generation()).isEqualTo(2);
        assertThat(house.notices(thread, Notice.Ended.class))
                .singleElement()
                .satisfies(ended -> assertThat(ended.ending()).isEqualTo(new Ending.Elsewhere("STOPPED")));
    }

    @Test
    void number_2_a_session_that_fails_to_provision_is_not_made_again_and_again() {
        house.glue.script().failProvisioning("no capacity in the subnet");
        ThreadView thread = house.thread(House.ANA);
        CellView cell = house.submit(thread, "a = 1");
        house.pass(Duration.ofMinutes(5));
        assertThat(house.session(thread).generation()).isEqualTo(1);
        assertThat(house.session(thread).ending()).contains(new Ending.Failed("no capacity in the subnet"));
        assertThat(house.session(thread).message()).isEqualTo("no capacity in the subnet");
        assertThat(house.now(cell).state()).isEqualTo(CellState.LOST);
        assertThat(house.glue.calls(GlueOperation.CREATE_SESSION)).isEqualTo(1);
    }

    @Test
    void number_7_a_session_that_does_not_become_ready_is_given_up_after_ten_minutes() {
        house.glue.script().provisioning(Duration.ofHours(3));
        ThreadView thread = house.thread(House.ANA);
        CellView cell = house.submit(thread, "a = 1");
        house.pass(Duration.ofMinutes(9));
        assertThat(house.session(thread).state()).isEqualTo(SessionState.PROVISIONING);
        house.pass(Duration.ofMinutes(2));
        assertThat(house.session(thread).state()).isEqualTo(SessionState.STOPPED);
        assertThat(house.session(thread).ending()).contains(new Ending.Failed("it was not ready after 10 minutes"));
        assertThat(house.now(cell).state()).isEqualTo(CellState.LOST);
        assertThat(house.glue.alive()).isEmpty();
    }

    @Test
    void number_5_a_stop_that_never_ends_is_told_and_written_off_in_the_end() {
        house.glue.script().stopping(Duration.ofMinutes(35));
        ThreadView thread = house.ready();
        house.broker().stop(thread.id(), House.ANA);
        house.pass(Duration.ofMinutes(5));
        assertThat(house.notices(thread, Notice.Trouble.class)).isEmpty();
        house.pass(Duration.ofMinutes(10));
        assertThat(house.notices(thread, Notice.Trouble.class))
                .singleElement()
                .extracting(Notice.Trouble::what)
                .asString()
                .contains("still says", "AWS console");
        house.pass(Duration.ofMinutes(25));
        assertThat(house.session(thread).state()).isEqualTo(SessionState.LOST);
        assertThat(house.session(thread).ending()).contains(new Ending.Asked(House.ANA));
        CellView next = house.submit(thread, "a = 1");
        house.pass(Duration.ofMinutes(2));
        assertThat(house.now(next).state()).isEqualTo(CellState.OK);
        assertThat(house.glue.calls(GlueOperation.STOP_SESSION)).isEqualTo(1);
    }

    @Test
    void number_6_stop_is_called_once_and_verified() {
        house.glue.script().stopping(Duration.ofSeconds(30));
        ThreadView thread = house.ready();
        house.broker().stop(thread.id(), House.ANA);
        house.pass(Duration.ofSeconds(10));
        assertThat(house.session(thread).state()).isEqualTo(SessionState.STOPPING);
        house.broker().stop(thread.id(), House.ANA);
        house.crash();
        house.pass(Duration.ofMinutes(1));
        assertThat(house.session(thread).state()).isEqualTo(SessionState.STOPPED);
        assertThat(house.glue.calls(GlueOperation.STOP_SESSION)).isEqualTo(1);
    }

    @Test
    void a_stop_that_was_not_heard_is_said_again() {
        house.glue.script().fail(GlueOperation.STOP_SESSION, TroubleTest::unclear, 1, When.BEFORE_EFFECT);
        house.glue.script().throttle(GlueOperation.STOP_SESSION, 2);
        ThreadView thread = house.ready();
        house.broker().stop(thread.id(), House.ANA);
        house.pass(Duration.ofMinutes(2));
        assertThat(house.session(thread).state()).isEqualTo(SessionState.STOPPED);
        assertThat(house.glue.alive()).isEmpty();
    }

    @Test
    void a_stop_that_was_not_heard_is_said_again_as_soon_as_the_session_says_that_it_goes_on() {
        ThreadView thread = house.ready();
        house.glue.script().fail(GlueOperation.STOP_SESSION, TroubleTest::unclear, 1, When.BEFORE_EFFECT);
        house.broker().stop(thread.id(), House.ANA);
        house.pass(Duration.ofSeconds(4));
        assertThat(house.session(thread).state()).isEqualTo(SessionState.STOPPED);
        assertThat(house.glue.calls(GlueOperation.STOP_SESSION)).isEqualTo(2);
    }

    @Test
    void a_stop_whose_answer_was_lost_is_not_said_again_while_the_session_is_stopping() {
        house.glue.script().stopping(Duration.ofMinutes(2));
        ThreadView thread = house.ready();
        house.glue.script().fail(GlueOperation.STOP_SESSION, TroubleTest::unclear, 1, When.AFTER_EFFECT);
        house.broker().stop(thread.id(), House.ANA);
        house.pass(Duration.ofMinutes(3));
        assertThat(house.session(thread).state()).isEqualTo(SessionState.STOPPED);
        assertThat(house.glue.calls(GlueOperation.STOP_SESSION)).isEqualTo(1);
    }

    @Test
    void a_stop_that_is_never_heard_is_said_less_and_less_often() {
        ThreadView thread = house.ready();
        house.glue.script().fail(GlueOperation.STOP_SESSION, TroubleTest::unclear, 9, When.BEFORE_EFFECT);
        house.broker().stop(thread.id(), House.ANA);
        house.pass(Duration.ofSeconds(64));
        assertThat(house.glue.calls(GlueOperation.STOP_SESSION)).isBetween(5, 7);
        house.pass(Duration.ofMinutes(3));
        assertThat(house.session(thread).state()).isEqualTo(SessionState.STOPPED);
        assertThat(house.glue.calls(GlueOperation.STOP_SESSION)).isEqualTo(10);
    }

    @Test
    void a_stop_before_anything_was_sent_needs_no_call() {
        ThreadView thread = house.thread(House.ANA);
        house.broker().start(thread.id(), House.ANA, Settings.NONE);
        house.broker().stop(thread.id(), House.ANA);
        house.pass(Duration.ofMinutes(1));
        assertThat(house.session(thread).state()).isEqualTo(SessionState.STOPPED);
        assertThat(house.glue.calls(GlueOperation.CREATE_SESSION)).isZero();
        assertThat(house.glue.calls(GlueOperation.STOP_SESSION)).isZero();
    }

    @Test
    void a_session_that_cannot_be_stopped_while_it_provisions_is_stopped_when_it_can() {
        ThreadView thread = house.thread(House.ANA);
        CellView cell = house.submit(thread, "a = 1");
        house.pass(Duration.ofSeconds(2));
        house.glue
                .script()
                .fail(
                        GlueOperation.STOP_SESSION,
                        () -> new GlueException.WrongState("Session is in PROVISIONING status", null),
                        5,
                        When.BEFORE_EFFECT);
        Broker.Stopped stopped = house.broker().stop(thread.id(), House.ANA);
        assertThat(stopped)
                .isInstanceOfSatisfying(
                        Broker.Stopped.Stopping.class,
                        s -> assertThat(s.cellsLost()).isEqualTo(1));
        assertThat(house.now(cell).state()).isEqualTo(CellState.LOST);
        house.pass(Duration.ofMinutes(1));
        assertThat(house.session(thread).state()).isEqualTo(SessionState.STOPPED);
        assertThat(house.glue.alive()).isEmpty();
        assertThat(house.glue.executions("a = 1")).isZero();
    }

    @Test
    void a_cell_asked_for_while_the_old_session_stops_runs_in_the_next_one() {
        house.glue.script().stopping(Duration.ofSeconds(20));
        ThreadView thread = house.ready();
        house.broker().stop(thread.id(), House.ANA);
        house.pass(Duration.ofSeconds(2));
        CellView cell = house.submit(thread, "a = 1");
        house.pass(Duration.ofMinutes(2));
        assertThat(house.now(cell).state()).isEqualTo(CellState.OK);
        assertThat(house.session(thread).generation()).isEqualTo(2);
        assertThat(house.now(cell).note()).contains("earlier cells are gone");
    }

    @Test
    void a_queued_cell_that_is_cancelled_is_never_sent() {
        house.glue.script().answer("slow", Answer.text("s").taking(Duration.ofSeconds(20)));
        ThreadView thread = house.ready();
        house.submit(thread, "slow");
        CellView queued = house.submit(thread, "never");
        CellView after = house.submit(thread, "after");
        house.pass(Duration.ofSeconds(2));
        assertThat(house.broker().cancel(thread.id(), queued.id(), House.BEN))
                .isInstanceOf(Broker.Cancelled.Asked.class);
        assertThat(house.now(queued).state()).isEqualTo(CellState.CANCELLED);
        assertThat(house.now(after).queuePlace()).isEqualTo(1);
        house.pass(Duration.ofMinutes(1));
        assertThat(house.glue.executions("never")).isZero();
        assertThat(house.now(after).state()).isEqualTo(CellState.OK);
        assertThat(house.broker().cancel(thread.id(), queued.id(), House.BEN))
                .isInstanceOf(Broker.Cancelled.OverAlready.class);
        assertThat(house.broker().cancel(house.thread(House.BEN).id(), queued.id(), House.BEN))
                .isInstanceOf(Broker.Cancelled.NoSuchCell.class);
    }

    @Test
    void a_running_cell_is_cancelled_and_one_that_finished_first_keeps_its_result() {
        house.glue
                .script()
                .cancelling(Duration.ofSeconds(2))
                .answer("endless", Answer.endless())
                .answer("finishes", Answer.text("42").taking(Duration.ofSeconds(3)));
        ThreadView thread = house.ready();
        CellView endless = house.submit(thread, "endless");
        house.pass(Duration.ofSeconds(2));
        house.broker().cancel(thread.id(), endless.id(), House.ANA);
        assertThat(house.now(endless).state()).isEqualTo(CellState.CANCELLING);
        house.pass(Duration.ofSeconds(10));
        assertThat(house.now(endless).state()).isEqualTo(CellState.CANCELLED);
        assertThat(house.now(endless).result().orElseThrow()).isInstanceOf(Result.Cancelled.class);

        CellView finishes = house.submit(thread, "finishes");
        house.pass(Duration.ofSeconds(1));
        house.clock.forward(Duration.ofSeconds(5));
        house.broker().cancel(thread.id(), finishes.id(), House.ANA);
        house.pass(Duration.ofSeconds(5));
        assertThat(house.now(finishes).state()).isEqualTo(CellState.OK);
        assertThat(house.now(finishes).result()).contains(new Result.Ok(List.of(new Part.Text("42"))));
    }

    @Test
    void a_cancel_that_arrives_while_the_cell_is_being_sent_is_not_lost() {
        house.glue.script().answer("endless", Answer.endless());
        ThreadView thread = house.ready();
        house.glue.script().fail(GlueOperation.RUN_STATEMENT, TroubleTest::unclear, 1, When.AFTER_EFFECT);
        CellView cell = house.submit(thread, "endless");
        assertThat(house.broker().step(thread.id())).isPresent();
        assertThat(house.now(cell).state()).isEqualTo(CellState.SENDING);
        house.broker().cancel(thread.id(), cell.id(), House.ANA);
        house.pass(Duration.ofSeconds(30));
        assertThat(house.now(cell).state()).isEqualTo(CellState.CANCELLED);
        assertThat(house.glue.executions("endless")).isEqualTo(1);
    }

    @Test
    void a_cell_that_does_not_fit_the_next_session_is_told_so_and_holds_nobody_up() {
        house.glue.script().stopping(Duration.ofSeconds(20));
        ThreadView thread = house.ready();
        house.broker().stop(thread.id(), House.ANA);
        house.pass(Duration.ofSeconds(2));
        CellView python = house.submit(thread, "a = 1");
        house.broker().configure(thread.id(), House.ANA, Settings.of(Setting.LANGUAGE, "scala"));
        CellView scala = house.submit(thread, Language.SCALA, "val b = 2");
        house.pass(Duration.ofMinutes(2));
        assertThat(house.now(python).state()).isEqualTo(CellState.LOST);
        assertThat(house.now(python).note()).contains("does not fit");
        assertThat(house.now(scala).state()).isEqualTo(CellState.OK);
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
