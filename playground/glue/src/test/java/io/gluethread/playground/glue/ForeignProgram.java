package io.gluethread.playground.glue;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program of somebody else's that is run against the endpoint, with credentials that mean nothing. */
final class ForeignProgram {
    /** How a run ended. */
    record Run(int exit, String out, String err) {}

    private final Path folder;
    private final Map<String, String> environment;

    ForeignProgram(Path folder, URI endpoint) {
        this.folder = folder;
        this.environment = Map.of(
                "AWS_ACCESS_KEY_ID", "anything",
                "AWS_SECRET_ACCESS_KEY", "goes",
                "AWS_DEFAULT_REGION", "us-east-1",
                "AWS_CONFIG_FILE", folder.resolve("no-config").toString(),
                "AWS_SHARED_CREDENTIALS_FILE", folder.resolve("no-credentials").toString(),
                "AWS_EC2_METADATA_DISABLED", "true",
                "AWS_MAX_ATTEMPTS", "1",
                "AWS_PAGER", "",
                "PYTHONIOENCODING", "utf-8",
                "GLUE_ENDPOINT", endpoint.toString());
    }

    /** Skips the test, with the reason printed, unless this command runs. */
    void requireThat(String what, List<String> command) throws IOException, InterruptedException {
        String reason;
        try {
            Run run = run(command);
            if (run.exit() == 0) {
                return;
            }
            reason = run.err().lines().reduce((first, second) -> second).orElse("exit code " + run.exit());
        } catch (IOException e) {
            reason = String.valueOf(e.getMessage());
        }
        throw skipped(what + " is not here (" + reason + ")");
    }

    /** Skips the test, with the reason printed; never returns. */
    RuntimeException skipped(String reason) {
        System.out.println("Skipped: " + reason);
        return abort("Skipped: " + reason);
    }

    Run run(List<String> command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("still running after two minutes: " + command);
        }
        return new Run(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }
}
