package io.gluethread.playground.glue.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gluethread.playground.glue.catalog.CatalogSnapshot;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All the ways in which a session's process ends, each with a process of its own. */
class SessionEndsTest {
    @TempDir
    Path home;

    private SparkEngine engine;

    @BeforeEach
    void open() {
        engine = SparkEngine.open(RealSpark.settings(home));
    }

    @AfterEach
    void close_leaves_nothing_behind() throws IOException {
        engine.close();
        try (Stream<Path> left = Files.list(home.resolve("sessions"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void stopped_when_asked() {
        HeardSession session = start("stopped");
        session.info();
        session.session.stop();
        session.session.stop();
        EngineEnd end = session.end();
        assertThat(end.asked()).isTrue();
        assertThat(end.exitCode()).hasValue(0);
        assertThat(session.session.pid()).isEmpty();
    }

    @Test
    void killed_by_somebody() {
        HeardSession session = start("killed");
        long pid = session.info().pid();
        assertThat(session.session.pid()).hasValue(pid);
        int running = session.send("Thread.sleep(600000)");
        session.awaitRunning(running);
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        EngineEnd end = session.end();
        assertThat(end.asked()).isFalse();
        assertThat(end.exitCode()).hasValue(137);
        assertThat(end.reason()).isEqualTo("The session's process was killed (signal 9).");
    }

    @Test
    void ended_by_its_own_code() {
        HeardSession session = start("exit");
        session.send("System.err.println(\"last words\"); System.exit(3)");
        EngineEnd end = session.end();
        assertThat(end.exitCode()).hasValue(3);
        assertThat(end.reason()).isEqualTo("The session's process ended with exit code 3.");
        assertThat(end.logTail()).contains("last words");
    }

    @Test
    void out_of_memory() {
        HeardSession session = start("memory");
        session.send("val much = Array.fill(64)(new Array[Long](50000000))");
        EngineEnd end = session.end();
        assertThat(end.exitCode()).hasValue(3);
        assertThat(end.reason()).isEqualTo("The session ran out of memory (1g) and ended.");
    }

    @Test
    void without_spark_there_is_no_session() {
        HeardSession session = start("spark-stop");
        assertThat(session.text("spark.stop()")).isEmpty();
        EngineEnd end = session.end();
        assertThat(end.asked()).isFalse();
        assertThat(end.reason()).isEqualTo("The session failed: a statement stopped the session's SparkContext.");
    }

    @Test
    void tasks_that_nothing_can_stop_end_the_session() {
        HeardSession session = start("zombies");
        Path spinning = home.resolve("spinning");
        int endless = session.send("val sign = \"" + spinning + "\"\n"
                + "spark.range(4).foreach { x => new java.io.File(sign).createNewFile(); while (true) {} }");
        await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(spinning));
        session.session.cancel(endless);
        assertThat(session.outcome(endless)).isInstanceOf(EngineOutcome.Cancelled.class);
        assertThat(session.end().reason()).contains("a cancelled statement's tasks did not end");
    }

    @Test
    void a_setting_that_spark_refuses_is_named() throws EngineUnavailableException {
        HeardSession session = HeardSession.start(
                engine,
                new EngineRequest(
                        "bad-setting",
                        EngineLanguage.SCALA,
                        Map.of("spark.extraListeners", "no.such.Listener"),
                        new CatalogSnapshot(0, List.of(), List.of())));
        assertThat(session.end().reason()).startsWith("The session failed: the session could not start");
        assertThat(session.end().logTail()).contains("no.such.Listener");
    }

    @Test
    void settings_of_the_session_reach_spark_but_do_not_open_it_to_the_network() throws EngineUnavailableException {
        HeardSession session = HeardSession.start(
                engine,
                new EngineRequest(
                        "settings",
                        EngineLanguage.SCALA,
                        Map.of("spark.sql.shuffle.partitions", "7", "spark.ui.enabled", "true"),
                        new CatalogSnapshot(0, List.of(), List.of())));
        assertThat(
                        session.text(
                                "println(spark.conf.get(\"spark.sql.shuffle.partitions\") + spark.conf.get(\"spark.ui.enabled\"))"))
                .isEqualTo("7false");
    }

    @Test
    void number_10_no_session_outlives_a_killed_service() throws IOException {
        Process service = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dgluethread.root=" + System.getProperty("gluethread.root"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LonelyService.class.getName(),
                        home.resolve("service").toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader says =
                new BufferedReader(new InputStreamReader(service.getInputStream(), StandardCharsets.UTF_8))) {
            ProcessHandle session = ProcessHandle.of(Long.parseLong(Objects.requireNonNull(says.readLine())))
                    .orElseThrow();
            assertThat(session.isAlive()).isTrue();
            service.destroyForcibly();
            await().atMost(Duration.ofSeconds(30)).until(() -> !session.isAlive());
        } finally {
            service.destroyForcibly();
        }
        SparkEngine.open(RealSpark.settings(home.resolve("service"))).close();
        try (Stream<Path> left = Files.list(home.resolve("service/sessions"))) {
            assertThat(left).as("folders that the killed service left behind").isEmpty();
        }
    }

    @Test
    void python_without_pyspark_is_told_how_to_get_it() throws EngineUnavailableException {
        SparkEngineSettings usual = RealSpark.settings(home);
        SparkEngineSettings noPython = new SparkEngineSettings(
                home,
                usual.s3(),
                usual.host(),
                "no-such-python",
                usual.heap(),
                1,
                0,
                true,
                false,
                usual.outputLimit(),
                usual.bootLimit(),
                usual.environment());
        try (SparkEngine other = SparkEngine.open(noPython)) {
            HeardSession session = HeardSession.start(other, "no-python", EngineLanguage.PYTHON);
            assertThat(session.info().python()).isEmpty();
            EngineOutcome.Failed failed = session.failure("print(1)");
            assertThat(failed.name()).isEqualTo("PySparkNotInstalled");
            assertThat(failed.value()).contains("no-such-python -m pip install pyspark==3.5.");
            assertThat(session.text("# only a remark")).isEmpty();
            assertThat(session.text("spark.sql(\"\"\"select 1 as a\"\"\").show(5, False)"))
                    .contains("|1  |");
            assertThatThrownBy(() -> start(other, "one-too-many"))
                    .hasMessageContaining("This machine runs 1 Spark sessions already")
                    .hasMessageContaining("GLUETHREAD_SPARK_SESSIONS");
        }
    }

    private HeardSession start(String id) {
        try {
            return start(engine, id);
        } catch (EngineUnavailableException e) {
            throw new AssertionError(e);
        }
    }

    private static HeardSession start(Engine engine, String id) throws EngineUnavailableException {
        return HeardSession.start(engine, id, EngineLanguage.SCALA);
    }
}
