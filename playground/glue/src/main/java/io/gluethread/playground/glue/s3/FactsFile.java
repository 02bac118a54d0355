package io.gluethread.playground.glue.s3;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.glue.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * What S3 keeps of an object beside its content, in a file of its own outside of the buckets. It holds as long as size
 * and time of the object's file are those it was written for: what Spark writes over an object makes it void.
 */
final class FactsFile {
    /**
     * What is kept.
     *
     * @param etag without its quotes
     * @param headers by lower-case name
     */
    record Facts(String etag, Map<String, String> headers, Map<ChecksumKind, String> checksums) {
        Facts {
            headers = Map.copyOf(headers);
            checksums = Map.copyOf(checksums);
        }
    }

    private final Path folder;

    FactsFile(Path folder) {
        this.folder = folder;
    }

    void write(String bucket, String key, Path object, Facts facts) throws IOException {
        ObjectNode json =
                Json.object().put("key", key).put("stamp", stamp(object)).put("etag", facts.etag());
        json.set("headers", Json.object(facts.headers()));
        ObjectNode checksums = json.putObject("checksums");
        facts.checksums().forEach((kind, value) -> checksums.put(kind.name(), value));
        Path file = file(bucket, key);
        Files.createDirectories(folder.resolve(bucket));
        Files.writeString(file, Json.text(json), StandardCharsets.UTF_8);
    }

    Optional<Facts> read(String bucket, String key, Path object) throws IOException {
        Path file = file(bucket, key);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        JsonNode json = Json.read(Files.readAllBytes(file));
        if (!json.path("stamp").asText().equals(stamp(object))) {
            return Optional.empty();
        }
        Map<String, String> headers = new HashMap<>();
        json.path("headers")
                .properties()
                .forEach(e -> headers.put(e.getKey(), e.getValue().asText()));
        Map<ChecksumKind, String> checksums = new EnumMap<>(ChecksumKind.class);
        json.path("checksums")
                .properties()
                .forEach(e -> checksums.put(
                        ChecksumKind.valueOf(e.getKey()), e.getValue().asText()));
        return Optional.of(new Facts(json.path("etag").asText(), headers, checksums));
    }

    void delete(String bucket, String key) throws IOException {
        Files.deleteIfExists(file(bucket, key));
    }

    /** A folder's time changes with what is in it, so the mark of a folder goes by its being there. */
    private static String stamp(Path object) throws IOException {
        if (Files.isDirectory(object)) {
            return "folder";
        }
        FileTime modified = Files.getLastModifiedTime(object);
        return Files.size(object) + "@" + modified.toMillis();
    }

    private Path file(String bucket, String key) {
        return folder.resolve(bucket).resolve(hash(key) + ".json");
    }

    private static String hash(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
