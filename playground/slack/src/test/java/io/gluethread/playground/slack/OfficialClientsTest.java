package io.gluethread.playground.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Slack's own clients in other languages, as programs of their own, against a local Slack. */
class OfficialClientsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path home;

    private static Path root() {
        return Path.of(System.getProperty("gluethread.root", "../..")).toAbsolutePath();
    }

    @ParameterizedTest
    @CsvSource({"web-api.mjs,web-api", "bolt.mjs,bolt", "socket-mode.mjs,socket-mode"})
    void the_node_client_finds_what_it_expects_of_slack(String script, String client) throws Exception {
        Path node = root().resolve("playground/node");
        assumeTrue(
                Files.isDirectory(node.resolve("node_modules/@slack").resolve(client)),
                "@slack/" + client + " is not installed: npm ci in playground/node");
        assumeTrue(runs("node", "--version"), "there is no node here");
        check(List.of("node", "slack/" + script), node);
    }

    @Test
    void the_python_client_finds_what_it_expects_of_slack() throws Exception {
        assumeTrue(
                runs("python3", "-c", "import slack_sdk"),
                "python3 has no slack_sdk: python3 -m pip install slack-sdk");
        Path script = root().resolve("playground/slack/src/test/python/official_client.py");
        check(List.of("python3", script.toString()), root());
    }

    private void check(List<String> command, Path folder) throws IOException, InterruptedException {
        LocalSlackSettings settings = LocalSlackSettings.playground(home.resolve("slack"));
        try (LocalSlack slack = LocalSlack.start(settings, InstantSource.system())) {
            Path said = home.resolve("said.txt");
            List<String> words =
                    Stream.concat(command.stream(), Stream.of(slack.url())).toList();
            Process process = new ProcessBuilder(words)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            process.destroyForcibly();
            String told = Files.readString(said);
            assertThat(ended).as(told).isTrue();
            assertThat(process.exitValue()).as(told).isZero();
            assertThat(told).contains("ok ").doesNotContain("NOT OK");
        }
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean ended = process.waitFor(1, TimeUnit.MINUTES);
            process.destroyForcibly();
            return ended && process.exitValue() == 0;
        } catch (IOException _) {
            return false;
        }
    }
}
