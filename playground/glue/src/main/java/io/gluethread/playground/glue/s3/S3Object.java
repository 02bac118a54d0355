package io.gluethread.playground.glue.s3;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/**
 * An object as it lies there.
 *
 * @param etag without its quotes
 * @param headers that were sent with it and go back with it, by lower-case name; content type included
 * @param checksums in Base64
 */
record S3Object(
        String key,
        Path file,
        long size,
        Instant modified,
        String etag,
        Map<String, String> headers,
        Map<ChecksumKind, String> checksums) {
    static final String DEFAULT_TYPE = "binary/octet-stream";

    S3Object {
        headers = Map.copyOf(headers);
        checksums = Map.copyOf(checksums);
    }

    /** Whether it is the mark of a folder: its key ends in a slash, and it has no content. */
    boolean isFolderMark() {
        return key.endsWith("/");
    }
}
