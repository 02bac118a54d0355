package io.gluethread.playground.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the endpoint starts, or says why it does not. */
final class LocalGlueStartTest {
    @TempDir
    private Path home;

    @Test
    void a_port_in_use_is_named_and_the_engine_is_closed() throws IOException {
        try (RunningGlue first = RunningGlue.in(home)) {
            ScriptedEngine engine = new ScriptedEngine();
            int port = first.glue().port();
            assertThatThrownBy(() -> LocalGlue.start(
                            LocalGlueSettings.in(home.resolve("second")).withPort(port), engine, new HandClock()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("127.0.0.1:" + port);
            assertThat(engine.closed()).isTrue();
        }
    }

    @Test
    void a_home_that_is_a_file_is_named() throws IOException {
        Path file = Files.createFile(home.resolve("file"));
        ScriptedEngine engine = new ScriptedEngine();
        assertThatThrownBy(() -> LocalGlue.start(LocalGlueSettings.in(file), engine, new HandClock()))
                .hasMessageContaining(file.toString());
        assertThat(engine.closed()).isTrue();
    }

    @Test
    void closing_ends_every_session() throws IOException {
        RunningGlue glue = RunningGlue.in(home);
        glue.createReady("s");
        glue.close();
        RunningGlue.patiently().until(() -> glue.engine().allStopped());
    }

    @Test
    void the_environment_sets_it_up() {
        LocalGlueSettings standard = LocalGlueSettings.from(Map.of());
        assertThat(standard.port()).isEqualTo(8081);
        assertThat(standard.home()).isEqualTo(Path.of(".gluethread"));
        LocalGlueSettings set = LocalGlueSettings.from(Map.of(
                "GLUETHREAD_GLUE_PORT", "0",
                "GLUETHREAD_HOME", "elsewhere",
                "GLUETHREAD_SPARK_SESSIONS", "2",
                "GLUETHREAD_GLUE_PROVISIONING_MS", "1500"));
        assertThat(set.port()).isZero();
        assertThat(set.limits().maxSessions()).isEqualTo(2);
        assertThat(set.limits().provisioningDelay()).isEqualTo(Duration.ofMillis(1500));
        assertThatThrownBy(() -> LocalGlueSettings.from(Map.of("GLUETHREAD_GLUE_PORT", "http")))
                .hasMessage("GLUETHREAD_GLUE_PORT must be a number from 0 to 65535, not http");
        assertThatThrownBy(() -> LocalGlueSettings.from(Map.of("GLUETHREAD_SPARK_SESSIONS", "0")))
                .hasMessageContaining("GLUETHREAD_SPARK_SESSIONS");
    }
}
