package io.gluethread.playground.glue.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people do in a Scala session, on real Spark, all in one process. */
class ScalaSessionTest {
    private static SparkEngine engine;
    private static HeardSession scala;

    @BeforeAll
    static void start(@TempDir Path home) throws EngineUnavailableException {
        engine = SparkEngine.open(RealSpark.settings(home));
        scala = HeardSession.start(engine, "scala", EngineLanguage.SCALA);
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    private static String sql(String query) {
        return scala.text("spark.sql(\"\"\"" + query + "\"\"\").show(100, false)");
    }

    @Test
    void says_what_it_runs_on() {
        assertThat(scala.info().spark()).startsWith("3.5.");
        assertThat(scala.info().java()).startsWith("17.");
        assertThat(scala.text("println(spark.version + \" \" + sc.master)"))
                .startsWith("3.5.")
                .endsWith(" local[2]");
    }

    @Test
    void echoes_values_as_the_repl_does() {
        assertThat(scala.text("val df = spark.range(5).toDF(\"x\")"))
                .isEqualTo("df: org.apache.spark.sql.DataFrame = [x: bigint]");
        assertThat(scala.text("df.count()")).matches("res\\d+: Long = 5");
        assertThat(scala.text("val a = 1\nprintln(\"between\")\nval b = a + 1"))
                .isEqualTo("a: Int = 1\nbetween\nb: Int = 2");
        assertThat(scala.text("print(1)\nprint(2)")).isEqualTo("12");
        assertThat(scala.text("val (q, r) = (7 / 2, 7 % 2); q + r"))
                .contains("q: Int = 3")
                .contains(": Int = 4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   \n", "// nothing", "/* nothing\n at all */"})
    void nothing_to_do_answers_nothing(String code) {
        assertThat(scala.text(code)).isEmpty();
    }

    @Test
    void a_case_class_may_be_used_in_the_cell_that_defines_it() {
        assertThat(scala.text("""
                case class Person(name: String, age: Int)
                object Person { def adult(p: Person) = p.age > 17 }
                val people = Seq(Person("Ana", 31), Person("Bo", 3)).toDS()
                people.filter(Person.adult _).map(_.name).collect().mkString(",")
                """)).endsWith(": String = Ana");
        assertThat(scala.text("case class One(v: Int); Seq(One(4)).toDS().map(_.v + 1).head"))
                .endsWith(": Int = 5");
        assertThat(scala.text("people.groupBy($\"age\" > 17).count().count()")).endsWith(": Long = 2");
    }

    @Test
    void a_statement_may_go_over_several_lines() {
        assertThat(scala.text("""
                val left = spark.range(10) // ten; of them
                  .filter($"id" > 3)

                  .filter($"id" < 8)
                val text = \"\"\"a;
                  { b\"\"\"
                val size = if (text.length > 3)
                  "long"
                else
                  "short"
                def twice(n: Int): Int = {
                  n * 2
                }
                def fourTimes(n: Int) = twice(twice(n))
                left.count() + fourTimes(1)
                """)).endsWith(": Long = 8").contains("size: String = long");
    }

    @Test
    void sealed_families_may_be_written_line_by_line() {
        assertThat(scala.text("""
                sealed trait Shape
                case class Square(a: Double) extends Shape
                case class Circle(r: Double)
                  extends Shape
                def area(s: Shape) = s match {
                  case Square(a) => a * a
                  case Circle(r) => 3 * r * r
                }
                area(Circle(2))
                """)).endsWith(": Double = 12.0");
    }

    @Test
    void closures_reach_values_of_earlier_statements() {
        scala.text("val factor = 3");
        scala.text("val names = sc.broadcast(Map(1 -> \"one\", 2 -> \"two\"))\nval seen = sc.longAccumulator");
        assertThat(scala.text("sc.parallelize(1 to 4).map { n => seen.add(1); n * factor }.sum"))
                .endsWith(": Double = 30.0");
        assertThat(scala.text("sc.parallelize(1 to 2).map(names.value(_)).collect.mkString(\"+\") + seen.value"))
                .endsWith("one+two4");
        assertThat(scala.text(
                        "val triple = udf((n: Long) => n * factor)\nspark.range(3).select(triple($\"id\")).as[Long]"
                                + ".collect.toList"))
                .endsWith("List(0, 3, 6)");
    }

    @Test
    void sql_is_shown_as_spark_shows_it() {
        assertThat(scala.text("// cell 1\nspark.sql(\"\"\"select id, id * 2 as twice from range(30)\"\"\").show(2)"))
                .isEqualTo("+---+-----+\n| id|twice|\n+---+-----+\n|  0|    0|\n|  1|    2|\n+---+-----+\n"
                        + "only showing top 2 rows");
        assertThat(scala.text("val code = 1; spark.sql(\"\"\"select 1 a\"\"\").show()"))
                .isEqualTo("code: Int = 1\n+---+\n|  a|\n+---+\n|  1|\n+---+");
        assertThat(scala.text("spark.sql(\"\"\"create or replace temp view v as select 'x' as c\"\"\").show()"))
                .isEqualTo("++\n||\n++\n++");
        assertThat(scala.text("spark.table(\"v\").head.getString(0)")).endsWith(": String = x");
    }

    @Test
    void the_quick_way_for_sql_prints_what_the_repl_prints() {
        String query = "select id as n, cast(id as string) as s, null as nothing, 'a|b' as pipe from range(25)";
        String quick = scala.text("spark.sql(\"\"\"" + query + "\"\"\").show()");
        String slow = scala.text("{ spark.sql(\"\"\"" + query + "\"\"\").show() }");
        assertThat(quick).isEqualTo(slow).endsWith("only showing top 20 rows");
        assertThat(scala.failure("spark.sql(\"\"\"select * from nowhere\"\"\").show()")
                        .value())
                .isEqualTo(scala.failure("{ spark.sql(\"\"\"select * from nowhere\"\"\").show() }")
                        .value());
    }

    @ParameterizedTest
    @ValueSource(strings = {"parquet", "orc", "json", "csv"})
    void files_of_every_format_come_back(String format) {
        assertThat(scala.text("spark.range(100).selectExpr(\"id\", \"'t' || id as name\").write.partitionBy(\"id\")"
                        + ".mode(\"overwrite\").format(\"" + format + "\").save(\"files/" + format + "\")"))
                .isEmpty();
        assertThat(scala.text("spark.read.format(\"" + format + "\").load(\"files/" + format
                        + "\").where(\"id >= 90\").count()"))
                .endsWith(": Long = 10");
    }

    @Test
    void compressed_text_windows_joins_and_streams_work() {
        scala.text("Seq(\"b\", \"a\").toDF.write.option(\"compression\", \"gzip\").mode(\"overwrite\").text(\"z.gz\")");
        assertThat(scala.text("spark.read.text(\"z.gz\").as[String].collect.sorted.mkString"))
                .endsWith("ab");
        scala.text("spark.range(9).write.option(\"compression\", \"zstd\").mode(\"overwrite\").parquet(\"z.parquet\")");
        assertThat(sql("select id, row_number() over (partition by id % 3 order by id desc) r,"
                        + " approx_count_distinct(id) over () d from parquet.`z.parquet` order by id limit 1"))
                .contains("|0  |3  |9  |");
        assertThat(sql("select count(*) from range(50) a join range(10) b on a.id = b.id"))
                .contains("|10      |");
        assertThat(scala.text("""
                val stream = spark.readStream.format("rate").load().writeStream.format("memory").queryName("rate").start()
                stream.processAllAvailable(); stream.stop()
                stream.isActive
                """)).endsWith(": Boolean = false");
        assertThat(scala.text("val c = spark.range(10).cache(); c.count(); c.checkpoint _; c.storageLevel.useMemory"))
                .endsWith(": Boolean = true");
    }

    @Test
    void errors_of_the_compiler_run_no_part_of_a_statement() {
        EngineOutcome.Failed unknown = scala.failure("println(1 + unknownName)");
        assertThat(unknown.name()).isEqualTo("Error");
        assertThat(unknown.value()).endsWith("error: not found: value unknownName");
        assertThat(unknown.traceback()).allMatch(line -> line.endsWith("\n"));
        EngineOutcome.Failed broken = scala.failure("println(\"ran\")\nval x = ) 1");
        assertThat(broken.text()).isEmpty();
        assertThat(broken.value()).contains("error:");
        assertThat(scala.failure("def f(x: Int) = {").value()).isEqualTo("incomplete statement");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "println(\"unterminated | unclosed string literal",
                "def f( = 3             | identifier expected but '=' found.",
                "val 1x = 3             | Invalid literal number",
                "val c = 'ab'           | unclosed character literal",
                "}                      | eof expected but '}' found."
            })
    void what_does_not_parse_is_told_in_the_compilers_words(String code, String words) {
        EngineOutcome.Failed alone = scala.failure(code);
        assertThat(alone.name()).isEqualTo("Error");
        assertThat(alone.value()).startsWith("<console>:1: error: " + words);
        assertThat(String.join("", alone.traceback())).contains(code).contains("^");
        EngineOutcome.Failed last = scala.failure("val fine = 1\nprintln(fine)\n" + code);
        assertThat(last.text()).isEmpty();
        assertThat(last.value()).startsWith("<console>:3: error: " + words);
        assertThat(scala.text("print(\"goes on\")")).isEqualTo("goes on");
    }

    @Test
    void errors_of_running_code_keep_what_was_printed_before() {
        EngineOutcome.Failed failed =
                scala.failure("val before = 1\nprintln(\"printed\")\n1 / (before - 1)\nprintln(2)");
        assertThat(failed.name()).isEqualTo("Error");
        assertThat(failed.value()).isEqualTo("java.lang.ArithmeticException: / by zero");
        assertThat(failed.text()).isEqualTo("before: Int = 1\nprinted");
        assertThat(failed.traceback()).last().asString().contains("elided").endsWith("\n");
        assertThat(scala.failure("spark.range(1).map(n => 1 / n).collect()").value())
                .startsWith("org.apache.spark.SparkException: Job aborted")
                .contains("/ by zero");
        assertThat(scala.text("before")).endsWith(": Int = 1");
    }

    @Test
    void long_output_is_cut_and_says_so() {
        String text = scala.text("println(\"é\" * 100000)");
        assertThat(text).hasSizeLessThan(40_000).contains("... output cut here: ");
        assertThat(scala.text("println(\"short again\")")).isEqualTo("short again");
    }

    @Test
    void what_tasks_print_goes_to_the_log_as_on_a_cluster() {
        assertThat(scala.text("sc.parallelize(1 to 2).foreach(println)")).isEmpty();
    }

    @Test
    void reading_from_standard_input_finds_nothing_and_does_not_wait() {
        assertThat(scala.text("scala.io.StdIn.readLine() == null")).endsWith(": Boolean = true");
    }

    @Test
    void the_session_knows_no_secret_of_the_service() {
        List<String> names = List.of(scala.text("println(sys.env.keys.toList.sorted.mkString(\" \"))")
                .split(" ", -1));
        assertThat(names).contains("PATH").doesNotContain("SLACK_BOT_TOKEN", "AWS_SECRET_ACCESS_KEY");
        assertThat(scala.text("println(sys.props.values.mkString + sys.env.values.mkString)"))
                .doesNotContain("xoxb-secret", "aws-secret");
    }

    @Test
    void progress_rises_and_stays_below_one() {
        scala.progress.clear();
        scala.text("sc.parallelize(1 to 8, 8).map { n => Thread.sleep(150); n }.sum");
        assertThat(scala.progress).isNotEmpty().isSorted().allMatch(share -> share > 0 && share < 1);
    }

    @Test
    void statements_wait_their_turn_and_waiting_ones_can_be_cancelled() {
        int first = scala.send("Thread.sleep(400); println(\"first\")");
        int second = scala.send("println(\"second\")");
        int third = scala.send("println(\"third\")");
        scala.session.cancel(second);
        assertThat(scala.outcome(second)).isInstanceOf(EngineOutcome.Cancelled.class);
        assertThat(scala.outcome(first)).isEqualTo(new EngineOutcome.Ok("first"));
        assertThat(scala.outcome(third)).isEqualTo(new EngineOutcome.Ok("third"));
        scala.session.cancel(second);
        scala.session.cancel(12_345);
    }

    @Test
    void running_statements_are_cancelled_and_the_session_goes_on() {
        scala.text("val kept = 42");
        assertThat(scala.cancelled("spark.range(1000000000000L).selectExpr(\"sum(id * id % 7)\").show()"))
                .isInstanceOf(EngineOutcome.Cancelled.class);
        assertThat(scala.cancelled("spark.sql(\"\"\"select count(*) from range(1e7) a, range(1e7) b\"\"\").show()"))
                .isInstanceOf(EngineOutcome.Cancelled.class);
        assertThat(scala.cancelled("Thread.sleep(600000)")).isInstanceOf(EngineOutcome.Cancelled.class);
        assertThat(scala.cancelled("while (true) {}")).isInstanceOf(EngineOutcome.Cancelled.class);
        assertThat(scala.text("spark.range(kept).count()")).endsWith(": Long = 42");
    }
}
