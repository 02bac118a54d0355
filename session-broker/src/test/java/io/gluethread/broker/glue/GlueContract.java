package io.gluethread.broker.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gluethread.broker.glue.memory.Answer;
import io.gluethread.broker.glue.memory.InMemoryGlue;
import io.gluethread.broker.glue.memory.Script;
import io.gluethread.broker.session.Language;
import io.gluethread.broker.session.SessionId;
import io.gluethread.broker.session.SessionSpec;
import io.gluethread.broker.session.WorkerType;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every Glue does. Behind each implementation stands an {@link InMemoryGlue}, through which the tests set the scene. */
public abstract class GlueContract {
    protected static final String REGION = "eu-west-1";
    protected static final SessionId ID = new SessionId("gt-thread0001-1");
    protected static final SessionSpec SPEC = spec(new SessionSpec.Size.Workers(WorkerType.G_1X, 2), Language.PYTHON);

    protected final TurnedClock clock = new TurnedClock();
    protected final InMemoryGlue memory = new InMemoryGlue(clock);

    protected abstract Glue glue();

    protected static SessionSpec spec(SessionSpec.Size size, Language language) {
        return new SessionSpec(
                language,
                REGION,
                "arn:aws:iam::123456789012:role/Glue",
                "5.0",
                size,
                Duration.ofMinutes(30),
                Duration.ofHours(8),
                "glueetl",
                "",
                Optional.empty(),
                List.of(),
                Map.of(),
                Map.of());
    }

    @Test
    void a_session_begins_in_provisioning_and_becomes_ready() {
        memory.script().provisioning(Duration.ofSeconds(20));
        glue().create(ID, SPEC, Map.of());

        GlueSession begun = glue().session(ID, REGION);
        assertThat(begun.id()).isEqualTo(ID);
        assertThat(begun.status()).isEqualTo("PROVISIONING");
        assertThat(begun.createdOn()).contains(TurnedClock.NOON);
        assertThat(begun.completedOn()).isEmpty();
        assertThat(begun.dpuSeconds()).isEmpty();

        clock.forward(Duration.ofSeconds(20));
        GlueSession ready = glue().session(ID, REGION);
        assertThat(ready.status()).isEqualTo("READY");
        assertThat(ready.workerType()).contains("G.1X");
        assertThat(ready.workers()).contains(2);
        assertThat(ready.glueVersion()).contains("5.0");
        assertThat(ready.idleTimeout()).contains(Duration.ofMinutes(30));
    }

    @Test
    void a_session_that_cannot_start_says_why() {
        memory.script().failProvisioning("The role cannot be assumed.");
        glue().create(ID, SPEC, Map.of());
        assertThat(glue().session(ID, REGION).status()).isEqualTo("FAILED");
        assertThat(glue().session(ID, REGION).message()).isEqualTo("The role cannot be assumed.");
    }

    @Test
    void usage_is_told_once_it_ran() {
        glue().create(ID, spec(new SessionSpec.Size.Capacity(new BigDecimal("4.5")), Language.SCALA), Map.of());
        clock.forward(Duration.ofSeconds(100));
        GlueSession session = glue().session(ID, REGION);
        assertThat(session.dpuSeconds().orElseThrow()).isEqualByComparingTo("450");
        assertThat(session.executionTime()).contains(Duration.ofSeconds(100));
        assertThat(session.maxCapacity().orElseThrow()).isEqualByComparingTo("4.5");
        assertThat(session.workerType()).isEmpty();
    }

    @Test
    void the_same_id_twice_exists_already_also_when_it_is_over() {
        glue().create(ID, SPEC, Map.of());
        assertThatThrownBy(() -> glue().create(ID, SPEC, Map.of())).isInstanceOf(GlueException.AlreadyExists.class);
        glue().stop(ID, REGION);
        assertThatThrownBy(() -> glue().create(ID, SPEC, Map.of())).isInstanceOf(GlueException.AlreadyExists.class);
    }

    @Test
    void a_period_in_an_id_is_refused() {
        assertThatThrownBy(() -> glue().create(new SessionId("gt-171234.5678"), SPEC, Map.of()))
                .isInstanceOf(GlueException.Invalid.class);
    }

    @Test
    void an_account_has_a_limit() {
        memory.script().sessionLimit(0);
        assertThatThrownBy(() -> glue().create(ID, SPEC, Map.of())).isInstanceOf(GlueException.LimitReached.class);
    }

    @Test
    void what_nobody_made_is_not_found() {
        assertThatThrownBy(() -> glue().session(ID, REGION)).isInstanceOf(GlueException.NotFound.class);
        assertThatThrownBy(() -> glue().stop(ID, REGION)).isInstanceOf(GlueException.NotFound.class);
        assertThatThrownBy(() -> glue().run(ID, REGION, "1")).isInstanceOf(GlueException.NotFound.class);
        assertThatThrownBy(() -> glue().statements(ID, REGION)).isInstanceOf(GlueException.NotFound.class);
        glue().create(ID, SPEC, Map.of());
        assertThatThrownBy(() -> glue().statement(ID, REGION, 0)).isInstanceOf(GlueException.NotFound.class);
        assertThatThrownBy(() -> glue().cancel(ID, REGION, 0)).isInstanceOf(GlueException.NotFound.class);
        assertThatThrownBy(() -> glue().session(ID, "us-east-1")).isInstanceOf(GlueException.NotFound.class);
    }

    @Test
    void run_before_ready_is_the_wrong_state() {
        memory.script().provisioning(Duration.ofSeconds(20));
        glue().create(ID, SPEC, Map.of());
        assertThatThrownBy(() -> glue().run(ID, REGION, "1"))
                .isInstanceOf(GlueException.WrongState.class)
                .hasMessageContaining("status=PROVISIONING");
    }

    @Test
    void run_on_an_ended_session_is_the_wrong_state() {
        glue().create(ID, SPEC, Map.of());
        glue().stop(ID, REGION);
        assertThatThrownBy(() -> glue().run(ID, REGION, "1")).isInstanceOf(GlueException.WrongState.class);
        assertThatThrownBy(() -> glue().stop(ID, REGION)).isInstanceOf(GlueException.WrongState.class);
        assertThat(glue().session(ID, REGION).status()).isEqualTo("STOPPED");
        assertThat(glue().session(ID, REGION).completedOn()).contains(TurnedClock.NOON);
    }

    @Test
    void stopping_takes_its_time() {
        memory.script().stopping(Duration.ofSeconds(10));
        glue().create(ID, SPEC, Map.of());
        glue().stop(ID, REGION);
        assertThat(glue().session(ID, REGION).status()).isEqualTo("STOPPING");
        clock.forward(Duration.ofSeconds(10));
        assertThat(glue().session(ID, REGION).status()).isEqualTo("STOPPED");
    }

    @Test
    void a_statement_runs_and_gives_its_output() {
        memory.script().answer("1 + 1", Answer.text("2").taking(Duration.ofSeconds(4)));
        glue().create(ID, SPEC, Map.of());
        int number = glue().run(ID, REGION, "# première 🚀\n1 + 1");
        assertThat(number).isZero();

        clock.forward(Duration.ofSeconds(1));
        GlueStatement running = glue().statement(ID, REGION, number);
        assertThat(running.state()).isEqualTo("RUNNING");
        assertThat(running.code()).isEqualTo("# première 🚀\n1 + 1");
        assertThat(running.progress()).isEqualTo(0.25);
        assertThat(running.output()).isEmpty();

        clock.forward(Duration.ofSeconds(3));
        GlueStatement done = glue().statement(ID, REGION, number);
        assertThat(done.state()).isEqualTo("AVAILABLE");
        assertThat(done.startedOn()).contains(TurnedClock.NOON);
        assertThat(done.completedOn()).contains(TurnedClock.NOON.plusSeconds(4));
        assertThat(done.output()).contains(new GlueStatement.Output("2", "ok", "", "", List.of()));
    }

    @Test
    void a_failing_statement_is_available_with_an_error() {
        memory.script().answer("1 / 0", Answer.error("ZeroDivisionError", "division by zero", "line 1\n", "line 2\n"));
        glue().create(ID, SPEC, Map.of());
        GlueStatement failed = glue().statement(ID, REGION, glue().run(ID, REGION, "1 / 0"));
        assertThat(failed.state()).isEqualTo("AVAILABLE");
        assertThat(failed.output())
                .contains(new GlueStatement.Output(
                        "", "error", "ZeroDivisionError", "division by zero", List.of("line 1\n", "line 2\n")));
    }

    @Test
    void statements_run_one_after_the_other() {
        memory.script().statements(Duration.ofSeconds(5));
        glue().create(ID, SPEC, Map.of());
        glue().run(ID, REGION, "a");
        glue().run(ID, REGION, "b");
        assertThat(states()).containsExactly("RUNNING", "WAITING");
        clock.forward(Duration.ofSeconds(7));
        assertThat(states()).containsExactly("AVAILABLE", "RUNNING");
        assertThat(memory.executed()).containsExactly("a", "b");
    }

    @Test
    void a_session_may_refuse_a_second_statement() {
        memory.script().refusingWhileBusy().answer("", Answer.endless());
        glue().create(ID, SPEC, Map.of());
        glue().run(ID, REGION, "a");
        assertThatThrownBy(() -> glue().run(ID, REGION, "b")).isInstanceOf(GlueException.Busy.class);
    }

    @Test
    void too_much_code_is_refused() {
        glue().create(ID, SPEC, Map.of());
        assertThatThrownBy(() -> glue().run(ID, REGION, "x".repeat(68_001))).isInstanceOf(GlueException.Invalid.class);
        assertThat(glue().run(ID, REGION, "x".repeat(68_000))).isZero();
    }

    @Test
    void cancel_twice_is_quiet() {
        memory.script().answer("", Answer.endless()).cancelling(Duration.ofSeconds(1));
        glue().create(ID, SPEC, Map.of());
        int running = glue().run(ID, REGION, "a");
        int waiting = glue().run(ID, REGION, "b");
        glue().cancel(ID, REGION, waiting);
        glue().cancel(ID, REGION, running);
        glue().cancel(ID, REGION, running);
        assertThat(states()).containsExactly("CANCELLING", "CANCELLED");
        clock.forward(Duration.ofSeconds(1));
        assertThat(states()).containsExactly("CANCELLED", "CANCELLED");
        glue().cancel(ID, REGION, running);
        assertThat(memory.executed()).containsExactly("a");
    }

    @Test
    void an_idle_session_times_out_and_a_working_one_does_not() {
        memory.script().answer("work", Answer.endless());
        glue().create(ID, SPEC, Map.of());
        SessionId busy = new SessionId("gt-thread0002-1");
        glue().create(busy, SPEC, Map.of());
        glue().run(busy, REGION, "work");
        clock.forward(Duration.ofMinutes(31));
        assertThat(glue().session(ID, REGION).status()).isEqualTo("TIMEOUT");
        assertThat(glue().session(ID, REGION).completedOn()).contains(TurnedClock.NOON.plus(Duration.ofMinutes(30)));
        assertThat(glue().session(busy, REGION).status()).isEqualTo("READY");
        clock.forward(Duration.ofHours(8));
        assertThat(glue().session(busy, REGION).status()).isEqualTo("TIMEOUT");
        assertThat(glue().statement(busy, REGION, 0).state()).isEqualTo("CANCELLED");
    }

    @Test
    void a_lost_driver_takes_its_statement_with_it() {
        memory.script().answer("", Answer.endless());
        glue().create(ID, SPEC, Map.of());
        glue().run(ID, REGION, "a");
        memory.kill(ID, "Driver lost");
        assertThat(glue().session(ID, REGION).status()).isEqualTo("FAILED");
        assertThat(glue().session(ID, REGION).message()).isEqualTo("Driver lost");
        assertThat(states()).containsExactly("ERROR");
    }

    @Test
    void tags_select_sessions_and_every_page_is_read() {
        List<SessionId> ours = IntStream.range(0, 7)
                .mapToObj(i -> new SessionId("gt-thread000%d-1".formatted(i)))
                .toList();
        ours.forEach(id -> glue().create(id, SPEC, Map.of("gluethread", "1", "owner", "U_ANA")));
        SessionId foreign = new SessionId("studio-1");
        memory.addForeign(foreign, SPEC, Map.of("owner", "U_ANA"));

        assertThat(glue().sessions(REGION, Map.of("gluethread", "1")))
                .extracting(GlueSession::id)
                .containsExactlyInAnyOrderElementsOf(ours);
        assertThat(glue().sessions(REGION, Map.of())).hasSize(8);
        assertThat(glue().sessions(REGION, Map.of("gluethread", "2"))).isEmpty();
        assertThat(glue().sessions("us-east-1", Map.of())).isEmpty();
    }

    @Test
    void every_page_of_statements_is_read() {
        glue().create(ID, SPEC, Map.of());
        for (int i = 0; i < 7; i++) {
            glue().run(ID, REGION, "x" + i);
        }
        assertThat(glue().statements(ID, REGION))
                .extracting(GlueStatement::code)
                .containsExactly("x0", "x1", "x2", "x3", "x4", "x5", "x6");
    }

    @Test
    void failures_come_as_they_are_and_nothing_is_retried() {
        memory.script().throttle(GlueOperation.RUN_STATEMENT, 1);
        glue().create(ID, SPEC, Map.of());
        assertThatThrownBy(() -> glue().run(ID, REGION, "a")).isInstanceOf(GlueException.Throttled.class);
        assertThat(memory.calls(GlueOperation.RUN_STATEMENT)).isOne();
        assertThat(memory.executed()).isEmpty();

        memory.script()
                .fail(
                        GlueOperation.RUN_STATEMENT,
                        () -> new GlueException.Unclear("500", null),
                        1,
                        Script.When.AFTER_EFFECT)
                .fail(
                        GlueOperation.GET_SESSION,
                        () -> new GlueException.Denied("at random", null),
                        1,
                        Script.When.BEFORE_EFFECT);
        assertThatThrownBy(() -> glue().run(ID, REGION, "b")).isInstanceOf(GlueException.Unclear.class);
        assertThat(memory.calls(GlueOperation.RUN_STATEMENT)).isEqualTo(2);
        assertThat(memory.executions("b")).isOne();
        assertThat(glue().statements(ID, REGION))
                .extracting(GlueStatement::code)
                .containsExactly("b");
        assertThatThrownBy(() -> glue().session(ID, REGION)).isInstanceOf(GlueException.Denied.class);
        assertThat(glue().session(ID, REGION).status()).isEqualTo("READY");
    }

    @Test
    void check_tells_in_one_line() {
        assertThat(glue().check()).isEmpty();
        memory.script().throttle(GlueOperation.LIST_SESSIONS, 1);
        assertThat(glue().check().orElseThrow()).contains("Rate exceeded").doesNotContain("\n");
    }

    private List<String> states() {
        return glue().statements(ID, REGION).stream().map(GlueStatement::state).toList();
    }
}
