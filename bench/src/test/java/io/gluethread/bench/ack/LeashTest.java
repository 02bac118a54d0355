package io.gluethread.bench.ack;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.bench.node.Node;
import io.gluethread.bench.node.Population;
import io.gluethread.bench.node.QuietGlue;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a bench has started does not outlive it, however it ends. */
final class LeashTest {
    @ParameterizedTest
    @ValueSource(strings = {"node", "contender"})
    void what_a_killed_bench_had_started_ends(String what, @TempDir Path home) throws Exception {
        Process bench = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LonelyBench.class.getName(),
                        what,
                        home.toString())
                .redirectError(home.resolve("errors").toFile())
                .start();
        try (BufferedReader says = bench.inputReader()) {
            String line = says.readLine();
            assertThat(line).as("%s", Files.readString(home.resolve("errors"))).isNotNull();
            ProcessHandle started = ProcessHandle.of(Long.parseLong(Objects.requireNonNull(line)))
                    .orElseThrow();
            try {
                assertThat(started.isAlive()).isTrue();
                bench.toHandle().destroyForcibly();
                assertThat(started.onExit()).succeedsWithin(Duration.ofMinutes(2));
            } finally {
                started.destroyForcibly();
            }
        } finally {
            bench.destroyForcibly();
        }
    }

    /** Starts something, says its process's id when it works, and waits to be killed. */
    static final class LonelyBench {
        private LonelyBench() {}

        public static void main(String[] args) throws Exception {
            Path home = Path.of(args[1]);
            QuietSlack slack = new QuietSlack();
            if (args[0].equals("node")) {
                QuietGlue glue = new QuietGlue(
                        new Population(0, 0, 0, 0, 0).settle(home, Population.Cells.ENDLESS, InstantSource.system()));
                Node.start(slack.url(), glue.url(), home, SignedCommands.SECRET).untilReady();
            } else {
                ContenderProcess.start(Contender.BOLT, slack.url(), home);
            }
            System.out.println(ProcessHandle.current()
                    .children()
                    .map(ProcessHandle::pid)
                    .findFirst()
                    .orElseThrow());
            Thread.currentThread().join();
        }
    }
}
