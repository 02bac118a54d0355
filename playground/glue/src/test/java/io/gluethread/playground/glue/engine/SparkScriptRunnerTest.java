package io.gluethread.playground.glue.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gluethread.playground.glue.catalog.CatalogChange;
import io.gluethread.playground.glue.catalog.CatalogSnapshot;
import io.gluethread.playground.glue.job.ScriptEnd;
import io.gluethread.playground.glue.job.ScriptLanguage;
import io.gluethread.playground.glue.job.ScriptListener;
import io.gluethread.playground.glue.job.ScriptRequest;
import io.gluethread.playground.glue.job.ScriptRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts of jobs, each in a process of its own with real Spark. */
class SparkScriptRunnerTest {
    @TempDir
    private Path home;

    private SparkEngineSettings settings;
    private SparkScriptRunner runner;

    @BeforeEach
    void open() {
        settings = RealSpark.settings(home);
        runner = SparkScriptRunner.open(settings);
    }

    @AfterEach
    void close() {
        runner.close();
    }

    private static final class Heard implements ScriptListener {
        private final CompletableFuture<Void> running = new CompletableFuture<>();
        private final CompletableFuture<ScriptEnd> ended = new CompletableFuture<>();
        private final List<CatalogChange> changes = new CopyOnWriteArrayList<>();

        @Override
        public void running() {
            running.complete(null);
        }

        @Override
        public void catalogChanged(CatalogChange change) {
            changes.add(change);
        }

        @Override
        public void ended(ScriptEnd end) {
            ended.complete(end);
        }

        ScriptEnd end() {
            return ended.orTimeout(180, TimeUnit.SECONDS).join();
        }
    }

    private Path output() {
        return home.resolve("output.log");
    }

    private ScriptRequest request(ScriptLanguage language, String source, String... arguments) throws IOException {
        Path script = home.resolve(language == ScriptLanguage.PYTHON ? "job.py" : "job.scala");
        Files.writeString(script, source);
        return new ScriptRequest(
                "jr_1",
                script,
                language,
                Optional.empty(),
                List.of(arguments),
                Map.of("spark.sql.shuffle.partitions", "3"),
                new CatalogSnapshot(0, List.of(), List.of()),
                output());
    }

    private void assumePySpark(ScriptEnd end) {
        boolean missing = end instanceof ScriptEnd.Failed(String message) && message.startsWith("PySparkNotInstalled");
        if (missing) {
            System.out.println("skipped: " + RealSpark.python() + " cannot import PySpark 3.5");
        }
        Assumptions.assumeFalse(missing, RealSpark.python() + " cannot import PySpark 3.5");
    }

    @Test
    void a_python_script_makes_its_own_context_and_finds_its_arguments() throws IOException {
        Heard heard = new Heard();
        runner.start(
                request(
                        ScriptLanguage.PYTHON,
                        """
                        import sys
                        from awsglue.context import GlueContext
                        from awsglue.dynamicframe import DynamicFrame
                        from awsglue.job import Job
                        from awsglue.utils import getResolvedOptions
                        from pyspark.context import SparkContext
                        args = getResolvedOptions(sys.argv, ["JOB_NAME", "output_path"])
                        sc = SparkContext()
                        glueContext = GlueContext(sc)
                        spark = glueContext.spark_session
                        job = Job(glueContext)
                        job.init(args["JOB_NAME"], args)
                        class Pair:
                            def __init__(self, a): self.a = a
                        print(args["JOB_NAME"], __name__, sc.parallelize([Pair(4)]).map(lambda p: p.a).collect())
                        print(spark.conf.get("spark.sql.shuffle.partitions"), file=sys.stderr)
                        spark.sql("create database from_a_job")
                        glueContext.write_dynamic_frame.from_options(
                            frame=DynamicFrame.fromDF(spark.range(3), glueContext, "r"), connection_type="s3",
                            connection_options={"path": args["output_path"]}, format="json")
                        job.commit()
                        """,
                        "--JOB_NAME",
                        "nightly",
                        "--output_path",
                        "s3://job-results/out/",
                        "--unknown",
                        "é"),
                heard);
        ScriptEnd end = heard.end();
        assumePySpark(end);
        assertThat(end).isEqualTo(new ScriptEnd.Succeeded());
        assertThat(heard.running).isCompleted();
        assertThat(Files.readString(output())).isEqualTo("nightly __main__ [4]\n3\n");
        assertThat(heard.changes).hasSize(1).first().isInstanceOf(CatalogChange.DatabaseCreated.class);
        assertThat(settings.s3().resolve("job-results/out")).isDirectoryContaining("glob:**.json");
    }

    @Test
    void what_a_python_script_raises_is_the_runs_message_and_stands_in_its_output() throws IOException {
        Heard heard = new Heard();
        runner.start(request(ScriptLanguage.PYTHON, "print('so far')\nimport sys\nsummary_dyf.count()"), heard);
        ScriptEnd end = heard.end();
        assumePySpark(end);
        assertThat(end).isEqualTo(new ScriptEnd.Failed("NameError: name 'summary_dyf' is not defined"));
        assertThat(Files.readString(output()))
                .startsWith("so far\nTraceback (most recent call last):\n")
                .contains("job.py\", line 3, in <module>")
                .endsWith("NameError: name 'summary_dyf' is not defined\n");
        Heard left = new Heard();
        runner.start(request(ScriptLanguage.PYTHON, "import sys\nsys.exit(3)"), left);
        assertThat(left.end()).isEqualTo(new ScriptEnd.Failed("SystemExit: 3"));
    }

    @Test
    void stopping_kills_a_script() throws IOException {
        Heard heard = new Heard();
        ScriptRun run = runner.start(
                request(
                        ScriptLanguage.SCALA,
                        "object GlueApp { def main(sysArgs: Array[String]): Unit = { println(\"here\"); Thread.sleep(600000) } }"),
                heard);
        heard.running.orTimeout(180, TimeUnit.SECONDS).join();
        ProcessHandle process = ProcessHandle.of(run.pid().orElseThrow()).orElseThrow();
        await().atMost(Duration.ofMinutes(2)).until(() -> Files.exists(output()) && Files.size(output()) > 0);
        run.stop();
        run.stop();
        assertThat(heard.end()).isEqualTo(new ScriptEnd.Stopped());
        await().atMost(Duration.ofMinutes(1)).until(() -> !process.isAlive());
        assertThat(run.pid()).isEmpty();
    }

    @Test
    void a_scala_script_is_its_objects_main() throws IOException {
        Heard heard = new Heard();
        runner.start(request(ScriptLanguage.SCALA, """
                        import org.apache.spark.sql.SparkSession
                        object GlueApp {
                          def main(sysArgs: Array[String]) {
                            val spark = SparkSession.builder().getOrCreate()
                            println(sysArgs.mkString(" "))
                            println(spark.range(5).count())
                            throw new IllegalStateException("no more")
                          }
                        }
                        """, "--JOB_NAME", "a \"b\" \\ é"), heard);
        assertThat(heard.end()).isEqualTo(new ScriptEnd.Failed("java.lang.IllegalStateException: no more"));
        assertThat(Files.readString(output())).startsWith("--JOB_NAME a \"b\" \\ é\n5\njava.lang.IllegalState");
    }

    @Test
    void what_cannot_run_says_why() throws IOException {
        Heard glue = new Heard();
        runner.start(
                request(ScriptLanguage.SCALA, "import com.amazonaws.services.glue.GlueContext\nobject GlueApp {}"),
                glue);
        assertThat(glue.end())
                .isInstanceOfSatisfying(
                        ScriptEnd.Failed.class,
                        failed -> assertThat(failed.message()).contains("no com.amazonaws.services.glue for Scala"));
        ScriptRequest usual = request(ScriptLanguage.SCALA, "");
        Files.delete(usual.script());
        Heard nowhere = new Heard();
        runner.start(usual, nowhere);
        assertThat(nowhere.end()).isInstanceOf(ScriptEnd.NotStarted.class);
        runner.close();
        Heard late = new Heard();
        runner.start(request(ScriptLanguage.SCALA, ""), late);
        assertThat(late.end()).isEqualTo(new ScriptEnd.NotStarted("The local Spark engine has been closed."));
    }
}
