package io.gluethread.playground.glue.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folders of the sessions of one engine, in one folder that bears the process's id, so that a later start can tidy. */
final class Folders {
    private static final Logger LOG = LoggerFactory.getLogger(Folders.class);
    private static final Pattern ENGINE = Pattern.compile("engine-(\\d+)-.*");

    /** The system's limit for a socket's path is about 100 bytes; this leaves room for the folder and the name. */
    private static final int LONGEST_FOR_SOCKETS = 60;

    private final Path engine;

    private Folders(Path engine) {
        this.engine = engine;
    }

    /** Makes this engine's folder and removes those of processes that are no more. */
    static Folders in(Path home) throws IOException {
        Path sessions = Files.createDirectories(home.resolve("sessions"));
        try (DirectoryStream<Path> engines = Files.newDirectoryStream(sessions, "engine-*")) {
            for (Path old : engines) {
                Matcher name = ENGINE.matcher(String.valueOf(old.getFileName()));
                if (name.matches()
                        && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
                    remove(old);
                }
            }
        }
        return new Folders(Files.createTempDirectory(
                sessions, "engine-" + ProcessHandle.current().pid() + "-"));
    }

    Path forSession(String sessionId) throws IOException {
        String name = sessionId.substring(0, Math.min(40, sessionId.length()));
        Path folder = Files.createTempDirectory(engine, name + "-");
        Files.createDirectory(folder.resolve("tmp"));
        Files.createDirectory(folder.resolve("work"));
        return folder;
    }

    /** A folder that only this user may enter, with a path so short that those of sockets in it are allowed. */
    Path forSockets() throws IOException {
        int length = engine.toString().getBytes(StandardCharsets.UTF_8).length;
        return length <= LONGEST_FOR_SOCKETS
                ? Files.createTempDirectory(engine, "s")
                : Files.createTempDirectory("glue-");
    }

    void removeAll() {
        remove(engine);
    }

    /** Removes a folder with all that is in it, not following links; what cannot go stays for the next start. */
    static void remove(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                        throws IOException {
                    Files.deleteIfExists(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            LOG.debug("not all of {} could be removed now", folder, e);
        }
    }
}
