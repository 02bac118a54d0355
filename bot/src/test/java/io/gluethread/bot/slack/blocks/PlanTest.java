package io.gluethread.bot.slack.blocks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gluethread.bot.memory.Fixtures;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.CellView;
import io.gluethread.broker.statement.Part;
import io.gluethread.broker.statement.Result;
import io.gluethread.broker.statement.Table;
import io.gluethread.broker.statement.Table.Total;
import io.gluethread.commands.reply.Doc;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PlanTest {
    private static final Plan.Context CONTEXT =
            new Plan.Context(Fixtures.NOON, Optional.of(Fixtures.ready()), Optional.empty());

    private static Plan plan(CellView cell, Rung rung) {
        Plan plan = Plan.of(cell, CONTEXT, rung, Limits.SLACK);
        Checked.valid(plan.message());
        return plan;
    }

    private static Plan ok(Part... parts) {
        return plan(Fixtures.cell(3, CellState.OK, Optional.of(new Result.Ok(List.of(parts)))), Rung.DATA_TABLE);
    }

    private static Plan failed(Result.Failed failed) {
        return plan(Fixtures.cell(3, CellState.ERROR, Optional.of(failed)), Rung.DATA_TABLE);
    }

    @Test
    void a_table_says_what_it_shows_of_what_there_is_and_what_it_cost() {
        Plan plan = ok(new Part.Rows(Fixtures.table(3143, 3, new Total.Exactly(3143))));

        assertThat(plan.message().text()).isEqualTo("[3] ✓ 2.4 s · 200 of 3,143 rows · less than $0.001");
        JsonNode table = Checked.block(Checked.json(plan.message()), "data_table");
        assertThat(table.path("rows")).hasSize(201);
        assertThat(table.path("caption").asText()).contains("3,143 rows", "3 columns");
        assertThat(table.at("/rows/1/0/type").asText()).isEqualTo("raw_number");
        assertThat(plan.files()).singleElement().satisfies(file -> {
            assertThat(file.name()).isEqualTo("cell-3.csv");
            assertThat(file.now()).isTrue();
        });
    }

    @Test
    void a_table_that_is_shown_whole_has_its_csv_on_demand() {
        Plan plan = ok(new Part.Rows(Fixtures.table(20, 3, new Total.Exactly(20))));

        assertThat(plan.message().text()).contains("· 20 rows ·");
        assertThat(plan.files()).singleElement().extracting(FilePart::now).isEqualTo(false);
        assertThat(Checked.block(Checked.json(plan.message()), "actions").toString())
                .contains("CSV", "gt_file", "/101");
    }

    @Test
    void rows_beyond_what_came_back_are_not_counted_but_told() {
        Plan plan = ok(new Part.Rows(Fixtures.table(10_000, 2, new Total.More())));

        assertThat(plan.message().text()).contains("200 of more than 10,000 rows");
        assertThat(ok(new Part.Rows(Fixtures.table(30, 2, new Total.More())))
                        .message()
                        .text())
                .contains("· 30 rows, more exist ·");
    }

    @Test
    void number_23_twenty_one_columns_show_twenty_and_say_so() {
        Plan plan = ok(new Part.Rows(Fixtures.table(5, 21, new Total.Exactly(5))));

        assertThat(Checked.block(Checked.json(plan.message()), "data_table").at("/rows/0"))
                .hasSize(20);
        assertThat(plan.message().text()).contains("20 of 21 columns");
        assertThat(plan.files()).singleElement().extracting(FilePart::now).isEqualTo(true);
    }

    @Test
    void null_is_seen_nothing_is_empty_and_what_is_no_number_is_text() {
        Table table = new Table(
                List.of(new Table.Column("n", "double"), new Table.Column("s", "string")),
                rows(new @org.jspecify.annotations.Nullable String[][] {{"NaN", ""}, {null, null}, {"1e3", "x"}}),
                new Total.Exactly(3),
                false);
        JsonNode rows = Checked.block(Checked.json(ok(new Part.Rows(table)).message()), "data_table")
                .path("rows");

        assertThat(rows.at("/1/0/type").asText()).isEqualTo("raw_text");
        assertThat(rows.at("/1/1/text").asText()).isEqualTo(" ");
        assertThat(rows.at("/2/0/text").asText()).isEqualTo("NULL");
        assertThat(rows.at("/2/1/text").asText()).isEqualTo("NULL");
        assertThat(rows.at("/3/0/value").asInt()).isEqualTo(1000);
    }

    @SuppressWarnings("NullAway") // reading a class file, it does not see that values may be null
    private static List<List<String>> rows(@org.jspecify.annotations.Nullable String[][] values) {
        return Arrays.stream(values).map(Arrays::asList).toList();
    }

    @Test
    void a_second_table_and_text_keep_their_order_and_one_table_block_is_used() {
        Plan plan = ok(
                new Part.Text("before"),
                new Part.Rows(Fixtures.table(2, 2, new Total.Exactly(2))),
                new Part.Text("between"),
                new Part.Rows(Fixtures.table(3, 2, new Total.Exactly(3))),
                new Part.Text("after"));
        List<String> types = plan.message().blocks().stream().map(Block::type).toList();

        assertThat(types).filteredOn("data_table"::equals).hasSize(1);
        assertThat(Checked.all(plan.message())).containsSubsequence("before", "between", "after");
        assertThat(plan.files()).extracting(FilePart::name).containsExactly("cell-3-2.csv", "cell-3-4.csv");
    }

    @Test
    void no_rows_say_so_with_the_columns() {
        Plan plan = ok(new Part.Rows(Fixtures.table(0, 2, new Total.Exactly(0))));

        assertThat(plan.message().text()).contains("0 rows");
        assertThat(Checked.all(plan.message())).contains("No rows. Columns: c0, c1");
    }

    @Test
    void output_that_looks_like_slack_markup_stays_what_it_is() {
        String nasty = "<!channel> <@U1> ``` *bold* &amp; <http://x|y>";
        Plan plan = ok(new Part.Text(nasty));

        JsonNode blocks = Checked.json(plan.message());
        assertThat(blocks.toString()).contains("rich_text_preformatted");
        assertThat(Checked.texts(blocks)).contains(nasty);
        assertThat(plan.message().text()).doesNotContain("<", "bold");
    }

    @Test
    void a_long_text_is_cut_with_counts_and_comes_whole_as_a_file() {
        Plan plan = ok(new Part.Text("line\n".repeat(4_000)));

        assertThat(Checked.all(plan.message())).contains("The first 6,000 of 20,000 characters (4,000 lines)");
        assertThat(plan.files()).singleElement().satisfies(file -> {
            assertThat(file.now()).isTrue();
            assertThat(file.content()).isEqualTo(new FilePart.Content.Text("line\n".repeat(4_000)));
        });
    }

    @Test
    void number_26_one_character_more_or_less_at_the_cut() {
        int most = Limits.SLACK.preformatted();

        assertThat(ok(new Part.Text("x".repeat(most))).files()).isEmpty();
        assertThat(ok(new Part.Text("x".repeat(most + 1))).files()).hasSize(1);
        assertThat(Checked.all(ok(new Part.Text("x".repeat(most - 1) + "😀")).message()))
                .doesNotContain("\ud83d\n")
                .contains("The first 5,999 of 6,001 characters");
    }

    @Test
    void nothing_printed_is_not_silence() {
        assertThat(ok().message().text()).contains("finished, no output");
        assertThat(ok(new Part.Text("  \n")).message().text()).contains("finished, no output");
    }

    @Test
    void number_15_an_error_shows_its_name_message_line_and_the_end_of_its_traceback() {
        List<String> traceback = List.of(
                "Traceback (most recent call last):",
                "  File \"<stdin>\", line 2, in <module>",
                "  File \"/usr/lib/a.py\", line 9, in one",
                "  File \"/usr/lib/b.py\", line 9, in two",
                "  File \"/usr/lib/c.py\", line 9, in three",
                "  File \"/usr/lib/d.py\", line 9, in four",
                "  File \"/usr/lib/e.py\", line 9, in five",
                "  File \"/usr/lib/f.py\", line 9, in six",
                "  File \"/usr/lib/g.py\", line 9, in seven",
                "AttributeError: coutn");
        Plan plan = failed(new Result.Failed("AttributeError", "'DataFrame' has no 'coutn'", traceback, List.of()));

        assertThat(plan.message().text()).startsWith("[3] ✗ failed after 2.4 s · AttributeError");
        assertThat(Checked.all(plan.message()))
                .contains("AttributeError", "'DataFrame' has no 'coutn'", "2 | df.coutn()", "in seven")
                .doesNotContain("Traceback (most recent");
        assertThat(plan.files()).singleElement().satisfies(file -> {
            assertThat(file.name()).isEqualTo("cell-3-traceback.txt");
            assertThat(file.now()).isFalse();
        });
        assertThat(Checked.json(plan.message()).toString()).contains("Full traceback");
    }

    @Test
    void a_hint_stands_with_the_error() {
        Plan.Context hinted =
                new Plan.Context(Fixtures.NOON, Optional.empty(), Optional.of(Doc.of(Doc.para("Use backticks."))));
        CellView cell = Fixtures.cell(
                3,
                CellState.ERROR,
                Optional.of(new Result.Failed("E", "m", List.of(), List.of(new Part.Text("printed before")))));
        Message message = Plan.of(cell, hinted, Rung.DATA_TABLE, Limits.SLACK).message();

        Checked.valid(message);
        assertThat(Checked.all(message)).containsSubsequence("printed before", "E", "Use backticks.");
    }

    @Test
    void what_waits_and_what_runs_can_be_cancelled() {
        CellView queued = Fixtures.cell(4, CellState.QUEUED, Optional.empty());
        CellView running = Fixtures.cell(3, CellState.RUNNING, Optional.empty());

        assertThat(plan(queued, Rung.DATA_TABLE).message().text()).isEqualTo("[4] ⏳ queued, next to run");
        assertThat(plan(running, Rung.DATA_TABLE).message().text()).isEqualTo("[3] ▶ running for 5.0 s · 40 %");
        assertThat(Checked.json(plan(running, Rung.DATA_TABLE).message()).toString())
                .contains("gt_cancel", running.id().value());
    }

    @Test
    void every_rung_keeps_the_files_numbers() {
        CellView cell = Fixtures.cell(
                3,
                CellState.OK,
                Optional.of(new Result.Ok(List.of(
                        new Part.Rows(Fixtures.table(5, 2, new Total.Exactly(5))),
                        new Part.Picture("iVBORw0KGgo=", "image/png", "a curve")))));

        for (Rung rung : Rung.values()) {
            assertThat(plan(cell, rung).files())
                    .as(rung.name())
                    .extracting(FilePart::name)
                    .containsExactly("cell-3.csv", "cell-3-2.png");
        }
        assertThat(plan(cell, Rung.FILE).files().getFirst().now()).isTrue();
        assertThat(Checked.all(plan(cell, Rung.TEXT).message())).contains("c0 | c1");
    }
}
