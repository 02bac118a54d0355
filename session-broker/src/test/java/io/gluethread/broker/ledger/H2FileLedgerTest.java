package io.gluethread.broker.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class H2FileLedgerTest extends LedgerContract {
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
