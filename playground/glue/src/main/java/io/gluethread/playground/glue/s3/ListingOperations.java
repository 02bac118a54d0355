package io.gluethread.playground.glue.s3;

import io.gluethread.playground.glue.wire.AwsError;
import io.gluethread.playground.glue.wire.HttpAnswer;
import io.gluethread.playground.glue.wire.Xml;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** ListObjectsV2 and its elder, ListObjects. */
final class ListingOperations {
    private static final int MOST = 1000;
    private static final String MARK = "after:";

    /** An entry of a listing: an object's key, or what several keys have in common up to the delimiter. */
    private record Entry(String name, boolean common) {}

    private record Cut(List<Entry> entries, boolean truncated) {}

    private final S3Store store;

    ListingOperations(S3Store store) {
        this.store = store;
    }

    Map<String, S3Operation> byName() {
        return Map.of("ListObjectsV2", this::second, "ListObjects", this::first);
    }

    private HttpAnswer second(S3Request request) throws IOException {
        Optional<String> token = request.call().parameter("continuation-token");
        Optional<String> startAfter = request.call().parameter("start-after").filter(key -> !key.isEmpty());
        String after = token.isPresent() ? afterToken(token.get()) : startAfter.orElse("");
        int max = request.number("max-keys", MOST, 0, Integer.MAX_VALUE);
        Cut cut = cut(request, after, Math.min(max, MOST));
        List<S3Object> objects = objects(request, cut);
        return S3Endpoint.xml(200, Xml.document("ListBucketResult", S3Endpoint.NAMESPACE, xml -> {
            head(request, xml, max);
            xml.put("KeyCount", cut.entries().size());
            token.ifPresent(t -> xml.put("ContinuationToken", t));
            startAfter.ifPresent(key -> xml.put("StartAfter", name(request, key)));
            xml.put("IsTruncated", cut.truncated());
            if (cut.truncated()) {
                xml.put("NextContinuationToken", token(cut.entries().getLast().name()));
            }
            entries(request, xml, cut, objects);
        }));
    }

    private HttpAnswer first(S3Request request) throws IOException {
        String marker = request.call().parameter("marker").orElse("");
        int max = request.number("max-keys", MOST, 0, Integer.MAX_VALUE);
        Cut cut = cut(request, marker, Math.min(max, MOST));
        List<S3Object> objects = objects(request, cut);
        return S3Endpoint.xml(200, Xml.document("ListBucketResult", S3Endpoint.NAMESPACE, xml -> {
            head(request, xml, max);
            xml.put("Marker", name(request, marker)).put("IsTruncated", cut.truncated());
            if (cut.truncated() && request.call().has("delimiter")) {
                xml.put("NextMarker", name(request, cut.entries().getLast().name()));
            }
            entries(request, xml, cut, objects);
        }));
    }

    private static void head(S3Request request, Xml xml, int max) {
        xml.put("Name", request.bucket())
                .put("Prefix", name(request, request.call().parameter("prefix").orElse("")))
                .put("MaxKeys", max);
        request.call().parameter("delimiter").ifPresent(d -> xml.put("Delimiter", name(request, d)));
        request.call().parameter("encoding-type").ifPresent(type -> xml.put("EncodingType", type));
    }

    private static void entries(S3Request request, Xml xml, Cut cut, List<S3Object> objects) {
        objects.forEach(object -> xml.put("Contents", c -> {
            c.put("Key", name(request, object.key()))
                    .put("LastModified", S3Times.iso(object.modified()))
                    .put("ETag", "\"" + object.etag() + "\"");
            object.checksums().keySet().forEach(kind -> c.put("ChecksumAlgorithm", kind.name()));
            c.put("Size", object.size()).put("StorageClass", "STANDARD");
        }));
        cut.entries().stream()
                .filter(Entry::common)
                .forEach(entry -> xml.put("CommonPrefixes", c -> c.put("Prefix", name(request, entry.name()))));
    }

    private List<S3Object> objects(S3Request request, Cut cut) throws IOException {
        List<S3Object> objects = new ArrayList<>();
        for (Entry entry : cut.entries()) {
            if (!entry.common()) {
                store.find(request.bucket(), entry.name()).ifPresent(objects::add);
            }
        }
        return objects;
    }

    /** The entries after a name, which may be an object's key or a common prefix that was told already. */
    private Cut cut(S3Request request, String after, int max) throws IOException {
        String prefix = request.call().parameter("prefix").orElse("");
        String delimiter = request.call().parameter("delimiter").orElse("");
        List<Entry> entries = new ArrayList<>();
        for (String key : store.keys(request.bucket(), prefix)) {
            Entry entry = entry(key, prefix, delimiter);
            boolean told = S3Store.ORDER.compare(entry.name(), after) <= 0;
            if (!told && (entries.isEmpty() || !entries.getLast().equals(entry))) {
                if (entries.size() == max) {
                    return new Cut(entries, max > 0);
                }
                entries.add(entry);
            }
        }
        return new Cut(entries, false);
    }

    private static Entry entry(String key, String prefix, String delimiter) {
        int at = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
        return at < 0 ? new Entry(key, false) : new Entry(key.substring(0, at + delimiter.length()), true);
    }

    private static String name(S3Request request, String name) {
        boolean encoded =
                request.call().parameter("encoding-type").filter("url"::equals).isPresent();
        return encoded
                ? URLEncoder.encode(name, StandardCharsets.UTF_8)
                        .replace("%2F", "/")
                        .replace("*", "%2A")
                : name;
    }

    private static String token(String last) {
        return Base64.getUrlEncoder().encodeToString((MARK + last).getBytes(StandardCharsets.UTF_8));
    }

    private static String afterToken(String token) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            if (text.startsWith(MARK)) {
                return text.substring(MARK.length());
            }
        } catch (IllegalArgumentException e) {
            throw badToken();
        }
        throw badToken();
    }

    private static AwsError badToken() {
        return new AwsError(400, "InvalidArgument", "The continuation token provided is incorrect");
    }
}
