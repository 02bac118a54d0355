package io.gluethread.playground.glue.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gluethread.playground.glue.catalog.CatalogDatabase;
import io.gluethread.playground.glue.catalog.CatalogSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are started ahead of the sessions that will use them. */
class WarmSessionsTest {
    private static SparkEngineSettings settings(Path home, int warm) {
        SparkEngineSettings usual = RealSpark.settings(home);
        return new SparkEngineSettings(
                home,
                usual.s3(),
                usual.host(),
                usual.python(),
                usual.heap(),
                2,
                warm,
                true,
                false,
                usual.outputLimit(),
                usual.bootLimit(),
                usual.environment());
    }

    @Test
    void a_session_gets_the_process_that_waited_with_its_own_catalog(@TempDir Path home) throws Exception {
        try (SparkEngine engine = SparkEngine.open(settings(home, 1))) {
            engine.prepare(EngineLanguage.SCALA);
            engine.prepare(EngineLanguage.SCALA);
            assertThat(engine.ahead()).isEqualTo(1);
            CatalogSnapshot catalog =
                    new CatalogSnapshot(7, List.of(new CatalogDatabase("mine", "", "", Map.of())), List.of());
            HeardSession session = HeardSession.start(engine, "first", EngineLanguage.SCALA, catalog);
            assertThat(engine.ahead()).isZero();
            assertThat(session.info().pid()).isEqualTo(session.session.pid().orElseThrow());
            assertThat(session.text("println(System.getProperty(\"java.io.tmpdir\"))"))
                    .as("the folder of a process that was started ahead")
                    .contains("/ahead-1-");
            assertThat(session.text("spark.sql(\"\"\"show databases\"\"\").show()"))
                    .contains("mine");
            // Started with settings of its own, so nobody's process will do.
            engine.prepare(EngineLanguage.SCALA);
            HeardSession special = HeardSession.start(
                    engine,
                    new EngineRequest(
                            "special", EngineLanguage.SCALA, Map.of("spark.sql.shuffle.partitions", "7"), catalog));
            assertThat(special.text("println(spark.conf.get(\"spark.sql.shuffle.partitions\"))"))
                    .isEqualTo("7");
            session.session.stop();
            assertThat(session.end().asked()).isTrue();
            special.session.kill();
            special.end();
        }
        assertThat(home.resolve("sessions")).isEmptyDirectory();
    }

    @Test
    void the_pool_keeps_within_the_limit_follows_the_language_and_survives_a_death(@TempDir Path home)
            throws Exception {
        try (SparkEngine engine = SparkEngine.open(settings(home, 1))) {
            engine.prepare(EngineLanguage.SCALA);
            engine.prepare(EngineLanguage.PYTHON);
            assertThat(engine.ahead()).isEqualTo(1);
            List<ProcessHandle> children = ProcessHandle.current()
                    .descendants()
                    .filter(child -> child.info().commandLine().orElse("").contains(home.toString()))
                    .toList();
            assertThat(children).isNotEmpty();
            children.forEach(ProcessHandle::destroyForcibly);
            await().atMost(Duration.ofMinutes(1)).until(() -> engine.ahead() == 0);
            HeardSession session = HeardSession.start(engine, "cold", EngineLanguage.PYTHON);
            assertThat(session.text("spark.sql(\"\"\"select 1 as one\"\"\").show()"))
                    .contains("|  1|");
            engine.prepare(EngineLanguage.PYTHON);
            assertThat(engine.ahead()).isEqualTo(1);
            HeardSession second = HeardSession.start(engine, "second", EngineLanguage.PYTHON);
            second.info();
            engine.prepare(EngineLanguage.PYTHON);
            assertThat(engine.ahead())
                    .as("two sessions are all that is allowed")
                    .isZero();
        }
    }

    @Test
    void without_memory_nothing_is_started_ahead(@TempDir Path home) throws IOException {
        Path meminfo = home.resolve("meminfo");
        Files.writeString(meminfo, "MemTotal:       24000000 kB\nMemFree: 10 kB\nMemAvailable:   3145728 kB\n");
        assertThat(Memory.hasRoomFor("1g", meminfo)).isTrue();
        assertThat(Memory.hasRoomFor("1025m", meminfo)).isFalse();
        assertThat(Memory.hasRoomFor("512m", meminfo)).isTrue();
        assertThat(Memory.hasRoomFor("64g", home.resolve("nothing"))).isTrue();
    }
}
