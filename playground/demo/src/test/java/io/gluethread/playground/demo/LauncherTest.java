package io.gluethread.playground.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher starts what it is asked to start and nothing else. */
final class LauncherTest {
    @TempDir
    private Path folder;

    private record Ended(int code, String out, String err) {}

    private Ended launch(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash", "gluethread"));
        command.addAll(List.of(words));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(command)
                .directory(Path.of(System.getProperty("gluethread.root")).toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return new Ended(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "local", "serve", "bench", "build", "format"})
    void help_behind_a_command_is_help_and_starts_nothing(String command) throws Exception {
        for (String help : List.of("--help", "-h", "help")) {
            Ended ended = launch(command, help);
            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(ended.out()).startsWith("./gluethread <command>").contains("  " + command);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "local", "serve", "build", "format"})
    void a_word_that_is_not_known_is_refused_by_name(String command) throws Exception {
        Ended ended = launch(command, "--fast");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err())
                .startsWith("'%s' takes no further words, and '--fast' is one.".formatted(command))
                .contains("./gluethread <command>");
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void the_program_behind_it_refuses_them_as_well() {
        assertThat(Main.withBot()).isTrue();
        assertThat(Main.withBot("demo")).isTrue();
        assertThat(Main.withBot("local")).isFalse();
        for (String[] words : List.of(new String[] {"--help"}, new String[] {"demo", "now"}, new String[] {"Local"})) {
            assertThatThrownBy(() -> Main.withBot(words))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(String.join(" ", words));
        }
    }
}
