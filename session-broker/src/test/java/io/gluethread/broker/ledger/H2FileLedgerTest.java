package io.gluethread.broker.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class H2FileLedgerTest extends LedgerContract {
    private static final int KILLS = 8;

    @TempDir
    Path folder;

    @Override
    LedgerSettings settings() {
        return LedgerSettings.file(folder.resolve("ledger"));
    }

    @Test
    void what_was_committed_survives_the_kill_of_the_process_and_only_one_process_has_the_file() throws Exception {
        Path file = folder.resolve("killed");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(out.readLine()).isEqualTo("written");
            assertThatThrownBy(() -> SqlLedger.open(LedgerSettings.file(file)))
                    .isInstanceOf(LedgerUnavailableException.class)
                    .hasMessageContaining("in use by another process")
                    .hasMessageNotContaining("\n");
        } finally {
            child.destroyForcibly().waitFor();
        }
        try (SqlLedger again = SqlLedger.open(LedgerSettings.file(file))) {
            assertThat(again.inbox().waiting(Instant.EPOCH, 1000)).hasSize(200);
        }
    }

    /** A database that grew and is killed soon after each start is tidying up in the background just then. */
    @Test
    void what_was_acknowledged_while_others_wrote_survives_each_of_many_kills() throws Exception {
        Path file = folder.resolve("often-killed");
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        for (int kill = 0; kill < KILLS; kill++) {
            Process child = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Writers.class.getName(),
                            file.toString(),
                            Integer.toString(kill))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            // At first it grows, later it dies young.
            CountDownLatch enough = new CountDownLatch(kill == 0 ? 2_000 : 10 * kill);
            Thread reader = Thread.ofVirtual()
                    .start(() -> child.inputReader(StandardCharsets.UTF_8)
                            .lines()
                            .forEach(line -> {
                                acknowledged.add(line);
                                enough.countDown();
                            }));
            enough.await();
            assertThat(child.toHandle().destroyForcibly()).isTrue();
            reader.join();
            child.waitFor();
        }
        Set<String> there = new HashSet<>();
        try (SqlLedger again = SqlLedger.open(LedgerSettings.file(file))) {
            again.inbox().waiting(Instant.EPOCH, 100_000).forEach(item -> there.add(item.id()));
        }
        assertThat(acknowledged).hasSizeGreaterThan(2_000);
        acknowledged.removeAll(there);
        assertThat(acknowledged).as("acknowledged and lost").isEmpty();
    }

    /** Several threads commit and say so until they are killed. */
    static final class Writers {
        private Writers() {}

        public static void main(String[] args) {
            SqlLedger ledger = SqlLedger.open(LedgerSettings.file(Path.of(args[0])));
            for (int writer = 0; writer < 8; writer++) {
                String name = "%s-%d-".formatted(args[1], writer);
                Thread.ofPlatform().start(() -> {
                    for (int i = 0; ; i++) {
                        String id = name + i;
                        ledger.inbox().accept(id, id, "event", "y".repeat(2_000), NOON);
                        synchronized (Writers.class) {
                            System.out.println(id);
                        }
                    }
                });
            }
        }
    }

    /** Commits, says so, and waits to be killed. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] args) throws Exception {
            SqlLedger ledger = SqlLedger.open(LedgerSettings.file(Path.of(args[0])));
            for (int i = 0; i < 200; i++) {
                ledger.inbox().accept("Ev" + i, "same" + i, "event", "{}", NOON);
            }
            System.out.println("written");
            System.in.read();
        }
    }
}
