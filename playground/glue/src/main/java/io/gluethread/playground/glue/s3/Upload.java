package io.gluethread.playground.glue.s3;

import io.gluethread.playground.glue.wire.AwsError;
import io.gluethread.playground.glue.wire.HttpCall;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * A body that has arrived whole and was found to be what its sender says it is.
 *
 * @param file where it lies for now
 * @param md5 in hexadecimal: the ETag of an object that was put in one piece
 * @param checksums in Base64, those that the sender gave
 */
record Upload(Path file, long size, String md5, Map<ChecksumKind, String> checksums) {
    private static final int BUFFER = 64 * 1024;
    private static final String SHA256_HEX = "[0-9a-f]{64}";

    Upload {
        checksums = Map.copyOf(checksums);
    }

    /**
     * Takes a call's body.
     *
     * @param folder in which the file is made; it is removed again if the body is not accepted
     * @throws AwsError if the body does not agree with a length or checksum that was sent
     */
    static Upload receive(HttpCall call, Path folder) throws IOException {
        Path file = Files.createTempFile(Files.createDirectories(folder), "upload", ".tmp");
        try {
            return receive(call, call.stream(), file);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private static Upload receive(HttpCall call, InputStream raw, Path file) throws IOException {
        Optional<AwsChunkedStream> chunked =
                isChunked(call) ? Optional.of(new AwsChunkedStream(raw)) : Optional.empty();
        Map<ChecksumKind, ChecksumKind.Sum> sums = new EnumMap<>(ChecksumKind.class);
        String announced = call.header("x-amz-trailer").orElse("");
        for (ChecksumKind kind : ChecksumKind.values()) {
            if (call.header(kind.header()).isPresent()
                    || Arrays.asList(announced.split("\\s*,\\s*", -1)).contains(kind.header())) {
                sums.put(kind, kind.begin());
            }
        }
        Optional<String> signed = call.header("x-amz-content-sha256").filter(hash -> hash.matches(SHA256_HEX));
        ChecksumKind.Sum content = ChecksumKind.SHA256.begin();
        ChecksumKind.Sum md5 = ChecksumKind.md5();
        long size = 0;
        InputStream in = chunked.isPresent() ? chunked.get() : raw;
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] buffer = new byte[BUFFER];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
                size += count;
                md5.add(buffer, count);
                if (signed.isPresent()) {
                    content.add(buffer, count);
                }
                for (ChecksumKind.Sum sum : sums.values()) {
                    sum.add(buffer, count);
                }
            }
        }
        requireLength(call, size);
        byte[] digest = md5.value();
        requireMd5(call, digest);
        if (signed.isPresent() && !HexFormat.of().formatHex(content.value()).equals(signed.get())) {
            throw new AwsError(
                    400,
                    "XAmzContentSHA256Mismatch",
                    "The provided 'x-amz-content-sha256' header does not match what was computed.");
        }
        Map<String, String> trailers = chunked.map(AwsChunkedStream::trailers).orElse(Map.of());
        Map<ChecksumKind, String> checked = new EnumMap<>(ChecksumKind.class);
        sums.forEach((kind, sum) -> {
            String computed = Base64.getEncoder().encodeToString(sum.value());
            String sent = call.header(kind.header())
                    .or(() -> Optional.ofNullable(trailers.get(kind.header())))
                    .orElseThrow(() -> new AwsError(
                            400,
                            "InvalidRequest",
                            "The trailer " + kind.header() + " was announced and did not come."));
            if (!computed.equals(sent)) {
                throw new AwsError(
                        400, "BadDigest", "The " + kind + " you specified did not match the calculated checksum.");
            }
            checked.put(kind, computed);
        });
        return new Upload(file, size, HexFormat.of().formatHex(digest), checked);
    }

    private static boolean isChunked(HttpCall call) {
        return call.header("content-encoding")
                        .filter(e -> e.contains("aws-chunked"))
                        .isPresent()
                || call.header("x-amz-content-sha256")
                        .filter(h -> h.startsWith("STREAMING-"))
                        .isPresent();
    }

    private static void requireLength(HttpCall call, long size) {
        Optional<String> promised = call.header("x-amz-decoded-content-length");
        if (promised.isPresent() && !promised.get().equals(Long.toString(size))) {
            throw new AwsError(
                    400,
                    "IncompleteBody",
                    "The content has " + size + " bytes, not " + promised.get() + " as announced.");
        }
    }

    private static void requireMd5(HttpCall call, byte[] digest) {
        Optional<String> sent = call.header("content-md5");
        if (sent.isPresent() && !sent.get().equals(Base64.getEncoder().encodeToString(digest))) {
            throw new AwsError(400, "BadDigest", "The Content-MD5 you specified did not match what we received.");
        }
    }
}
