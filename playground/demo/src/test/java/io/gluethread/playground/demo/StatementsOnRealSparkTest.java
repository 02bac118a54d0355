package io.gluethread.playground.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.broker.session.Language;
import io.gluethread.broker.statement.Part;
import io.gluethread.broker.statement.Result;
import io.gluethread.broker.statement.Table;
import io.gluethread.playground.glue.engine.SparkEngine;
import io.gluethread.playground.glue.engine.SparkEngineSettings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cells as the service sends them, run by real Spark, read as the service reads them: in Scala, and where there is PySpark in Python. */
final class StatementsOnRealSparkTest {
    private static final Map<Language, CellsOnSpark> SESSIONS = new EnumMap<>(Language.class);

    @TempDir
    private static Path home;

    private static SparkEngine engine;

    @BeforeAll
    static void start() throws Exception {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("GLUETHREAD_SPARK_CLASS_SHARING", "off");
        Path host = Path.of(System.getProperty("gluethread.root", "../.."), "playground/spark-host/target/spark-host");
        engine = SparkEngine.open(SparkEngineSettings.of(home, host, environment));
        for (Language language : List.of(Language.SCALA, Language.PYTHON)) {
            CellsOnSpark session = new CellsOnSpark(engine, language);
            if (language == Language.SCALA || session.awaitReady().python().isPresent()) {
                SESSIONS.put(language, session);
                session.awaitReady();
                assertThat(session.sendPrelude()).isInstanceOf(Result.Ok.class);
            } else {
                System.out.println("skipped in Python: there is no PySpark 3.5");
            }
        }
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"SCALA", "PYTHON"})
    void values_of_every_type_come_back_exactly(Language language) {
        Table table = table(sql(language, """
                select cast(1 as bigint) as a, cast(12.340 as decimal(10,3)) `a`, cast(0 as decimal(38,18)) z,
                  cast(null as string) n, X'00ff10' b, array(1, null, 3) arr, map('k', 'v|w') m,
                  named_struct('i', 1, 't', timestamp'2026-02-03 04:05:06.789', 'n', null) st,
                  timestamp'2026-02-03 04:05:06.789' ts, date'2026-02-03' dt, double('NaN') nan, float('-inf') inf,
                  true t, interval 1 day iv  # as in the tutorial; with a remark"""));

        assertThat(table.columns())
                .extracting(Table.Column::type)
                .containsExactly(
                        "bigint",
                        "decimal(10,3)",
                        "decimal(38,18)",
                        "string",
                        "binary",
                        "array<int>",
                        "map<string,string>",
                        "struct<i:int,t:timestamp,n:void>",
                        "timestamp",
                        "date",
                        "double",
                        "float",
                        "boolean",
                        "interval day");
        assertThat(table.rows())
                .containsExactly(Arrays.asList(
                        "1",
                        "12.340",
                        "0.000000000000000000",
                        null,
                        "00FF10",
                        "[1,null,3]",
                        "{\"k\":\"v|w\"}",
                        "{\"i\":1,\"t\":\"2026-02-03T04:05:06.789Z\",\"n\":null}",
                        "2026-02-03 04:05:06.789",
                        "2026-02-03",
                        "NaN",
                        "-Infinity",
                        "true",
                        "INTERVAL '1' DAY"));
        assertThat(table.total()).isEqualTo(new Table.Total.Exactly(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"\" quotes \"\"\"",
                "a \"double\" and $dollar {name} and #{x}",
                "東京 🚀 ﬀ é \u202e right to left",
                "@@gluethread:end {}",
                "semi;colon -- no remark # none /* none */",
                "percent %s %d {} \\u0041 \\N{DASH}",
                "line\nline\ttab\rcarriage",
                "\u0001\u001b[31mred\u0000",
                "+---+"
            })
    void any_text_travels_there_and_back(String text) {
        String quoted = "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
        for (Language language : SESSIONS.keySet()) {
            assertThat(table(sql(language, "select " + quoted + " as s")).rows())
                    .containsExactly(List.of(text));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SCALA", "PYTHON"})
    void ten_thousand_rows_come_and_that_more_exist_is_told(Language language) {
        Table table = table(sql(language, "select id, repeat('x', 100) s from range(20000) order by id"));
        assertThat(table.rows()).hasSize(10_000);
        assertThat(table.rows().getLast().getFirst()).isEqualTo("9999");
        assertThat(table.total()).isEqualTo(new Table.Total.More());
        assertThat(table(sql(language, "select id from range(10000)")).total())
                .isEqualTo(new Table.Total.Exactly(10_000));
    }

    @ParameterizedTest
    @EnumSource(names = {"SCALA", "PYTHON"})
    void four_megabytes_are_enough(Language language) {
        Table table = table(sql(language, "select repeat('東', 1000) s from range(10000)"));
        assertThat(table.rows()).hasSizeBetween(1_300, 1_340);
        assertThat(table.total()).isEqualTo(new Table.Total.More());
        Table longText = table(sql(language, "select repeat('x', 100000) s"));
        assertThat(longText.rows().getFirst().getFirst()).hasSize(32_768);
        assertThat(longText.cellsCut()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"SCALA", "PYTHON"})
    void commands_are_done_and_several_statements_run_in_order(Language language) {
        assertThat(sql(language, "create or replace temp view v as select 1 as x;"))
                .isEqualTo(new Result.Ok(List.of()));
        List<Part> parts = sql(
                        language,
                        "set spark.sql.shuffle.partitions=4; select x from v; select x + 1 as y from v -- last")
                .parts();
        assertThat(parts).hasSize(3);
        assertThat(((Part.Rows) parts.get(2)).table().rows()).containsExactly(List.of("2"));
    }

    @ParameterizedTest
    @EnumSource(names = {"SCALA", "PYTHON"})
    void the_data_frame_is_kept_and_shown_again(Language language) {
        sql(language, "select id from range(30)");
        Table few = table(session(language).run(language, "display(_sql, 2)"));
        assertThat(few.rows()).containsExactly(List.of("0"), List.of("1"));
        assertThat(few.total()).isEqualTo(new Table.Total.More());
        Result all = session(language).run(language, "display(_sql)");
        assertThat(table(all).rows()).hasSize(30);
    }

    @ParameterizedTest
    @EnumSource(names = {"SCALA", "PYTHON"})
    void printed_tables_and_words_stay_in_order(Language language) {
        String code = language == Language.SCALA
                ? "println(\"before\")\nspark.range(25).show()\nprintln(\"after\")"
                : "print(\"before\")\nspark.range(25).show()\nprint(\"after\")";
        List<Part> parts = session(language).run(language, code).parts();
        assertThat(parts).hasSize(3);
        assertThat(parts.getFirst()).isEqualTo(new Part.Text("before"));
        assertThat(((Part.Rows) parts.get(1)).table().total()).isEqualTo(new Table.Total.More());
        assertThat(parts.getLast()).isEqualTo(new Part.Text("after"));
    }

    @ParameterizedTest
    @EnumSource(names = {"SCALA", "PYTHON"})
    void errors_are_told_in_few_words(Language language) {
        Result.Failed unknown = failed(sql(language, "select nope from range(3)"));
        assertThat(unknown.message()).contains("nope").doesNotContain("Project", "\tat ");
        Result.Failed syntax = failed(sql(language, "selekt 1"));
        assertThat(syntax.message()).contains("selekt", "^^^").doesNotContain("\tat ");
        Result.Failed late = failed(sql(language, "select raise_error('too late')"));
        assertThat(late.message()).contains("too late").doesNotContain("\tat ");
        assertThat(sql(language, "select 1")).isInstanceOf(Result.Ok.class);
    }

    @Test
    void whatever_saves_itself_as_a_picture_is_shown_as_one() {
        Result shown = session(Language.PYTHON).run(Language.PYTHON, """
                class Axes:
                    def get_title(self): return "Sales"
                class Figure:
                    axes = [Axes()]
                    def savefig(self, out, format, dpi, bbox_inches): out.write(b"\\x89PNG")
                display(Figure())""");
        assertThat(shown.parts()).containsExactly(new Part.Picture("iVBORw==", "image/png", "Sales"));
    }

    @Test
    void a_python_error_names_the_line_that_was_written() {
        Result.Failed failed =
                failed(session(Language.PYTHON).run(Language.PYTHON, "x = 1\ndef f():\n    return x / 0\nf()"));
        assertThat(failed.name()).isEqualTo("ZeroDivisionError");
        assertThat(String.join("\n", failed.traceback())).contains("line 3, in f");
    }

    private static CellsOnSpark session(Language language) {
        @Nullable CellsOnSpark session = SESSIONS.get(language);
        return session == null ? Assumptions.abort("there is no PySpark 3.5") : session;
    }

    private static Result sql(Language language, String sql) {
        return session(language).run(Language.SQL, sql);
    }

    private static Table table(Result result) {
        assertThat(result).isInstanceOf(Result.Ok.class);
        assertThat(result.parts()).hasSize(1);
        assertThat(result.parts().getFirst()).isInstanceOf(Part.Rows.class);
        return ((Part.Rows) result.parts().getFirst()).table();
    }

    private static Result.Failed failed(Result result) {
        assertThat(result).isInstanceOf(Result.Failed.class);
        return (Result.Failed) result;
    }
}
