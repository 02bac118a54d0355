package io.gluethread.broker.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Tables as real Spark prints them, and what is none. */
final class PrintedTablesTest {
    @Test
    void cells_may_contain_whatever_borders_are_made_of() {
        Table table = only("""
                +---+--------------------+
                |  n|                text|
                +---+--------------------+
                |  1|                 a|b|
                |  2|                   ||
                |  3|               +---+|
                |  4|                x\\ny|
                |  7|             trail  |
                |  8|                null|
                | 10|                    |
                | 11|only showing top ...|
                +---+--------------------+
                """);
        assertThat(table.columns()).extracting(Table.Column::name).containsExactly("n", "text");
        assertThat(table.rows())
                .containsExactly(
                        List.of("1", "a|b"),
                        List.of("2", "|"),
                        List.of("3", "+---+"),
                        List.of("4", "x\\ny"),
                        List.of("7", "trail  "),
                        List.of("8", "null"),
                        List.of("10", ""),
                        List.of("11", "only showing top ..."));
        assertThat(table.cellsCut()).isTrue();
        assertThat(table.total()).isEqualTo(new Table.Total.Exactly(8));
    }

    @Test
    void full_width_characters_take_two_columns() {
        Table table = only("""
                +---+---------------+----------+
                | id|           city|   country|
                +---+---------------+----------+
                |  1|           東京|      日本|
                |  3|     서울특별시|  대한민국|
                |  4|emoji 🚀 rocket|       née|
                |  5|           null|ﬀ half ｱｲｳ|
                +---+---------------+----------+
                only showing top 4 rows
                """);
        assertThat(table.rows())
                .containsExactly(
                        List.of("1", "東京", "日本"),
                        List.of("3", "서울특별시", "대한민국"),
                        List.of("4", "emoji 🚀 rocket", "née"),
                        List.of("5", "null", "ﬀ half ｱｲｳ"));
        assertThat(table.total()).isEqualTo(new Table.Total.More());
        assertThat(table.cellsCut()).isFalse();
    }

    @Test
    void left_aligned_tables_are_not_cut() {
        Table table = only("""
                +-----+----------------+
                |k    |value           |
                +-----+----------------+
                |a    |ends in dots... |
                |bb   |  leads         |
                +-----+----------------+
                """);
        assertThat(table.rows()).containsExactly(List.of("a", "ends in dots..."), List.of("bb", "  leads"));
        assertThat(table.cellsCut()).isFalse();
    }

    @Test
    void an_empty_table_has_its_columns() {
        Table table = only("+---+---+\n|  a|b c|\n+---+---+\n+---+---+\n\n");
        assertThat(table.columns()).extracting(Table.Column::name).containsExactly("a", "b c");
        assertThat(table.rows()).isEmpty();
    }

    @Test
    void a_vertical_table_is_a_table() {
        Table table = only("""
                -RECORD 0-------------------
                 id   | 1
                 na|m | a | b
                -RECORD 1-------------------
                 id   | 2
                 na|m | vvvvvvvvvvvvvvvvv...
                only showing top 2 rows
                """);
        assertThat(table.columns()).extracting(Table.Column::name).containsExactly("id", "na|m");
        assertThat(table.rows()).containsExactly(List.of("1", "a | b"), List.of("2", "vvvvvvvvvvvvvvvvv..."));
        assertThat(table.cellsCut()).isTrue();
        assertThat(table.total()).isEqualTo(new Table.Total.More());
    }

    @Test
    void what_does_not_fit_its_border_stays_text() {
        for (String text : List.of(
                "+---+\n| id|\n+---+\n|CREATE\nTABLE|\n+---+",
                "+---+\n| id|\n+---+\n|1|\n+---+",
                "+---+\n| id|\n+---+\n|  1|",
                "+---+",
                "++",
                "-RECORD 0---\nnothing",
                "== Physical Plan ==\n*(1) Project\n+- *(1) Range (0, 3)\n:- x")) {
            assertThat(OutputParser.parts(text)).containsExactly(new Part.Text(text));
        }
    }

    private static Table only(String text) {
        List<Part> parts = OutputParser.parts(text);
        assertThat(parts).hasSize(1);
        return OutputParserTest.table(parts.getFirst());
    }
}
