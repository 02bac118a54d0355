package io.gluethread.playground.glue.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class ClassArchiveTest {
    @Test
    void the_first_session_causes_an_archive_and_the_next_uses_it(@TempDir Path home) throws Exception {
        SparkEngineSettings usual = RealSpark.settings(home);
        SparkEngineSettings sharing = new SparkEngineSettings(
                home,
                usual.s3(),
                usual.host(),
                usual.python(),
                usual.heap(),
                1,
                0,
                true,
                true,
                usual.outputLimit(),
                Duration.ofMinutes(5),
                usual.environment());
        try (SparkEngine engine = SparkEngine.open(sharing)) {
            HeardSession first = HeardSession.start(engine, "first", EngineLanguage.SCALA);
            first.info();
            assertThat(engine.recorded().orElseThrow().get(8, TimeUnit.MINUTES)).isTrue();
            first.session.stop();
            first.end();
            HeardSession second = HeardSession.start(engine, "second", EngineLanguage.SCALA);
            assertThat(second.text(
                            "scala.io.Source.fromFile(\"/proc/self/maps\").getLines.exists(_.endsWith(\".jsa\"))"))
                    .endsWith("true");
            assertThat(second.text(
                            "scala.io.Source.fromFile(\"/proc/self/maps\").getLines.exists(_.contains(\"classes-\"))"))
                    .endsWith("true");
        }
    }
}
