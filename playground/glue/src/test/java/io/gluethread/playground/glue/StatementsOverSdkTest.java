package io.gluethread.playground.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gluethread.playground.glue.session.SessionLimits;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.IllegalSessionStateException;
import software.amazon.awssdk.services.glue.model.InvalidInputException;
import software.amazon.awssdk.services.glue.model.ListStatementsResponse;
import software.amazon.awssdk.services.glue.model.ResourceNumberLimitExceededException;
import software.amazon.awssdk.services.glue.model.Statement;
import software.amazon.awssdk.services.glue.model.ValidationException;

/** The life of statements, over the real AWS SDK. */
final class StatementsOverSdkTest extends RunningGlueTest {
    @Override
    SessionLimits limits() {
        return SessionLimits.DEFAULT.withMaxQueuedStatements(2).withPageSize(2);
    }

    @Test
    void ids_count_from_zero_and_output_comes_without_trailing_newlines() {
        glue.createReady("s");
        assertThat(glue.run("s", "first")).isZero();
        assertThat(glue.run("s", "second")).isEqualTo(1);

        Statement first = glue.awaitState("s", 0, "AVAILABLE");
        assertThat(first.code()).isEqualTo("first");
        assertThat(first.output().statusAsString()).isEqualTo("ok");
        assertThat(first.output().data().textPlain()).isEqualTo("first");
        assertThat(first.output().executionCount()).isZero();
        assertThat(first.progress()).isEqualTo(1.0);
        assertThat(first.startedOn()).isEqualTo(HandClock.NOON.toEpochMilli());
        assertThat(first.completedOn()).isEqualTo(HandClock.NOON.toEpochMilli());
        assertThat(glue.awaitState("s", 1, "AVAILABLE").output().executionCount())
                .isEqualTo(1);
    }

    @Test
    void a_users_error_is_available_with_an_error_in_its_output() {
        glue.createReady("s");
        glue.run("s", "fail");
        Statement failed = glue.awaitState("s", 0, "AVAILABLE");
        assertThat(failed.output().statusAsString()).isEqualTo("error");
        assertThat(failed.output().errorName()).isEqualTo("NameError");
        assertThat(failed.output().errorValue()).isEqualTo("name 'x' is not defined");
        assertThat(failed.output().traceback())
                .containsExactly("Traceback (most recent call last):\n", "NameError: name 'x'\n");
        assertThat(failed.output().data().textPlain()).isEqualTo("before");

        glue.run("s", "alive");
        glue.awaitState("s", 1, "AVAILABLE");
    }

    @Test
    void nothing_is_taken_before_the_session_is_ready_or_after_it_is_over() {
        glue.engine().holdReady();
        glue.client().createSession(RunningGlue.request("s").timeout(5).build());
        assertThatThrownBy(() -> glue.run("s", "1"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Session is not ready, session_id=s, status=PROVISIONING");
        glue.clock().forward(Duration.ofMinutes(5));
        assertThatThrownBy(() -> glue.run("s", "1"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("status=TIMEOUT");
        assertThatThrownBy(() -> glue.run("nobody", "1")).isInstanceOf(EntityNotFoundException.class);
    }

    @Test
    void statements_of_a_session_wait_for_each_other() {
        glue.createReady("s");
        glue.run("s", "hold");
        glue.run("s", "next");
        glue.awaitState("s", 0, "RUNNING");
        assertThat(glue.statement("s", 1).stateAsString()).isEqualTo("WAITING");
        assertThat(glue.statement("s", 1).output()).isNull();
        assertThat(glue.statement("s", 1).startedOn()).isNull();

        glue.engine().progress(0.5);
        RunningGlue.patiently().until(() -> glue.statement("s", 0).progress(), p -> p == 0.5);
        glue.clock().forward(Duration.ofSeconds(2));
        glue.engine().release("held");
        Statement held = glue.awaitState("s", 0, "AVAILABLE");
        assertThat(held.completedOn() - held.startedOn()).isEqualTo(2000);
        glue.awaitState("s", 1, "AVAILABLE");
    }

    @Test
    void the_queue_has_an_end() {
        glue.createReady("s");
        glue.run("s", "hold");
        glue.run("s", "1");
        glue.run("s", "2");
        assertThatThrownBy(() -> glue.run("s", "3"))
                .isInstanceOf(ResourceNumberLimitExceededException.class)
                .hasMessageContaining("2 statements waiting");
    }

    @Test
    void running_and_waiting_statements_are_cancelled_and_finished_ones_stay() {
        glue.createReady("s");
        glue.run("s", "done");
        glue.awaitState("s", 0, "AVAILABLE");
        glue.run("s", "hold");
        glue.run("s", "waits");
        glue.awaitState("s", 1, "RUNNING");

        glue.client().cancelStatement(r -> r.sessionId("s").id(2));
        assertThat(glue.statement("s", 2).stateAsString()).isEqualTo("CANCELLED");
        glue.client().cancelStatement(r -> r.sessionId("s").id(1));
        glue.client().cancelStatement(r -> r.sessionId("s").id(1));
        assertThat(glue.awaitState("s", 1, "CANCELLED").output()).isNull();
        glue.client().cancelStatement(r -> r.sessionId("s").id(0));
        assertThat(glue.statement("s", 0).stateAsString()).isEqualTo("AVAILABLE");
        assertThatThrownBy(() ->
                        glue.client().cancelStatement(r -> r.sessionId("s").id(9)))
                .isInstanceOf(EntityNotFoundException.class);

        glue.run("s", "usable");
        glue.awaitState("s", 3, "AVAILABLE");
    }

    @Test
    void a_session_whose_process_dies_fails_and_its_statements_are_out_of_reach() throws Exception {
        glue.createReady("s");
        glue.run("s", "die");
        glue.awaitStatus("s", "FAILED");
        assertThat(glue.session("s").errorMessage()).isEqualTo("The session's process ended with exit code 137.");
        assertThatThrownBy(() -> glue.statement("s", 0))
                .isInstanceOf(IllegalSessionStateException.class)
                .hasMessageContaining("Session unavailable, fail to call ReplServer.");
        assertThatThrownBy(() -> glue.run("s", "1"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("status=FAILED");
        assertThat(RunningGlue.json(glue.get("/playground/state"))
                        .at("/sessions/0/statements/0/State")
                        .textValue())
                .isEqualTo("ERROR");
    }

    @Test
    void statements_of_a_stopped_session_can_still_be_read() {
        glue.createReady("s");
        glue.run("s", "done");
        glue.awaitState("s", 0, "AVAILABLE");
        glue.run("s", "hold");
        glue.run("s", "waits");
        glue.awaitState("s", 1, "RUNNING");
        glue.client().stopSession(r -> r.id("s"));
        glue.awaitStatus("s", "STOPPED");
        assertThat(glue.statement("s", 0).output().data().textPlain()).isEqualTo("done");
        assertThat(glue.statement("s", 1).stateAsString()).isEqualTo("CANCELLED");
        assertThat(glue.statement("s", 2).stateAsString()).isEqualTo("CANCELLED");
    }

    @Test
    void code_is_limited_to_68000_characters_however_many_bytes_they_are() {
        glue.createReady("s");
        String longest = "ä😀".repeat(34_000);
        glue.run("s", longest);
        assertThat(glue.awaitState("s", 0, "AVAILABLE").output().data().textPlain())
                .isEqualTo(longest);
        assertThatThrownBy(() -> glue.run("s", longest + "x"))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("68000");
    }

    @Test
    void listings_of_statements_page_by_token() {
        glue.createReady("s");
        for (int i = 0; i < 5; i++) {
            glue.run("s", "code " + i);
            glue.awaitState("s", i, "AVAILABLE");
        }
        ListStatementsResponse first = glue.client().listStatements(r -> r.sessionId("s"));
        assertThat(first.statements()).extracting(Statement::id).containsExactly(0, 1);
        ListStatementsResponse second =
                glue.client().listStatements(r -> r.sessionId("s").nextToken(first.nextToken()));
        assertThat(second.statements()).extracting(Statement::code).containsExactly("code 2", "code 3");
        ListStatementsResponse last =
                glue.client().listStatements(r -> r.sessionId("s").nextToken(second.nextToken()));
        assertThat(last.statements()).hasSize(1);
        assertThat(last.nextToken()).isNull();
        assertThatThrownBy(() -> glue.statement("s", 5)).isInstanceOf(EntityNotFoundException.class);
        assertThatThrownBy(() -> glue.statement("s", -1)).isInstanceOf(EntityNotFoundException.class);
    }

    @Test
    void sessions_do_not_share_statements() {
        glue.createReady("one");
        glue.createReady("two");
        assertThat(glue.run("one", "hold")).isZero();
        assertThat(glue.run("two", "free")).isZero();
        glue.awaitState("two", 0, "AVAILABLE");
        assertThat(glue.statement("one", 0).code()).isEqualTo("hold");
    }
}
