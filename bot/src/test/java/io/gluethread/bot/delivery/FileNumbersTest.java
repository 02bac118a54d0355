package io.gluethread.bot.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.bot.memory.FakeSlackApi.Call;
import io.gluethread.bot.memory.FakeSlackApi.Trouble;
import io.gluethread.bot.memory.Fixtures;
import io.gluethread.broker.ledger.Slot;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.statement.Part;
import io.gluethread.broker.statement.Table;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A file's number means the same part of the result, however the message looks and whoever wants it. */
final class FileNumbersTest {
    private static final Part PICTURE = new Part.Picture("iVBORw0KGgo=", "image/png", "a curve");
    private static final Part SMALL = new Part.Rows(Fixtures.table(3, 2, new Table.Total.Exactly(3)));
    private static final Part LARGE = new Part.Rows(Fixtures.table(300, 3, new Table.Total.Exactly(300)));

    private final Outbox outbox = new Outbox();

    @AfterEach
    void close() {
        outbox.close();
    }

    private static boolean hasTable(Call call) {
        return call.at("blocks").contains("data_table") || call.at("blocks").contains("\"type\":\"table\"");
    }

    private String message() {
        return outbox.slack.messages(Fixtures.DATA).getFirst().blocks();
    }

    @Test
    void number_25_what_a_poorer_form_says_is_a_file_below_is_there() {
        outbox.slack.trouble(100, Trouble.INVALID_BLOCKS, FileNumbersTest::hasTable);
        outbox.want(outbox.cell(1, CellState.OK, LARGE, new Part.Text("y".repeat(5_900))));
        outbox.settle();

        assertThat(message()).contains("of the output; the whole is a file below");
        assertThat(outbox.slack.files()).containsExactly("cell-1.csv", "cell-1-output-2.txt");
        assertThat(outbox.slack.fileText("cell-1-output-2.txt")).isEqualTo("y".repeat(5_900));
        assertThat(outbox.surfaces.due(outbox.clock.instant(), 10)).isEmpty();
    }

    @Test
    void a_picture_behind_a_table_that_is_shown_whole_comes_alone() {
        outbox.want(outbox.cell(1, CellState.OK, SMALL, PICTURE));
        outbox.settle();
        assertThat(outbox.slack.files()).containsExactly("cell-1-2.png");
    }

    @Test
    void the_button_of_a_file_brings_that_file_and_no_other() {
        Slot.Cell cell = outbox.cell(1, CellState.OK, new Part.Text("short"), PICTURE, SMALL);
        outbox.want(cell);
        outbox.settle();
        assertThat(message()).contains("\"value\":\"%s/103\"".formatted(cell.cell()));

        outbox.want(new Slot.File(cell.cell(), 103));
        outbox.settle();
        assertThat(outbox.slack.files()).containsExactly("cell-1-2.png", "cell-1.csv");
    }

    @Test
    void the_traceback_has_the_same_number_whatever_stands_before_it() {
        List<String> traceback =
                IntStream.range(0, 40).mapToObj(line -> "line " + line).toList();
        Slot.Cell cell = outbox.failed(1, traceback);
        outbox.want(cell);
        outbox.settle();
        assertThat(message()).contains("\"value\":\"%s/100\"".formatted(cell.cell()));
        outbox.want(new Slot.File(cell.cell(), 100));
        outbox.settle();
        assertThat(outbox.slack.fileText("cell-1-traceback.txt")).contains("line 0\n", "line 39\n");
    }

    @Test
    void files_that_a_version_before_has_begun_keep_its_numbers_and_come_once() {
        Slot.Cell cell = outbox.cell(1, CellState.OK, SMALL, PICTURE);
        // There, the picture was the second file of the message.
        outbox.want(cell);
        outbox.want(new Slot.File(cell.cell(), 1));
        outbox.settle();
        outbox.want(cell);
        outbox.settle();
        assertThat(outbox.slack.files()).containsExactly("cell-1-2.png");
        assertThat(outbox.surfaces.files(Fixtures.THREAD, cell.cell())).hasSize(1);
    }

    @Test
    void a_number_that_stands_for_nothing_is_given_up() {
        Slot.Cell cell = outbox.cell(1, CellState.OK, SMALL);
        outbox.want(new Slot.File(cell.cell(), 177));
        outbox.want(new Slot.File(cell.cell(), 55));
        outbox.settle();
        assertThat(outbox.isAbandoned(new Slot.File(cell.cell(), 177))).isTrue();
        assertThat(outbox.isAbandoned(new Slot.File(cell.cell(), 55))).isTrue();
    }

    @Test
    void a_flood_of_pictures_sends_ten_and_says_where_the_others_are() {
        Part[] pictures = IntStream.range(0, 14).mapToObj(_ -> PICTURE).toArray(Part[]::new);
        outbox.want(outbox.cell(1, CellState.OK, pictures));
        outbox.settle();
        assertThat(outbox.slack.files()).hasSize(10).last().isEqualTo("cell-1-10.png");
        assertThat(message()).contains("a file that its button brings", "/111\"", "/114\"");
    }
}
