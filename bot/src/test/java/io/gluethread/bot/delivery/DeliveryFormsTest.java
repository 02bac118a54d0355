package io.gluethread.bot.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.bot.memory.FakeSlackApi.Trouble;
import io.gluethread.bot.memory.Fixtures;
import io.gluethread.broker.ledger.Slot;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.CellView;
import io.gluethread.broker.statement.Part;
import io.gluethread.broker.statement.Table;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a cell gave, in the forms that Slack takes: blocks, poorer blocks, files, a reaction. */
final class DeliveryFormsTest extends DeliveryStory {
    @Test
    void what_slack_refuses_is_shown_in_the_next_poorer_form_down_to_a_file() {
        slack.trouble(100, Trouble.INVALID_BLOCKS, call -> call.at("blocks").contains("data_table"));
        slack.trouble(100, Trouble.INVALID_BLOCKS, call -> call.at("blocks").contains("\"type\":\"table\""));
        Table table = Fixtures.table(5, 2, new Table.Total.Exactly(5));
        want(Fixtures.THREAD, cell(Fixtures.THREAD, 1, CellState.OK, new Part.Rows(table)));
        reconciler.step();
        assertThat(slack.messages(Fixtures.DATA))
                .singleElement()
                .satisfies(m -> assertThat(m.blocks()).contains("c0 | c1"));

        slack.trouble(100, Trouble.INVALID_BLOCKS, call -> call.at("blocks").contains("c0 | c1"));
        want(Fixtures.THREAD, cell(Fixtures.THREAD, 2, CellState.OK, new Part.Rows(table)));
        settle();
        assertThat(texts(Fixtures.DATA)).hasSize(2);
        assertThat(slack.files()).containsExactly("cell-2.csv");
        assertThat(slack.fileText("cell-2.csv")).startsWith("c0,c1\r\n0,v0.1\r\n");
    }

    @Test
    void number_25_files_follow_their_result_into_the_thread_once() {
        Table table = Fixtures.table(300, 2, new Table.Total.Exactly(300));
        want(
                Fixtures.THREAD,
                cell(
                        Fixtures.THREAD,
                        1,
                        CellState.OK,
                        new Part.Rows(table),
                        new Part.Picture("iVBORw0KGgo=", "image/png", "a curve")));
        settle();
        want(
                Fixtures.THREAD,
                new Slot.Cell(Fixtures.cell(1, CellState.OK, Optional.empty()).id()));
        settle();

        assertThat(slack.files()).containsExactly("cell-1.csv", "cell-1-2.png");
        assertThat(slack.fileText("cell-1.csv").lines()).hasSize(301);
        assertThat(slack.calls("files.completeUploadExternal"))
                .allSatisfy(call -> assertThat(call.at("thread_ts")).isEqualTo(Fixtures.ROOT));
    }

    @Test
    void the_message_that_a_cell_came_from_shows_how_it_ended() {
        CellView running = Fixtures.cell(1, CellState.RUNNING, Optional.empty());
        broker.put(running);
        Slot mark = new Slot.Mark(running.id());
        want(Fixtures.THREAD, mark);
        reconciler.step();
        broker.put(Fixtures.cell(1, CellState.CANCELLED, Optional.empty()));
        want(Fixtures.THREAD, mark);
        reconciler.step();

        assertThat(slack.calls("reactions.add"))
                .extracting(call -> call.at("name"))
                .containsExactly("eyes", "no_entry_sign");
        assertThat(slack.calls("reactions.remove"))
                .extracting(call -> call.at("name"))
                .containsExactly("eyes");
    }
}
