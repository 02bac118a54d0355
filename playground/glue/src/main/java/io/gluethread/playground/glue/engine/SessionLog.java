package io.gluethread.playground.glue.engine;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a session's process wrote on its standard output and error. */
final class SessionLog {
    private static final int BYTES = 16 * 1024;
    private static final int LINES = 40;

    private SessionLog() {}

    /** The last lines; empty if there are none. */
    static String tail(Path log) {
        if (!Files.isRegularFile(log)) {
            return "";
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long length = file.length();
            byte[] last = new byte[(int) Math.min(BYTES, length)];
            file.seek(length - last.length);
            file.readFully(last);
            List<String> lines =
                    new String(last, StandardCharsets.UTF_8).lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
        } catch (IOException e) {
            return "";
        }
    }
}
