package io.gluethread.broker.statement;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.broker.glue.GlueStatement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** Whatever a session prints, it is shown: no input makes the parser fail or lose words. */
final class OutputParserPropertiesTest {
    private static final String SEED = "20261121";

    @Property(seed = SEED, tries = 500)
    void no_word_of_any_text_is_lost(@ForAll("outputs") String printed) {
        String shown = OutputParser.parts(printed).stream()
                .map(OutputParserPropertiesTest::words)
                .collect(Collectors.joining("\n"));
        for (String word : words(printed)) {
            assertThat(shown).contains(word);
        }
    }

    @Property(seed = SEED, tries = 200)
    void any_error_is_a_result(@ForAll String name, @ForAll("outputs") String value, @ForAll List<String> traceback) {
        Result result = OutputParser.result(new GlueStatement(
                0,
                "",
                "AVAILABLE",
                1,
                Optional.empty(),
                Optional.empty(),
                Optional.of(new GlueStatement.Output(value, "error", name, value, traceback))));
        assertThat(result)
                .isInstanceOfSatisfying(
                        Result.Failed.class, failed -> assertThat(failed.name()).isNotEmpty());
    }

    /** Lines that tables and envelopes are made of, in any order, broken and whole, between any text. */
    @Provide
    Arbitrary<String> outputs() {
        Arbitrary<String> lines = Arbitraries.of(
                "+---+",
                "+---+---+",
                "| id|",
                "|  1|",
                "|東 |",
                "|  1|  2|",
                "++",
                "||",
                "only showing top 1 row",
                "-RECORD 0---",
                " id | 1 ",
                " a|b | 東京 | x",
                "@@gluethread:table {\"type\":\"struct\",\"fields\":[{\"name\":\"id\",\"type\":\"long\"}]}",
                "@@gluethread:table {\"type\":\"struct\",\"fields\":[{}]}",
                "@@gluethread:table {",
                "[\"1\"]",
                "[1]",
                "[null]",
                "[\"1\",\"2\"]",
                "@@gluethread:end {\"rows\":1,\"more\":false,\"longest\":10}",
                "@@gluethread:end",
                "@@gluethread:picture {}",
                "root",
                " |-- id: long",
                "\u001b[31m",
                "\u001b",
                "\r",
                "");
        Arbitrary<String> any = Arbitraries.strings().ofMaxLength(30);
        return Arbitraries.frequencyOf(Tuple.of(6, lines), Tuple.of(1, any))
                .list()
                .ofMaxSize(30)
                .map(list -> String.join("\n", list));
    }

    private static List<String> words(String printed) {
        return List.of(printed.replaceAll("(?m)^@@gluethread.*$|^\\+[-+]*$|^-RECORD.*$|^only showing.*$|\u001b.*", "")
                        .split("[^\\p{L}\\p{N}]+"))
                .stream()
                .filter(word -> !word.isBlank())
                .toList();
    }

    private static String words(Part part) {
        return switch (part) {
            case Part.Text(String text) -> text;
            case Part.Rows(Table table) ->
                table.columns().stream().map(Table.Column::name).collect(Collectors.joining(" "))
                        + table.rows().stream()
                                .flatMap(List::stream)
                                .map(OutputParserPropertiesTest::text)
                                .collect(Collectors.joining(" "));
            case Part.Picture(String base64, String mime, String alt) -> alt;
        };
    }

    private static String text(@Nullable String value) {
        return value == null ? "null" : value;
    }
}
