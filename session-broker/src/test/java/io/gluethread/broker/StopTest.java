package io.gluethread.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.broker.glue.GlueException;
import io.gluethread.broker.glue.GlueOperation;
import io.gluethread.broker.glue.memory.Script.When;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.Ending;
import io.gluethread.broker.session.Language;
import io.gluethread.broker.session.Notice;
import io.gluethread.broker.session.SessionState;
import io.gluethread.broker.session.Setting;
import io.gluethread.broker.session.Settings;
import io.gluethread.broker.session.ThreadView;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Stops that Glue does not hear, refuses or never ends, and what is asked for meanwhile. */
final class StopTest extends HouseTest {
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
        house.glue.script().fail(GlueOperation.STOP_SESSION, Troubles::unclear, 1, When.BEFORE_EFFECT);
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
        house.glue.script().fail(GlueOperation.STOP_SESSION, Troubles::unclear, 1, When.BEFORE_EFFECT);
        house.broker().stop(thread.id(), House.ANA);
        house.pass(Duration.ofSeconds(4));
        assertThat(house.session(thread).state()).isEqualTo(SessionState.STOPPED);
        assertThat(house.glue.calls(GlueOperation.STOP_SESSION)).isEqualTo(2);
    }

    @Test
    void a_stop_whose_answer_was_lost_is_not_said_again_while_the_session_is_stopping() {
        house.glue.script().stopping(Duration.ofMinutes(2));
        ThreadView thread = house.ready();
        house.glue.script().fail(GlueOperation.STOP_SESSION, Troubles::unclear, 1, When.AFTER_EFFECT);
        house.broker().stop(thread.id(), House.ANA);
        house.pass(Duration.ofMinutes(3));
        assertThat(house.session(thread).state()).isEqualTo(SessionState.STOPPED);
        assertThat(house.glue.calls(GlueOperation.STOP_SESSION)).isEqualTo(1);
    }

    @Test
    void a_stop_that_is_never_heard_is_said_less_and_less_often() {
        ThreadView thread = house.ready();
        house.glue.script().fail(GlueOperation.STOP_SESSION, Troubles::unclear, 9, When.BEFORE_EFFECT);
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
}
