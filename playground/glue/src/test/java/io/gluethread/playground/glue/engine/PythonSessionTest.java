package io.gluethread.playground.glue.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people do in a Python session. SQL needs nothing but Spark; the rest is skipped where PySpark is missing. */
class PythonSessionTest {
    private static SparkEngine engine;
    private static HeardSession python;

    @BeforeAll
    static void start(@TempDir Path home) throws EngineUnavailableException {
        engine = SparkEngine.open(RealSpark.settings(home));
        python = HeardSession.start(engine, "python", EngineLanguage.PYTHON);
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    private static String py(String code) {
        RealSpark.assumePySpark(python.info());
        return python.text(code);
    }

    private static EngineOutcome.Failed pyFailure(String code) {
        RealSpark.assumePySpark(python.info());
        return python.failure(code);
    }

    @Test
    void sql_cells_need_no_python() {
        assertThat(python.text("# cell 7\nspark.sql(\"\"\"select 1 as one, 'a\\nb' as two\"\"\").show()"))
                .isEqualTo("+---+----+\n|one| two|\n+---+----+\n|  1|a\\nb|\n+---+----+");
    }

    @Test
    void failing_sql_has_the_shape_of_a_python_error() {
        EngineOutcome.Failed failed = python.failure("spark.sql(\"\"\"select * from nowhere\"\"\").show()");
        assertThat(failed.name()).isEqualTo("AnalysisException");
        assertThat(failed.value()).startsWith("[TABLE_OR_VIEW_NOT_FOUND]");
        assertThat(failed.traceback()).first().isEqualTo("Traceback (most recent call last):\n");
        assertThat(python.failure("spark.sql(\"\"\"selec 1\"\"\").show()").name())
                .isEqualTo("ParseException");
    }

    @Test
    void a_session_without_pyspark_says_how_to_get_it() {
        if (python.info().python().isEmpty()) {
            EngineOutcome.Failed failed = python.failure("1 + 1");
            assertThat(failed.name()).isEqualTo("PySparkNotInstalled");
            assertThat(failed.value()).contains("-m pip install pyspark==3.5.");
        }
    }

    @Test
    void echoes_the_last_expression_after_what_was_printed() {
        assertThat(py("print('Hello World')")).isEqualTo("Hello World");
        assertThat(py("x = 20\nprint('x is', x)\nx + 1")).isEqualTo("x is 20\n21");
        assertThat(py("_ + 1")).isEqualTo("22");
        assertThat(py("spark")).startsWith("<pyspark.sql.session.SparkSession object at ");
        assertThat(py("None")).isEmpty();
    }

    @Test
    void tracebacks_tell_of_the_users_code_only() {
        assertThat(pyFailure("nothere"))
                .isEqualTo(new EngineOutcome.Failed(
                        "NameError",
                        "name 'nothere' is not defined",
                        java.util.List.of(
                                "Traceback (most recent call last):\n", "NameError: name 'nothere' is not defined\n"),
                        ""));
        assertThat(pyFailure("def f():\n  raise Exception('message')\ndef g():\n  f()\nprint('before')\ng()"))
                .isEqualTo(new EngineOutcome.Failed(
                        "Exception",
                        "message",
                        java.util.List.of(
                                "Traceback (most recent call last):\n",
                                "  File \"<stdin>\", line 4, in g\n",
                                "  File \"<stdin>\", line 2, in f\n",
                                "Exception: message\n"),
                        "before"));
    }

    @Test
    void a_syntax_error_runs_nothing() {
        EngineOutcome.Failed failed = pyFailure("unset = 1\nprint('no')\n'");
        assertThat(failed.name()).isEqualTo("SyntaxError");
        assertThat(failed.text()).isEmpty();
        assertThat(pyFailure("unset").name()).isEqualTo("NameError");
    }

    @Test
    void exit_and_input_leave_the_session_alive() {
        assertThat(pyFailure("import sys\nsys.exit(3)").name()).isEqualTo("SystemExit");
        assertThat(pyFailure("input()").name()).isEqualTo("EOFError");
        assertThat(py("1 + 1")).isEqualTo("2");
    }

    @Test
    void functions_and_classes_of_the_user_travel_to_the_workers() {
        assertThat(py("""
                import pickle
                from pyspark.sql.functions import udf
                class Pair:
                    def __init__(self, a, b):
                        self.a, self.b = a, b
                factor = 3
                spark.udf.register("triple", lambda v: v * factor, "long")
                print(sc.parallelize([Pair(1, 2), Pair(3, 4)]).map(lambda p: p.a * p.b).collect())
                print(pickle.loads(pickle.dumps(Pair(5, 6))).b, Pair.__module__, __name__)
                """)).isEqualTo("[2, 12]\n6 __main__ __main__");
        assertThat(python.text("spark.sql(\"\"\"select triple(id) t from range(3)\"\"\").show()"))
                .contains("|  6|");
    }

    @Test
    void dataframes_are_the_same_in_python_and_sql() {
        assertThat(py("spark.createDataFrame([(1, 'a'), (2, 'b')], ['n', 's']).createOrReplaceTempView('v')\n"
                        + "spark.table('v').groupBy('s').count().orderBy('s').show()"))
                .isEqualTo("+---+-----+\n|  s|count|\n+---+-----+\n|  a|    1|\n|  b|    1|\n+---+-----+");
        assertThat(python.text("spark.sql(\"\"\"select max(n) m from v\"\"\").show()"))
                .contains("|  2|");
        assertThat(pyFailure("spark.sql('select * from nowhere')").name()).isEqualTo("AnalysisException");
    }

    @Test
    void what_code_prints_is_bounded_and_says_so() {
        assertThat(py("print('é' * 100000)")).hasSizeLessThan(40_000).contains("output cut here");
    }

    @Test
    void running_python_is_cancelled_and_the_session_goes_on() {
        RealSpark.assumePySpark(python.info());
        assertThat(python.cancelled("import time\ntime.sleep(600)")).isInstanceOf(EngineOutcome.Cancelled.class);
        assertThat(python.cancelled("while True: pass")).isInstanceOf(EngineOutcome.Cancelled.class);
        assertThat(python.cancelled("spark.range(10**12).selectExpr('sum(id * id % 7)').show()"))
                .isInstanceOf(EngineOutcome.Cancelled.class);
        assertThat(py("spark.range(5).count()")).isEqualTo("5");
    }
}
