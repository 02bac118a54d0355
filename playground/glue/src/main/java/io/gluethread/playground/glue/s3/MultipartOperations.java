package io.gluethread.playground.glue.s3;

import io.gluethread.playground.glue.wire.AwsError;
import io.gluethread.playground.glue.wire.HttpAnswer;
import io.gluethread.playground.glue.wire.Xml;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Objects, put in parts, as clients put large ones. What is not completed is gone when the endpoint ends. */
final class MultipartOperations {
    private static final int MOST_PARTS = 10_000;
    private static final long SMALLEST_PART = 5L * 1024 * 1024;

    /** An object on its way; guarded by itself. */
    private static final class Multipart {
        private final String bucket;
        private final String key;
        private final Map<String, String> headers;
        private final TreeMap<Integer, Upload> parts = new TreeMap<>();

        Multipart(S3Request request) {
            this.bucket = request.bucket();
            this.key = request.key();
            this.headers = ObjectOperations.kept(request.call());
        }
    }

    private final S3Store store;
    private final Map<String, Multipart> open = new ConcurrentHashMap<>();

    MultipartOperations(S3Store store) {
        this.store = store;
    }

    Map<String, S3Operation> byName() {
        return Map.of(
                "CreateMultipartUpload", this::create,
                "UploadPart", this::uploadPart,
                "ListParts", this::listParts,
                "CompleteMultipartUpload", this::complete,
                "AbortMultipartUpload", this::abort);
    }

    private HttpAnswer create(S3Request request) {
        store.requireBucket(request.bucket());
        String id = UUID.randomUUID().toString().replace("-", "");
        open.put(id, new Multipart(request));
        return S3Endpoint.xml(
                200,
                Xml.document(
                        "InitiateMultipartUploadResult",
                        S3Endpoint.NAMESPACE,
                        xml -> xml.put("Bucket", request.bucket())
                                .put("Key", request.key())
                                .put("UploadId", id)));
    }

    private HttpAnswer uploadPart(S3Request request) throws IOException {
        Multipart multipart = find(request);
        int number = request.number("partNumber", 0, 1, MOST_PARTS);
        Upload part = Upload.receive(request.call(), store.uploads());
        synchronized (multipart) {
            @Nullable Upload before = multipart.parts.put(number, part);
            if (before != null) {
                Files.deleteIfExists(before.file());
            }
        }
        Map<String, String> headers = new HashMap<>();
        headers.put("ETag", "\"" + part.md5() + "\"");
        part.checksums().forEach((kind, value) -> headers.put(kind.header(), value));
        return HttpAnswer.empty(200, headers);
    }

    private HttpAnswer listParts(S3Request request) {
        Multipart multipart = find(request);
        int after = request.number("part-number-marker", 0, 0, MOST_PARTS);
        int max = request.number("max-parts", 1000, 1, 1000);
        synchronized (multipart) {
            List<Map.Entry<Integer, Upload>> rest =
                    List.copyOf(multipart.parts.tailMap(after, false).entrySet());
            List<Map.Entry<Integer, Upload>> page = rest.subList(0, Math.min(max, rest.size()));
            return S3Endpoint.xml(200, Xml.document("ListPartsResult", S3Endpoint.NAMESPACE, xml -> {
                xml.put("Bucket", request.bucket()).put("Key", request.key());
                xml.put("UploadId", uploadId(request)).put("MaxParts", max);
                xml.put("IsTruncated", page.size() < rest.size());
                if (page.size() < rest.size()) {
                    xml.put("NextPartNumberMarker", page.getLast().getKey());
                }
                page.forEach(part -> xml.put(
                        "Part",
                        p -> p.put("PartNumber", part.getKey())
                                .put("ETag", "\"" + part.getValue().md5() + "\"")
                                .put("Size", part.getValue().size())));
            }));
        }
    }

    private HttpAnswer complete(S3Request request) throws IOException {
        Multipart multipart = find(request);
        List<Map<String, String>> named = XmlBody.read(request.call().body()).records("Part");
        synchronized (multipart) {
            List<Upload> parts = chosen(multipart, named);
            Upload whole = joined(parts);
            try {
                S3Object object = store.put(
                        multipart.bucket,
                        multipart.key,
                        whole,
                        new FactsFile.Facts(whole.md5(), multipart.headers, Map.of()));
                forget(request, multipart);
                return S3Endpoint.xml(
                        200,
                        Xml.document(
                                "CompleteMultipartUploadResult",
                                S3Endpoint.NAMESPACE,
                                xml -> xml.put("Location", "http://localhost/" + object.key())
                                        .put("Bucket", request.bucket())
                                        .put("Key", object.key())
                                        .put("ETag", "\"" + object.etag() + "\"")));
            } finally {
                Files.deleteIfExists(whole.file());
            }
        }
    }

    private static List<Upload> chosen(Multipart multipart, List<Map<String, String>> named) {
        if (named.isEmpty()) {
            throw new AwsError(400, "MalformedXML", "You must specify at least one part");
        }
        List<Upload> parts = new ArrayList<>();
        int last = 0;
        for (Map<String, String> part : named) {
            int number = number(part.getOrDefault("PartNumber", ""));
            if (number <= last) {
                throw new AwsError(400, "InvalidPartOrder", "The list of parts was not in ascending order.");
            }
            last = number;
            @Nullable Upload upload = multipart.parts.get(number);
            if (upload == null
                    || !part.getOrDefault("ETag", "").replace("\"", "").equals(upload.md5())) {
                throw new AwsError(
                        400,
                        "InvalidPart",
                        "One or more of the specified parts could not be found, or its entity tag did not match: part "
                                + number + ".");
            }
            parts.add(upload);
        }
        for (Upload part : parts.subList(0, parts.size() - 1)) {
            if (part.size() < SMALLEST_PART) {
                throw new AwsError(
                        400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size");
            }
        }
        return parts;
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new AwsError(400, "MalformedXML", "PartNumber must be a number, not '" + text + "'.");
        }
    }

    /** The parts as one file; its ETag is made from theirs, as S3 makes it. */
    private Upload joined(List<Upload> parts) throws IOException {
        Path file = Files.createTempFile(Files.createDirectories(store.uploads()), "joined", ".tmp");
        ChecksumKind.Sum sum = ChecksumKind.md5();
        long size = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            for (Upload part : parts) {
                Files.copy(part.file(), out);
                byte[] md5 = HexFormat.of().parseHex(part.md5());
                sum.add(md5, md5.length);
                size += part.size();
            }
        }
        return new Upload(file, size, HexFormat.of().formatHex(sum.value()) + "-" + parts.size(), Map.of());
    }

    private HttpAnswer abort(S3Request request) throws IOException {
        Multipart multipart = find(request);
        synchronized (multipart) {
            forget(request, multipart);
        }
        return HttpAnswer.empty(204, Map.of());
    }

    private void forget(S3Request request, Multipart multipart) throws IOException {
        open.remove(uploadId(request));
        for (Upload part : multipart.parts.values()) {
            Files.deleteIfExists(part.file());
        }
    }

    private Multipart find(S3Request request) {
        store.requireBucket(request.bucket());
        @Nullable Multipart multipart = open.get(uploadId(request));
        if (multipart == null || !multipart.bucket.equals(request.bucket()) || !multipart.key.equals(request.key())) {
            throw new AwsError(
                    404,
                    "NoSuchUpload",
                    "The specified upload does not exist. The upload ID may be invalid, or the upload may have been"
                            + " aborted or completed.");
        }
        return multipart;
    }

    private static String uploadId(S3Request request) {
        return request.call().parameter("uploadId").orElse("");
    }
}
