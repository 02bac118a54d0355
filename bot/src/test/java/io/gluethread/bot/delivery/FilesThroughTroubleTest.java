package io.gluethread.bot.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.bot.memory.FakeSlackApi.Trouble;
import io.gluethread.bot.memory.Fixtures;
import io.gluethread.broker.ledger.Slot;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.statement.Part;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Files through crashes and refusals: none is lost in silence, none comes twice, and nobody waits for one. */
final class FilesThroughTroubleTest {
    private static final Part PICTURE = new Part.Picture("iVBORw0KGgo=", "image/png", "a curve");

    private final Outbox outbox = new Outbox();

    @AfterEach
    void close() {
        outbox.close();
    }

    @Test
    void a_crash_after_the_message_was_posted_loses_no_file() {
        Slot.Cell cell = outbox.cell(1, CellState.OK, PICTURE);
        outbox.want(cell);
        outbox.surfaces.poisonShown(Fixtures.THREAD, cell, new IllegalStateException("the process dies here"));
        outbox.step();
        assertThat(outbox.texts(Fixtures.DATA)).hasSize(1);
        assertThat(outbox.surfaces.files(Fixtures.THREAD, cell.cell()))
                .as("the message and its files are written down together or not at all")
                .isEmpty();

        outbox.surfaces.poisonShown(Fixtures.THREAD, cell, null);
        outbox.restart();
        outbox.settle();
        assertThat(outbox.texts(Fixtures.DATA)).hasSize(1);
        assertThat(outbox.slack.files()).containsExactly("cell-1-1.png");
    }

    @Test
    void number_25_an_upload_whose_answer_was_lost_is_found_after_a_restart_and_not_repeated() {
        outbox.slack.trouble(1, Trouble.DONE_BUT_SILENT, call -> call.method().equals("files.completeUploadExternal"));
        outbox.want(outbox.cell(1, CellState.OK, PICTURE));
        outbox.step();
        outbox.step();
        assertThat(outbox.slack.files()).containsExactly("cell-1-1.png");

        outbox.restart();
        outbox.settle();
        assertThat(outbox.slack.calls("files.completeUploadExternal")).hasSize(1);
        assertThat(outbox.surfaces.due(outbox.clock.instant(), 10)).isEmpty();
    }

    @Test
    void number_23_a_file_that_slack_refuses_holds_up_nothing_and_the_message_says_so() {
        outbox.slack.refuse(100, "file_uploads_disabled", call -> call.method().equals("files.getUploadURLExternal"));
        Slot.Cell cell = outbox.cell(1, CellState.OK, PICTURE);
        outbox.want(cell);
        outbox.step();
        outbox.note(Fixtures.THREAD, "next");
        outbox.pass(Duration.ofSeconds(4));
        assertThat(outbox.texts(Fixtures.DATA)).hasSize(2).contains("note next");

        outbox.settle();
        assertThat(outbox.slack.calls("files.getUploadURLExternal")).hasSize(4);
        assertThat(message())
                .contains("a file that could not be sent", "cell-1-1.png could not be sent", "file_uploads_disabled");

        // Uploads are allowed again, and somebody presses the button.
        outbox.slack.mend();
        assertThat(message()).contains("\"value\":\"%s/101\"".formatted(cell.cell()));
        outbox.want(new Slot.File(cell.cell(), 101));
        outbox.settle();
        assertThat(outbox.slack.files()).containsExactly("cell-1-1.png");
        assertThat(message()).contains("(below)").doesNotContain("could not be sent");
    }

    private String message() {
        return outbox.slack.messages(Fixtures.DATA).getFirst().blocks();
    }

    @Test
    void an_app_that_may_not_upload_says_so_as_well() {
        outbox.slack.refuse(100, "missing_scope", call -> call.method().startsWith("files."));
        outbox.want(outbox.cell(1, CellState.OK, PICTURE));
        outbox.settle();
        assertThat(message()).contains("could not be sent", "missing_scope");
        assertThat(outbox.surfaces.due(outbox.clock.instant(), 10)).isEmpty();
    }
}
