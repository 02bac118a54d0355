package io.gluethread.broker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded database on a disk that fills up for real and is given space again, without a restart. */
final class DiskFullTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void number_46_a_full_disk_refuses_what_it_cannot_keep_keeps_what_it_took_and_takes_again(@TempDir Path folder)
            throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", disk.toString());
        Assumptions.assumeTrue(mounted, "a small disk can be mounted by root on Linux only");
        try (SqlLedger ledger = SqlLedger.open(LedgerSettings.file(disk.resolve("ledger")))) {
            Set<String> taken = new HashSet<>();
            int refused = 0;
            String body = "x".repeat(20_000);
            for (int i = 0; i < 2000 && refused < 3; i++) {
                refused += accept(ledger, "Ev" + i, body, taken) ? 0 : 1;
            }
            assertThat(refused).as("times that it was full").isEqualTo(3);
            assertThat(taken).isNotEmpty();
            assertThat(ledger.brokenSince()).isPresent();

            assertThat(run("mount", "-o", "remount,size=200m", disk.toString())).isTrue();
            boolean again = false;
            Instant end = Instant.now().plusSeconds(60);
            for (int i = 0; Instant.now().isBefore(end) && !again; i++) {
                again = accept(ledger, "again" + i, body, taken);
            }
            assertThat(again).as("it takes again").isTrue();
            assertThat(ids(ledger)).containsAll(taken);
        } finally {
            assertThat(run("umount", "-l", disk.toString())).isTrue();
        }
    }

    private static Set<String> ids(SqlLedger ledger) {
        return ledger.inbox().waiting(NOON, 10_000).stream().map(Inbox.Item::id).collect(Collectors.toSet());
    }

    private static boolean accept(SqlLedger ledger, String id, String body, Set<String> taken) {
        try {
            if (ledger.inbox().accept(id, id, "event", body, NOON)) {
                taken.add(id);
            }
            return true;
        } catch (LedgerUnavailableException e) {
            return false;
        }
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
