package io.gluethread.broker.statement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FailureTextTest {
    @Test
    void a_plain_error_stays_as_it_is() {
        assertThat(FailureText.of("ZeroDivisionError", "division by zero"))
                .isEqualTo(new FailureText("ZeroDivisionError", "division by zero"));
        assertThat(FailureText.of("", "")).isEqualTo(new FailureText("Error", ""));
        assertThat(FailureText.of("pyspark.sql.utils.AnalysisException", "no"))
                .isEqualTo(new FailureText("AnalysisException", "no"));
    }

    @Test
    void a_query_plan_is_left_out() {
        assertThat(FailureText.of("AnalysisException", """
                        Column 'nope' does not exist. Did you mean one of the following? [id]; line 1 pos 7;
                        'Project ['nope]
                        +- Range (0, 3, step=1, splits=None)
                        """).message())
                .isEqualTo("Column 'nope' does not exist. Did you mean one of the following? [id]; line 1 pos 7;");
        assertThat(FailureText.of("AnalysisException", "Something is wrong;\nProject [id]\n+- Range (0, 3)")
                        .message())
                .isEqualTo("Something is wrong;");
    }

    @Test
    void a_syntax_error_shows_where() {
        assertThat(FailureText.of("ParseException", """

                        Syntax error at or near '#'(line 1, pos 27)

                        == SQL ==
                        show tables in `covid-19`  # comment
                        ---------------------------^^^
                        """).message()).isEqualTo("""
                        Syntax error at or near '#'(line 1, pos 27)
                        show tables in `covid-19`  # comment
                        ---------------------------^^^""");
    }

    @Test
    void an_error_inside_a_task_is_told_by_its_own_name() {
        assertThat(FailureText.of("Py4JJavaError", """
                        An error occurred while calling o71.collectToPython.
                        : org.apache.spark.SparkException: Job aborted due to stage failure: Task 0 in stage 2.0 failed 1 times, \
                        most recent failure: Lost task 0.0 in stage 2.0 (TID 3) (10.0.0.1 executor driver): java.lang.ArithmeticException: / by zero
                        \tat $line3.$read.fn(<console>:25)
                        Driver stacktrace:
                        """)).isEqualTo(new FailureText("ArithmeticException", "/ by zero"));
    }

    @Test
    void an_error_inside_a_python_worker_is_told_by_its_own_name() {
        assertThat(FailureText.of("Py4JJavaError", """
                        An error occurred while calling o71.collectToPython.
                        : org.apache.spark.SparkException: Job aborted due to stage failure: Task 0 in stage 2.0 failed 1 times, \
                        most recent failure: Lost task 0.0 in stage 2.0 (TID 3) (10.0.0.1 executor driver): \
                        org.apache.spark.api.python.PythonException: Traceback (most recent call last):
                          File "/opt/worker.py", line 1, in main
                          File "<stdin>", line 2, in f
                        ZeroDivisionError: division by zero

                        \tat org.apache.spark.api.python.BasePythonRunner$ReaderIterator.handlePythonException(PythonRunner.scala:572)
                        """))
                .isEqualTo(new FailureText("ZeroDivisionError", "division by zero"));
    }

    @Test
    void py4js_wrapping_is_left_out() {
        assertThat(FailureText.of("Py4JJavaError", """
                        An error occurred while calling o48.load.
                        : java.lang.ClassNotFoundException: Failed to find data source: nope.
                        \tat org.apache.spark.sql.errors.X.y(X.scala:1)
                        """))
                .isEqualTo(new FailureText("ClassNotFoundException", "Failed to find data source: nope."));
    }

    @Test
    void a_scala_error_gets_its_class_as_name() {
        assertThat(FailureText.of("Error", "java.lang.ArithmeticException: / by zero"))
                .isEqualTo(new FailureText("ArithmeticException", "/ by zero"));
        assertThat(FailureText.of("Error", "<console>:25: error: not found: value x"))
                .isEqualTo(new FailureText("Error", "<console>:25: error: not found: value x"));
    }

    @Test
    void a_message_is_never_endless() {
        assertThat(FailureText.of("E", "🚀".repeat(5_000)).message())
                .hasSizeLessThanOrEqualTo(1_000)
                .endsWith("🚀…");
    }
}
