package io.gluethread.bench.start;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process that was started and has said a line that means it can be used. */
final class Started implements AutoCloseable {
    private static final long MOST_SECONDS = 300;

    private final Process process;
    private final long nanos;

    private Started(Process process, long nanos) {
        this.process = process;
        this.nanos = nanos;
    }

    /**
     * Starts it and returns when it has said a line that begins so.
     *
     * @param input what it is told to do on its standard input
     * @param log what else it says goes there
     * @throws IOException when it ends without having said the line
     */
    static Started until(String line, List<String> command, Map<String, String> environment, String input, Path log)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment().putAll(environment);
        long began = System.nanoTime();
        Process process = builder.start();
        try {
            process.outputWriter(StandardCharsets.UTF_8).append(input).flush();
            BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
            for (String heard = said.readLine(); heard != null; heard = said.readLine()) {
                if (heard.startsWith(line)) {
                    return new Started(process, System.nanoTime() - began);
                }
            }
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
        throw new IOException("%s never said '%s': %s".formatted(command.getFirst(), line, Files.readString(log)));
    }

    long nanos() {
        return nanos;
    }

    /** Tells it to end and waits until it has. */
    @Override
    public void close() throws IOException {
        process.destroy();
        process.getOutputStream().close();
        try {
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
