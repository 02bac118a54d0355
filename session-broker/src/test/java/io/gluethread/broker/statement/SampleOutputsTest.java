package io.gluethread.broker.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Outputs that real Spark, Hive and Glue have printed, where they are at hand. */
final class SampleOutputsTest {
    private static final Path SAMPLES = Path.of(System.getProperty("gluethread.root", "."), "../shared/samples/show");

    /** {@code shape} is one letter per part: t for text, else the number of rows. */
    @ParameterizedTest
    @CsvSource({
        "01-struct-and-url-truncated.txt, 10",
        "09-multiline-cell-pre31-show-create-table.txt, t",
        "13-beeline-overflow-json-cell.txt, t",
        "17-explain-spark-sql-joins-broadcast.txt, t",
        "22-glue-dynamicframe-schema-choice.txt, t",
        "31-local-cjk-emoji-right.txt, 5",
        "33-local-pipes-newlines-nulls.txt, 11",
        "36-local-vertical-truncated-wide.txt, 1",
        "37-local-empty-table.txt, 0",
        "39-local-types.txt, 1",
        "41-local-two-shows-and-prints.txt, t 3 t 2 t",
        "42-local-printschema-nested.txt, t",
        "44-local-traceback-parse.txt, t",
        "45-local-traceback-analysis.txt, t",
        "55-seed-show-tables.txt, 20",
        "56-seed-select-sort.txt, 10",
        "57-seed-mapped-show.txt, 20"
    })
    void is_recognised(String file, String shape) throws IOException {
        Path sample = SAMPLES.resolve(file);
        assumeTrue(Files.exists(sample), () -> "no samples beside the project: " + SAMPLES);
        List<Part> parts = OutputParser.parts(Files.readString(sample));
        assertThat(parts.stream().map(SampleOutputsTest::shape).collect(Collectors.joining(" ")))
                .isEqualTo(shape);
    }

    private static String shape(Part part) {
        return switch (part) {
            case Part.Text text -> "t";
            case Part.Rows(Table table) -> Integer.toString(table.rows().size());
            case Part.Picture picture -> "p";
        };
    }
}
