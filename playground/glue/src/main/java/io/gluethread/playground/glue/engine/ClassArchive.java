package io.gluethread.playground.glue.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The JVM's archive of a session's loaded classes, which saves about half of a session's start. Java 17 ignores an archive
 * of other jars in silence, so its name is made from all that it depends on.
 */
record ClassArchive(Path file) {
    static ClassArchive of(HostCommand command) throws IOException {
        MessageDigest digest = sha256();
        StringBuilder key = new StringBuilder()
                .append(command.java().home())
                .append(command.java().version())
                .append(command.settings().quickCompiler())
                .append(Files.readString(command.options()));
        for (Path jar : command.jars()) {
            key.append(jar).append(Files.size(jar)).append(Files.getLastModifiedTime(jar));
        }
        String name = HexFormat.of().formatHex(digest.digest(key.toString().getBytes(StandardCharsets.UTF_8)), 0, 12);
        return new ClassArchive(command.settings().home().resolve("cache").resolve("classes-" + name + ".jsa"));
    }

    boolean exists() {
        return Files.isRegularFile(file);
    }

    /** Options that start with the archive, or without while there is none. */
    List<String> use() {
        return exists() ? List.of("-Xshare:auto", "-XX:SharedArchiveFile=" + file) : List.of("-Xshare:auto");
    }

    /** Options of a start that records; the archive is complete when that process has ended. */
    List<String> record(Path draft) {
        return List.of("-Xshare:auto", "-XX:ArchiveClassesAtExit=" + draft);
    }

    /** Takes a complete draft as the archive. */
    void adopt(Path draft) throws IOException {
        Path folder = file.resolveSibling("");
        Files.createDirectories(folder);
        Path near = Files.createTempFile(folder, "classes-", ".draft");
        Files.move(draft, near, StandardCopyOption.REPLACE_EXISTING);
        Files.move(near, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
