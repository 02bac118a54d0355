package io.gluethread.playground.glue.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How much memory this machine has to spare, where the system tells it. */
final class Memory {
    private static final Pattern AVAILABLE = Pattern.compile("MemAvailable:\\s+(\\d+) kB");
    private static final long MEGABYTE = 1024L * 1024;
    /** What a session's process takes beside its heap, PySpark included. */
    private static final long BESIDE = 512 * MEGABYTE;

    private Memory() {}

    /** Whether one more process with this heap would leave as much again to others; true where nobody knows. */
    static boolean hasRoomFor(String heap) {
        return hasRoomFor(heap, Path.of("/proc/meminfo"));
    }

    static boolean hasRoomFor(String heap, Path meminfo) {
        OptionalLong available = available(meminfo);
        return available.isEmpty() || available.getAsLong() >= 2 * (bytes(heap) + BESIDE);
    }

    private static OptionalLong available(Path meminfo) {
        if (!Files.isReadable(meminfo)) {
            return OptionalLong.empty();
        }
        try (Stream<String> lines = Files.lines(meminfo, StandardCharsets.UTF_8)) {
            return lines.map(AVAILABLE::matcher)
                    .filter(Matcher::matches)
                    .mapToLong(match -> Long.parseLong(match.group(1)) * 1024)
                    .findFirst();
        } catch (IOException | java.io.UncheckedIOException e) {
            return OptionalLong.empty();
        }
    }

    private static long bytes(String heap) {
        long number = Long.parseLong(heap.substring(0, heap.length() - 1));
        return number * (heap.endsWith("g") || heap.endsWith("G") ? 1024 * MEGABYTE : MEGABYTE);
    }
}
