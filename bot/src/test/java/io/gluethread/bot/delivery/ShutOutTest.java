package io.gluethread.bot.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.bot.memory.Fixtures;
import io.gluethread.broker.ledger.Slot;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.statement.Part;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is about us and not about a message costs no message, however long it lasts. */
final class ShutOutTest {
    private final Outbox outbox = new Outbox();

    @AfterEach
    void close() {
        outbox.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"token_revoked", "invalid_auth", "org_login_required", "message_limit_exceeded", "missing_scope"
            })
    void an_hour_without_a_token_that_is_taken_loses_no_result(String error) {
        outbox.slack.refuse(1_000_000, error, call -> !call.method().equals("auth.test"));
        for (int i = 1; i <= 20; i++) {
            outbox.want(outbox.cell(i, CellState.OK, new Part.Text("x")));
        }
        outbox.want(Outbox.CARD);
        outbox.note(Outbox.OTHER, "b");
        outbox.pass(Duration.ofHours(1));
        assertThat(outbox.slack.calls()).as("it is asked now and then").hasSizeLessThan(600);

        outbox.slack.mend();
        outbox.pass(Duration.ofMinutes(4));
        assertThat(outbox.texts(Fixtures.DATA)).hasSize(21);
        assertThat(outbox.texts(Fixtures.GENERAL)).containsExactly("note b");
        assertThat(outbox.letters).isEmpty();
        assertThat(outbox.broker.stopped()).isEmpty();
    }

    @Test
    void a_page_of_a_proxy_is_no_answer_of_slack() {
        outbox.slack.answer(10, 403, "<html>Blocked</html>", call -> true);
        outbox.slack.answer(10, 404, "<html>Not here</html>", call -> true);
        outbox.slack.answer(1_000, 200, "<html>Please log in</html>", call -> true);
        outbox.note(Fixtures.THREAD, "a");
        outbox.pass(Duration.ofHours(1));
        assertThat(outbox.slack.messages(Fixtures.DATA)).isEmpty();
        outbox.slack.mend();
        outbox.pass(Duration.ofMinutes(3));
        assertThat(outbox.texts(Fixtures.DATA)).containsExactly("note a");
    }

    @Test
    void after_a_long_outage_one_refusal_does_not_give_up_what_was_tried_often() {
        outbox.slack.answer(40, 503, "away", call -> true);
        outbox.slack.refuse(1, "some_new_error", call -> true);
        outbox.note(Fixtures.THREAD, "a");
        outbox.pass(Duration.ofHours(3));
        assertThat(outbox.texts(Fixtures.DATA)).containsExactly("note a");
    }

    @Test
    void a_reaction_that_the_app_was_never_allowed_to_set_is_given_up() {
        outbox.slack.refuse(1_000, "missing_scope", call -> call.method().startsWith("reactions."));
        Slot mark =
                new Slot.Mark(outbox.cell(1, CellState.OK, new Part.Text("x")).cell());
        outbox.want(mark);
        outbox.pass(Duration.ofMinutes(30));
        assertThat(outbox.isAbandoned(mark)).isTrue();
    }

    @Test
    void a_result_that_slack_takes_in_no_form_is_told_to_its_author_once() {
        outbox.slack.refuse(1_000, "some_new_error", call -> call.at("text").startsWith("[1]"));
        Slot slot = outbox.cell(1, CellState.OK, new Part.Text("x"));
        outbox.want(slot);
        outbox.note(Fixtures.THREAD, "next");
        outbox.pass(Duration.ofMinutes(30));
        assertThat(outbox.isAbandoned(slot)).isTrue();
        assertThat(outbox.texts(Fixtures.DATA)).containsExactly("note next");
        assertThat(outbox.letters.values())
                .singleElement()
                .asString()
                .startsWith("U_ANA: ")
                .contains("Cell [1]", "some_new_error");
    }
}
