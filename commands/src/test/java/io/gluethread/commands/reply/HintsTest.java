package io.gluethread.commands.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.broker.session.Language;
import io.gluethread.broker.statement.Result;
import io.gluethread.commands.reply.Hints.Failure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors as Spark, Python, the Scala shell and AWS word them, and what mends each. */
final class HintsTest {
    private static String hint(String name, String message, Language language, String code, int ordinal) {
        return Hints.of(new Failure(new Result.Failed(name, message, List.of(), List.of()), language, code, ordinal))
                .orElse("(none)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AnalysisException | [TABLE_OR_VIEW_NOT_FOUND] The table or view `a`.`b` cannot be found. | show databases",
                "AnalysisException | Database 'rds_catalog' not found | show databases",
                "AnalysisException | [PATH_NOT_FOUND] Path does not exist: s3://a/b | nothing at that path",
                "Py4JJavaError | java.nio.file.AccessDeniedException: s3://b/k: getFileStatus: status code: 403 | s3:GetObject",
                "ClientError | User: x is not authorized to perform: iam:PassRole on resource: arn:aws:iam::1:role/R | iam:PassRole",
                "AccessDeniedException | User: x is not authorized to perform: glue:GetTable on resource: arn:aws:glue:us-east-1:1:catalog because | `glue:GetTable`",
                "AnalysisException | Insufficient Lake Formation permission(s) on t | Lake Formation",
                "ValueError | Cannot run multiple SparkContexts at once | getOrCreate",
                "Py4JJavaError | java.lang.OutOfMemoryError: Java heap space | %worker_type",
                "IllegalSessionState | Session unavailable, fail to call ReplServer. | %worker_type",
                "PySparkNotInstalled | This Python statement needs PySpark 3.5.7 | pip install",
                "ModuleNotFoundError | No module named 'pandas.core' | %additional_python_modules pandas`",
                "ClassNotFoundException | Failed to find data source: iceberg. | datalake-formats",
                "SQLException | No suitable driver | %extra_jars",
                "SparkArithmeticException | [DIVIDE_BY_ZERO] Division by zero | try_divide",
            })
    void known_causes_name_what_mends_them(String name, String message, String expected) {
        assertThat(hint(name, message, Language.PYTHON, "x", 1)).contains(expected);
    }

    @Test
    void sql_that_does_not_parse() {
        assertThat(hint(
                        "ParseException",
                        "[PARSE_SYNTAX_ERROR] Syntax error at or near '#'.",
                        Language.SQL,
                        "x # y",
                        1))
                .contains("`--`");
        assertThat(hint(
                        "ParseException",
                        "[INVALID_IDENTIFIER] The identifier covid-19 is invalid. Please, consider quoting it with back-quotes",
                        Language.SQL,
                        "x",
                        1))
                .contains("backticks");
        assertThat(hint("SyntaxError", "invalid syntax (<stdin>, line 1)", Language.PYTHON, "select * from t", 1))
                .contains("%%sql");
        assertThat(hint("SyntaxError", "invalid character '\u201C' (U+201C)", Language.PYTHON, "x", 1))
                .contains("curly quote");
    }

    @Test
    void a_name_that_is_gone_may_have_been_in_an_earlier_session() {
        assertThat(hint("NameError", "name 'df' is not defined", Language.PYTHON, "df", 4))
                .contains("`df`");
        assertThat(hint("NameError", "name 'df' is not defined", Language.PYTHON, "df", 1))
                .isEqualTo("(none)");
        assertThat(hint("NameError", "name 'glueContext' is not defined", Language.PYTHON, "x", 1))
                .contains("GlueContext(sc)");
        assertThat(hint("error", "<console>:23: error: not found: value df", Language.SCALA, "df", 2))
                .contains("`df`");
    }

    @Test
    void what_is_not_known_gets_no_hint() {
        assertThat(hint("ValueError", "invalid literal for int() with base 10: 'x'", Language.PYTHON, "int('x')", 3))
                .isEqualTo("(none)");
    }

    @Test
    void every_hint_is_one_short_line() {
        assertThat(hint(
                        "x",
                        "not authorized to perform: s3:GetObject on resource: " + "y".repeat(100),
                        Language.PYTHON,
                        "",
                        1))
                .doesNotContain("\n")
                .hasSizeLessThan(400);
    }
}
