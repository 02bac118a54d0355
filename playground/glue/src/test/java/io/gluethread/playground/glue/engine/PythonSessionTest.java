package io.gluethread.playground.glue.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
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
    void a_figure_is_printed_as_a_picture() {
        String drawn = py("""
                class Axes:
                    def get_title(self): return "Häuser"
                class Figure:
                    axes = [Axes()]
                    def savefig(self, out, format, dpi, bbox_inches): out.write(b"\\x89PNG")
                class plt:
                    @staticmethod
                    def gcf(): return Figure()
                print("before")
                %matplot plt
                print("after")
                7
                """);
        assertThat(drawn)
                .isEqualTo("before\n@@gluethread:picture {\"mime\": \"image/png\", \"alt\": \"H\\u00e4user\","
                        + " \"base64\": \"iVBORw==\"}\nafter\n7");
        assertThat(pyFailure("%matplot 7").value()).startsWith("%matplot shows matplotlib.pyplot or a figure");
        assertThat(pyFailure("%matplot").name()).isEqualTo("UnknownMagic");
    }

    @Test
    void a_figure_of_matplotlib_is_a_png() {
        if (!py("import importlib.util\nimportlib.util.find_spec('matplotlib') is not None")
                .equals("True")) {
            EngineOutcome.Failed failed = pyFailure("import matplotlib.pyplot as plt");
            assertThat(failed.name()).isEqualTo("ModuleNotFoundError");
            assertThat(failed.value())
                    .startsWith("No module named 'matplotlib' (AWS Glue has it; to have it here: ")
                    .endsWith(" -m pip install matplotlib)");
            System.out.println("skipped: " + RealSpark.python() + " has no matplotlib");
        }
        Assumptions.assumeTrue(
                py("importlib.util.find_spec('matplotlib') is not None").equals("True"),
                RealSpark.python() + " has no matplotlib");
        assertThat(py("import matplotlib.pyplot as plt\nplt.plot([1, 3, 2])\nplt.title('Trend')\n%matplot plt"))
                .contains(
                        "@@gluethread:picture {\"mime\": \"image/png\", \"alt\": \"Trend\", \"base64\": \"iVBORw0KGgo");
    }

    @Test
    void other_magics_are_said_to_be_unknown_and_text_that_looks_like_one_is_text() {
        EngineOutcome.Failed failed = pyFailure("print('a')\n%foo bar\nprint('b')");
        assertThat(failed.name()).isEqualTo("UnknownMagic");
        assertThat(failed.value()).isEqualTo("unknown magic command 'foo'");
        assertThat(failed.text()).isEqualTo("a");
        EngineOutcome.Failed ofTheCell = pyFailure("print('a')\n%%sql select 1\nprint('b')");
        assertThat(ofTheCell.name()).isEqualTo("UnknownMagic");
        assertThat(ofTheCell.value()).isEqualTo("unknown magic command '%sql'");
        assertThat(ofTheCell.text()).isEqualTo("a");
        assertThat(pyFailure("%%sql\nselect 1").name())
                .as("what stands below it is Python, as for Livy")
                .isEqualTo("SyntaxError");
        assertThat(py("len('''\n%matplot plt\n''')")).isEqualTo("14");
        assertThat(pyFailure("def boom():\n    return 1 / 0\n%json 1\nboom()").value())
                .startsWith("%json answers with data");
        assertThat(pyFailure("x = 1\nprint('no'\n%matplot plt").text()).isEmpty();
    }

    @Test
    void threads_print_and_streams_that_code_closes_open_again() {
        assertThat(py("""
                import sys, threading
                threads = [threading.Thread(target=lambda i=i: print("thread", i)) for i in range(3)]
                for thread in threads:
                    thread.start()
                    thread.join()
                print("err", file=sys.stderr)
                '🚀é'
                """)).isEqualTo("thread 0\nthread 1\nthread 2\n'🚀é'\nerr");
        py("sys.stdout.close()");
        assertThat(py("print('still here')")).isEqualTo("still here");
        assertThat(pyFailure("exit()").name()).isEqualTo("SystemExit");
        assertThat(pyFailure("input()").name()).isEqualTo("EOFError");
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
