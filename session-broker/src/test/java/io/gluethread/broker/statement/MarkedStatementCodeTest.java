package io.gluethread.broker.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gluethread.broker.session.CellId;
import io.gluethread.broker.session.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class MarkedStatementCodeTest {
    private static final CellId CELL = new CellId("cell-0001");

    private final StatementCode code = new MarkedStatementCode(ResultLimits.DEFAULT);

    @Test
    void code_of_the_sessions_language_is_sent_as_typed_under_its_mark() {
        assertThat(code.encode(CELL, Language.PYTHON, Language.PYTHON, "x = 1\n\nx"))
                .isEqualTo("# gluethread cell cell-0001\nx = 1\n\nx");
        assertThat(code.encode(CELL, Language.SCALA, Language.SCALA, "val x = 1"))
                .isEqualTo("// gluethread cell cell-0001\nval x = 1");
    }

    @ParameterizedTest
    @EnumSource(
            value = Language.class,
            names = {"PYTHON", "SCALA"})
    void the_mark_is_found_again(Language session) {
        for (Language cell : new Language[] {session, Language.SQL}) {
            assertThat(code.cellOf(code.encode(CELL, session, cell, "1"))).contains(CELL);
        }
        assertThat(code.cellOf(code.prelude(session))).isEmpty();
    }

    @Test
    void code_of_others_has_no_mark() {
        assertThat(code.cellOf("")).isEmpty();
        assertThat(code.cellOf("x = 1\n# gluethread cell cell-0001\n")).isEmpty();
        assertThat(code.cellOf("# gluethread cell NOT AN ID\n")).isEmpty();
    }

    @Test
    void number_18_sql_stays_readable_and_cannot_leave_its_quotes() {
        assertThat(code.encode(CELL, Language.PYTHON, Language.SQL, "select \"\"\"a\"\"\", 'b\\n$x',\n'🚀'"))
                .contains("_sql = spark.sql(\"select \\\"\\\"\\\"a\\\"\\\"\\\", 'b\\\\n$x',\\n'🚀'\")\n")
                .endsWith("_gluethread_show(_sql, 10000, 4000000)\n");
    }

    @Test
    void characters_that_do_not_print_go_as_base64() {
        assertThat(code.encode(CELL, Language.SCALA, Language.SQL, "select '\u0001'"))
                .contains("var _sql = spark.sql(new String(java.util.Base64.getDecoder.decode(\"c2VsZWN0ICcBJw==\"), ");
        assertThat(code.encode(CELL, Language.PYTHON, Language.SQL, "select '\u202e'"))
                .contains("b64decode(\"c2VsZWN0ICfigK4n\").decode(\"utf-8\")");
    }

    @Test
    void a_long_text_is_no_single_scala_constant() {
        String scala = code.encode(CELL, Language.SCALA, Language.SQL, "select '" + "é".repeat(50_000) + "'");
        assertThat(scala).contains("Seq(\"select 'é").contains("\").mkString)");
        for (String piece : scala.split("\"", -1)) {
            assertThat(piece.length()).isLessThanOrEqualTo(20_000);
        }
    }

    @Test
    void each_of_several_statements_shows_its_rows() {
        assertThat(code.encode(CELL, Language.PYTHON, Language.SQL, "use demo; select 1"))
                .contains("_sql = spark.sql(\"use demo\")\n_gluethread_show(_sql, 10000, 4000000)\n"
                        + "_sql = spark.sql(\"select 1\")\n_gluethread_show(");
        assertThat(code.encode(CELL, Language.SCALA, Language.SQL, "use demo; select 1"))
                .contains("var _sql = spark.sql(\"use demo\")\n_gluethread_show(_sql, 10000, 4000000)\n"
                        + "locally { _sql = spark.sql(\"select 1\"); _gluethread_show(");
    }

    @Test
    void templates_are_filled() {
        for (Language session : new Language[] {Language.PYTHON, Language.SCALA}) {
            assertThat(code.prelude(session))
                    .doesNotContain("$")
                    .contains("32769", "10000", "4000000")
                    .hasSizeLessThan(6_000);
        }
    }

    @Test
    void what_cannot_be_run_is_refused_with_the_reason() {
        assertThatThrownBy(() -> code.encode(CELL, Language.PYTHON, Language.PYTHON, "x".repeat(70_000)))
                .hasMessage("the cell is too long: 70,028 characters as code, Glue takes 68,000");
        assertThatThrownBy(() -> code.encode(CELL, Language.PYTHON, Language.SCALA, "1"))
                .hasMessage("a PYTHON session does not take a SCALA cell");
        assertThatThrownBy(() -> new ResultLimits(0, 4_000_000)).hasMessage("rows must be 1 to 1000000, not 0");
    }
}
