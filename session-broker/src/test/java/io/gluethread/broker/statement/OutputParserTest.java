package io.gluethread.broker.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gluethread.broker.glue.GlueStatement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class OutputParserTest {
    @Test
    void what_was_printed_stays_in_its_order() {
        List<Part> parts = OutputParser.parts("""
                Count: 2
                +---+
                | id|
                +---+
                |  0|
                +---+

                between
                @@gluethread:table {"type":"struct","fields":[{"name":"n","type":"long"}]}
                ["1"]
                @@gluethread:end {"rows":1,"more":false,"longest":32768}
                done | not a row
                """);

        assertThat(parts).hasSize(5);
        assertThat(parts.get(0)).isEqualTo(new Part.Text("Count: 2"));
        assertThat(table(parts.get(1)).rows()).containsExactly(List.of("0"));
        assertThat(parts.get(2)).isEqualTo(new Part.Text("between"));
        assertThat(table(parts.get(3)).columns()).containsExactly(new Table.Column("n", "bigint"));
        assertThat(parts.get(4)).isEqualTo(new Part.Text("done | not a row"));
    }

    @Test
    void values_of_every_kind_come_through_the_envelope() {
        List<Part> parts = OutputParser.parts("""
                @@gluethread:table {"type":"struct","fields":[{"name":"a","type":"decimal(38,18)"},{"name":"a","type":"string"},\
                {"name":"s","type":{"type":"struct","fields":[{"name":"x","type":"integer"},{"name":"y","type":{"type":"array","elementType":"short"}}]}},\
                {"name":"m","type":{"type":"map","keyType":"string","valueType":"byte"}},{"name":"d","type":"double"}]}
                ["0E-18","x\\n@@gluethread:end {}\\u0007\\u001b[0m🚀|","{\\"x\\":1}",null,"NaN"]
                @@gluethread:end {"rows":1,"more":false,"longest":32768}\
                """);

        Table table = table(parts.getFirst());
        assertThat(table.columns())
                .extracting(Table.Column::type)
                .containsExactly(
                        "decimal(38,18)", "string", "struct<x:int,y:array<smallint>>", "map<string,tinyint>", "double");
        assertThat(table.rows().getFirst())
                .containsExactly(
                        "0.000000000000000000", "x\n@@gluethread:end {}\u0007\u001b[0m🚀|", "{\"x\":1}", null, "NaN");
        assertThat(table.total()).isEqualTo(new Table.Total.Exactly(1));
        assertThat(table.cellsCut()).isFalse();
    }

    @Test
    void a_value_that_was_too_long_is_cut_and_the_table_says_so() {
        List<Part> parts = OutputParser.parts("""
                @@gluethread:table {"type":"struct","fields":[{"name":"s","type":"string"}]}
                ["🚀🚀🚀🚀"]
                @@gluethread:end {"rows":1,"more":true,"longest":3}
                """);
        assertThat(table(parts.getFirst()))
                .isEqualTo(new Table(
                        List.of(new Table.Column("s", "string")),
                        List.of(List.of("🚀🚀🚀")),
                        new Table.Total.More(),
                        true));
    }

    @Test
    void a_command_without_rows_gives_nothing() {
        assertThat(OutputParser.parts("""
                        @@gluethread:table {"type":"struct","fields":[]}
                        @@gluethread:end {"rows":0,"more":false,"longest":32768}
                        """)).isEmpty();
        assertThat(OutputParser.parts("++\n||\n++\n++\n\n")).isEmpty();
    }

    @Test
    void an_envelope_that_was_cut_off_keeps_the_rows_that_arrived() {
        List<Part> parts = OutputParser.parts("""
                @@gluethread:table {"type":"struct","fields":[{"name":"s","type":"string"}]}
                ["a"]
                ["b"]
                ["c""");
        assertThat(table(parts.getFirst()).rows()).containsExactly(List.of("a"), List.of("b"));
        assertThat(table(parts.getFirst()).total()).isEqualTo(new Table.Total.Unknown());
        assertThat(parts.get(1)).isEqualTo(new Part.Text("[\"c"));
    }

    @Test
    void rows_that_got_lost_are_not_counted_as_all() {
        List<Part> parts = OutputParser.parts("""
                no line end@@gluethread:table {"type":"struct","fields":[{"name":"s","type":"string"}]}
                ["a"]
                a word from another thread
                @@gluethread:end {"rows":2,"more":false,"longest":32768}
                """);
        assertThat(parts.get(0)).isEqualTo(new Part.Text("no line end"));
        assertThat(table(parts.get(1)).total()).isEqualTo(new Table.Total.More());
        assertThat(parts.get(2)).isEqualTo(new Part.Text("a word from another thread"));
    }

    @Test
    void what_only_looks_like_an_envelope_is_text() {
        for (String text : List.of(
                "@@gluethread:table oops",
                "@@gluethread:table {}",
                "@@gluethread:end {}",
                "@@gluethread:picture {\"mime\":\"text/html\",\"base64\":\"aGk=\"}",
                "@@gluethread:picture {\"mime\":\"image/png\",\"base64\":\"!\"}")) {
            assertThat(OutputParser.parts(text)).containsExactly(new Part.Text(text));
        }
    }

    @Test
    void a_picture_is_a_picture() {
        assertThat(OutputParser.parts(
                        "@@gluethread:picture {\"mime\": \"image/png\", \"alt\": \"Sales\", \"base64\": \"iVBORw0=\"}"))
                .containsExactly(new Part.Picture("iVBORw0=", "image/png", "Sales"));
    }

    @Test
    void what_the_scala_repl_says_of_our_own_definitions_is_dropped() {
        assertThat(OutputParser.parts("""
                        _gluethread_show: (d: org.apache.spark.sql.DataFrame, rows: Int, most: Int)Unit
                        _sql: org.apache.spark.sql.DataFrame = [big: string]
                        @@gluethread:table {"type":"struct","fields":[]}
                        @@gluethread:end {"rows":0,"more":false,"longest":32768}
                        """)).isEmpty();
        String own = "_sql: org.apache.spark.sql.DataFrame = [big: string]";
        assertThat(OutputParser.parts(own)).containsExactly(new Part.Text(own));
    }

    @Test
    void colours_are_no_part_of_the_text() {
        assertThat(OutputParser.parts("\u001b[1;31mred\u001b[0m \u001b]0;title\u0007and plain"))
                .containsExactly(new Part.Text("red and plain"));
    }

    @Test
    void states_and_errors_become_results() {
        assertThat(OutputParser.result(statement("AVAILABLE", output("", "ok", "", ""))))
                .isEqualTo(new Result.Ok(List.of()));
        assertThat(OutputParser.result(statement("CANCELLED", null))).isEqualTo(new Result.Cancelled(List.of()));
        assertThat(OutputParser.result(statement("ERROR", null))).isInstanceOf(Result.Failed.class);
        assertThat(OutputParser.result(
                        statement("AVAILABLE", output("seen\n", "ERROR", "NameError", "name 'x' is not defined"))))
                .isEqualTo(new Result.Failed(
                        "NameError",
                        "name 'x' is not defined",
                        List.of("Traceback (most recent call last):", "  File \"<stdin>\", line 3, in <module>"),
                        List.of(new Part.Text("seen"))));
        assertThatThrownBy(() -> OutputParser.result(statement("RUNNING", null)))
                .hasMessage("statement 7 is RUNNING, it has no result yet");
    }

    @Test
    void what_scala_says_below_the_first_line_belongs_to_the_message() {
        assertThat(failed("Error", "<console>:24: error: not found: value nope", "       nope + 1", "       ^"))
                .isEqualTo(new Result.Failed(
                        "Error",
                        "<console>:24: error: not found: value nope\n       nope + 1\n       ^",
                        List.of("<console>:24: error: not found: value nope", "       nope + 1", "       ^"),
                        List.of()));
        Result.Failed syntax = failed(
                "Error",
                "org.apache.spark.sql.catalyst.parser.ParseException:",
                "[PARSE_SYNTAX_ERROR] Syntax error at or near 'selekt'.(line 1, pos 0)",
                "",
                "== SQL ==",
                "selekt 1",
                "^^^",
                "",
                "  at org.apache.spark.sql.X.y(X.scala:1)");
        assertThat(syntax.name()).isEqualTo("ParseException");
        assertThat(syntax.message())
                .isEqualTo("[PARSE_SYNTAX_ERROR] Syntax error at or near 'selekt'.(line 1, pos 0)\nselekt 1\n^^^");
        assertThat(failed("Error", "java.lang.ArithmeticException: / by zero", "  ... 33 elided"))
                .isEqualTo(new Result.Failed(
                        "ArithmeticException",
                        "/ by zero",
                        List.of("java.lang.ArithmeticException: / by zero", "  ... 33 elided"),
                        List.of()));
    }

    @Test
    void python_lines_are_those_that_the_person_wrote() {
        Result.Failed syntax = failed(
                "SyntaxError",
                "invalid syntax (<stdin>, line 3)",
                "  File \"<stdin>\", line 3",
                "    x = = 1",
                "        ^",
                "SyntaxError: invalid syntax");
        assertThat(syntax.message()).isEqualTo("invalid syntax (<stdin>, line 2)");
        assertThat(syntax.traceback().getFirst()).isEqualTo("  File \"<stdin>\", line 2");
    }

    private static Result.Failed failed(String name, String value, String... traceback) {
        return (Result.Failed) OutputParser.result(
                statement("AVAILABLE", new GlueStatement.Output("", "error", name, value, List.of(traceback))));
    }

    private static GlueStatement.Output output(String text, String status, String name, String value) {
        return new GlueStatement.Output(
                text,
                status,
                name,
                value,
                List.of("Traceback (most recent call last):\n", "  File \"<stdin>\", line 4, in <module>\n"));
    }

    private static GlueStatement statement(String state, GlueStatement.@org.jspecify.annotations.Nullable Output out) {
        return new GlueStatement(7, "code", state, 0, Optional.empty(), Optional.empty(), Optional.ofNullable(out));
    }

    static Table table(Part part) {
        assertThat(part).isInstanceOf(Part.Rows.class);
        return ((Part.Rows) part).table();
    }
}
