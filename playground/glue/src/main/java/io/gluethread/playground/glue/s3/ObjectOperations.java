package io.gluethread.playground.glue.s3;

import io.gluethread.playground.glue.wire.AwsError;
import io.gluethread.playground.glue.wire.HttpAnswer;
import io.gluethread.playground.glue.wire.HttpCall;
import io.gluethread.playground.glue.wire.Xml;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Objects, put in one piece. */
final class ObjectOperations {
    private static final Set<String> KEPT = Set.of(
            "content-type", "content-disposition", "content-encoding", "content-language", "cache-control", "expires");
    private static final String META = "x-amz-meta-";
    private static final int MOST_DELETED = 1000;

    private final S3Store store;

    ObjectOperations(S3Store store) {
        this.store = store;
    }

    Map<String, S3Operation> byName() {
        return Map.of(
                "PutObject", this::put,
                "CopyObject", this::copy,
                "GetObject", this::get,
                "HeadObject", this::head,
                "DeleteObject", this::delete,
                "DeleteObjects", this::deleteMany);
    }

    /** The headers of a call that are kept with the object and go back with it. */
    static Map<String, String> kept(HttpCall call) {
        Map<String, String> kept = new HashMap<>();
        call.headers().forEach((name, value) -> {
            if (KEPT.contains(name) || name.startsWith(META)) {
                kept.put(name, value);
            }
        });
        String encoding = kept.getOrDefault("content-encoding", "").replaceAll("aws-chunked\\s*,?\\s*", "");
        if (encoding.isBlank()) {
            kept.remove("content-encoding");
        } else {
            kept.put("content-encoding", encoding);
        }
        return kept;
    }

    private HttpAnswer put(S3Request request) throws IOException {
        store.requireBucket(request.bucket());
        boolean onlyNew =
                request.call().header("if-none-match").filter("*"::equals).isPresent();
        if (onlyNew && store.find(request.bucket(), request.key()).isPresent()) {
            throw preconditionFailed();
        }
        Upload upload = Upload.receive(request.call(), store.uploads());
        try {
            S3Object object = store.put(
                    request.bucket(),
                    request.key(),
                    upload,
                    new FactsFile.Facts(upload.md5(), kept(request.call()), upload.checksums()));
            return HttpAnswer.empty(200, withChecksums(Map.of("ETag", "\"" + object.etag() + "\""), object));
        } finally {
            Files.deleteIfExists(upload.file());
        }
    }

    private HttpAnswer copy(S3Request request) throws IOException {
        store.requireBucket(request.bucket());
        String source = URLDecoder.decode(
                        request.call().header("x-amz-copy-source").orElse("").replace("+", "%2B"),
                        StandardCharsets.UTF_8)
                .replaceFirst("^/", "");
        int slash = source.indexOf('/');
        if (slash < 1) {
            throw new AwsError(400, "InvalidArgument", "x-amz-copy-source must be bucket/key, not " + source);
        }
        String fromKey = source.substring(slash + 1).replaceFirst("\\?versionId=.*$", "");
        S3Object from = store.find(source.substring(0, slash), fromKey).orElseThrow(ObjectOperations::noSuchKey);
        boolean replace = request.call()
                .header("x-amz-metadata-directive")
                .filter("REPLACE"::equalsIgnoreCase)
                .isPresent();
        Path copy = Files.createTempFile(Files.createDirectories(store.uploads()), "copy", ".tmp");
        try {
            if (!from.isFolderMark()) {
                Files.copy(from.file(), copy, StandardCopyOption.REPLACE_EXISTING);
            }
            S3Object object = store.put(
                    request.bucket(),
                    request.key(),
                    new Upload(copy, from.size(), from.etag(), from.checksums()),
                    new FactsFile.Facts(
                            from.etag(), replace ? kept(request.call()) : from.headers(), from.checksums()));
            return S3Endpoint.xml(
                    200,
                    Xml.document(
                            "CopyObjectResult",
                            S3Endpoint.NAMESPACE,
                            xml -> xml.put("ETag", "\"" + object.etag() + "\"")
                                    .put("LastModified", S3Times.iso(object.modified()))));
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private HttpAnswer get(S3Request request) throws IOException {
        S3Object object = find(request);
        requireConditions(request.call(), object);
        Optional<ByteRange> range =
                request.call().header("range").flatMap(header -> ByteRange.of(header, object.size()));
        Map<String, String> headers = new HashMap<>(headers(request, object, range.isEmpty()));
        range.ifPresent(r -> headers.put("Content-Range", r.header(object.size())));
        if (object.isFolderMark()) {
            return HttpAnswer.empty(200, headers);
        }
        return new HttpAnswer.Part(
                range.isPresent() ? 206 : 200,
                headers,
                object.file(),
                range.map(ByteRange::from).orElse(0L),
                range.map(ByteRange::length).orElse(object.size()));
    }

    private HttpAnswer head(S3Request request) throws IOException {
        return get(request);
    }

    private S3Object find(S3Request request) throws IOException {
        return store.find(request.bucket(), request.key()).orElseThrow(ObjectOperations::noSuchKey);
    }

    private static Map<String, String> headers(S3Request request, S3Object object, boolean whole) {
        Map<String, String> headers = new HashMap<>(object.headers());
        headers.putIfAbsent("content-type", S3Object.DEFAULT_TYPE);
        headers.put("ETag", "\"" + object.etag() + "\"");
        headers.put("Last-Modified", S3Times.http(object.modified()));
        headers.put("Accept-Ranges", "bytes");
        boolean wanted = request.call()
                .header("x-amz-checksum-mode")
                .filter("ENABLED"::equalsIgnoreCase)
                .isPresent();
        return whole && wanted ? withChecksums(headers, object) : headers;
    }

    private static Map<String, String> withChecksums(Map<String, String> headers, S3Object object) {
        Map<String, String> all = new HashMap<>(headers);
        object.checksums().forEach((kind, value) -> all.put(kind.header(), value));
        return all;
    }

    private static void requireConditions(HttpCall call, S3Object object) {
        String etag = "\"" + object.etag() + "\"";
        Optional<String> match = call.header("if-match");
        if (match.isPresent() && !match.get().equals("*") && !match.get().contains(etag)) {
            throw preconditionFailed();
        }
        Instant modified = object.modified().truncatedTo(ChronoUnit.SECONDS);
        if (match.isEmpty()
                && call.header("if-unmodified-since")
                        .flatMap(S3Times::read)
                        .filter(modified::isAfter)
                        .isPresent()) {
            throw preconditionFailed();
        }
        Optional<String> noneMatch = call.header("if-none-match");
        boolean same = noneMatch.filter(m -> m.equals("*") || m.contains(etag)).isPresent();
        boolean notNewer = noneMatch.isEmpty()
                && call.header("if-modified-since")
                        .flatMap(S3Times::read)
                        .filter(since -> !modified.isAfter(since))
                        .isPresent();
        if (same || notNewer) {
            throw new AwsError(304, "NotModified", "Not Modified");
        }
    }

    private HttpAnswer delete(S3Request request) throws IOException {
        store.delete(request.bucket(), request.key());
        return HttpAnswer.empty(204, Map.of());
    }

    private HttpAnswer deleteMany(S3Request request) throws IOException {
        store.requireBucket(request.bucket());
        XmlBody body = XmlBody.read(wholeBody(request));
        List<Map<String, String>> objects = body.records("Object");
        if (objects.isEmpty() || objects.size() > MOST_DELETED) {
            throw new AwsError(
                    400,
                    "MalformedXML",
                    "DeleteObjects takes 1 to " + MOST_DELETED + " objects, not " + objects.size() + ".");
        }
        boolean quiet = body.text("Quiet").filter("true"::equals).isPresent();
        List<String> deleted = new ArrayList<>();
        Map<String, AwsError> failed = new HashMap<>();
        for (Map<String, String> object : objects) {
            String key = object.getOrDefault("Key", "");
            try {
                store.delete(request.bucket(), key);
                deleted.add(key);
            } catch (AwsError e) {
                failed.put(key, e);
            }
        }
        return S3Endpoint.xml(200, Xml.document("DeleteResult", S3Endpoint.NAMESPACE, xml -> {
            if (!quiet) {
                deleted.forEach(key -> xml.put("Deleted", d -> d.put("Key", key)));
            }
            failed.forEach((key, error) -> xml.put(
                    "Error", e -> e.put("Key", key).put("Code", error.code()).put("Message", error.text())));
        }));
    }

    /** A document in a body, which may come in chunks and with checksums as an object's content does. */
    private byte[] wholeBody(S3Request request) throws IOException {
        Upload upload = Upload.receive(request.call(), store.uploads());
        try {
            return Files.readAllBytes(upload.file());
        } finally {
            Files.deleteIfExists(upload.file());
        }
    }

    private static AwsError noSuchKey() {
        return new AwsError(404, "NoSuchKey", "The specified key does not exist.");
    }

    private static AwsError preconditionFailed() {
        return new AwsError(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold");
    }
}
