package io.gluethread.bot.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.bot.memory.FakeSlackApi.Posted;
import io.gluethread.bot.memory.FakeSlackApi.Trouble;
import io.gluethread.bot.memory.Fixtures;
import io.gluethread.broker.ledger.Slot;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.statement.Part;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A workspace in which messages cannot be edited any more after a while. */
final class FrozenMessageTest {
    private final Outbox outbox = new Outbox();

    @AfterEach
    void close() {
        outbox.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"edit_window_closed", "cant_update_message"})
    void a_result_whose_status_line_cannot_be_edited_is_posted_anew_with_its_files(String error) {
        Slot.Cell slot = outbox.cell(1, CellState.RUNNING);
        outbox.want(slot);
        outbox.step();
        outbox.slack.refuse(1_000, error, call -> call.method().equals("chat.update"));
        outbox.cell(1, CellState.OK, new Part.Picture("iVBORw0KGgo=", "image/png", "a curve"));
        outbox.want(slot);
        outbox.settle();

        assertThat(outbox.texts(Fixtures.DATA)).hasSize(2).last().asString().startsWith("[1] ✓");
        assertThat(outbox.slack.messages(Fixtures.DATA))
                .extracting(Posted::threadTs)
                .containsOnly(Fixtures.ROOT);
        assertThat(outbox.slack.files()).containsExactly("cell-1-1.png");
        assertThat(outbox.surfaces.due(outbox.clock.instant(), 10)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"edit_window_closed", "cant_update_message"})
    void what_moves_is_not_posted_again_and_again(String error) {
        outbox.slack.refuse(1_000, error, call -> call.method().equals("chat.update"));
        outbox.want(outbox.cell(1, CellState.RUNNING));
        outbox.want(Outbox.CARD);
        outbox.pass(Duration.ofHours(1));
        assertThat(outbox.texts(Fixtures.DATA)).hasSize(2);

        outbox.broker.put(Fixtures.thread(Fixtures.DATA, Optional.of(Fixtures.ROOT), Optional.empty()));
        outbox.want(Outbox.CARD);
        outbox.settle();
        assertThat(outbox.texts(Fixtures.DATA)).as("the end is told").hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"edit_window_closed", "cant_update_message"})
    void a_note_that_had_arrived_is_not_said_twice(String error) {
        outbox.slack.refuse(1_000, error, call -> call.method().equals("chat.update"));
        outbox.slack.trouble(1, Trouble.DONE_BUT_SILENT, call -> call.method().equals("chat.postMessage"));
        outbox.note(Fixtures.THREAD, "once");
        outbox.settle();
        assertThat(outbox.texts(Fixtures.DATA)).containsExactly("note once");
        assertThat(outbox.surfaces.due(outbox.clock.instant(), 10)).isEmpty();
    }
}
