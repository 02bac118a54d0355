package io.gluethread.playground.glue.s3;

import io.gluethread.playground.glue.wire.AwsError;
import io.gluethread.playground.glue.wire.HttpCall;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a call asks of S3, by method, address and query: S3 has no name of the operation on the wire.
 *
 * @param operation as the SDKs call it; {@code NotImplemented} for what this endpoint does not do
 * @param bucket empty for the service itself
 * @param key empty for the bucket itself
 */
record S3Request(String operation, String bucket, String key, HttpCall call) {
    private static final String NOT_IMPLEMENTED = "NotImplemented";
    private static final Set<String> NOT_DONE_HERE = Set.of(
            "accelerate",
            "acl",
            "analytics",
            "attributes",
            "cors",
            "encryption",
            "intelligent-tiering",
            "inventory",
            "legal-hold",
            "lifecycle",
            "logging",
            "metrics",
            "notification",
            "object-lock",
            "ownershipControls",
            "policy",
            "policyStatus",
            "publicAccessBlock",
            "replication",
            "requestPayment",
            "restore",
            "retention",
            "select",
            "tagging",
            "torrent",
            "versionId",
            "versioning",
            "versions",
            "website");

    /** Reads path-style addresses and virtual hosts such as {@code bucket.localhost} and {@code bucket.s3.localhost}. */
    static S3Request of(HttpCall call) {
        String path = call.path().substring(1);
        String bucket = virtualHost(call.header("host").orElse(""))
                .orElseGet(() -> path.contains("/") ? path.substring(0, path.indexOf('/')) : path);
        boolean inHost = virtualHost(call.header("host").orElse("")).isPresent();
        String key = inHost ? path : path.substring(Math.min(path.length(), bucket.length() + 1));
        return new S3Request(operation(call, bucket, key), bucket, key, call);
    }

    /** The bucket that a host name names; {@code s3.localhost} and {@code glue.localhost} name none. */
    static Optional<String> virtualHost(String host) {
        String name = host.replaceFirst(":[0-9]+$", "").toLowerCase(Locale.ROOT);
        if (!name.endsWith(".localhost")) {
            return Optional.empty();
        }
        String service = "." + name.substring(0, name.length() - ".localhost".length());
        String bucket = service.replaceFirst("\\.(s3|glue|sts|iam|pricing)(\\.[a-z0-9-]+)?$", "");
        return bucket.isEmpty() ? Optional.empty() : Optional.of(bucket.substring(1));
    }

    private static String operation(HttpCall call, String bucket, String key) {
        if (NOT_DONE_HERE.stream().anyMatch(call::has)) {
            return NOT_IMPLEMENTED;
        }
        if (bucket.isEmpty()) {
            return call.method().equals("GET") ? "ListBuckets" : NOT_IMPLEMENTED;
        }
        return key.isEmpty() ? onBucket(call) : onObject(call);
    }

    private static String onBucket(HttpCall call) {
        return switch (call.method()) {
            case "PUT" -> "CreateBucket";
            case "HEAD" -> "HeadBucket";
            case "DELETE" -> "DeleteBucket";
            case "POST" -> call.has("delete") ? "DeleteObjects" : NOT_IMPLEMENTED;
            case "GET" -> listing(call);
            default -> NOT_IMPLEMENTED;
        };
    }

    private static String listing(HttpCall call) {
        if (call.has("location")) {
            return "GetBucketLocation";
        }
        if (call.has("uploads")) {
            return NOT_IMPLEMENTED;
        }
        return call.parameter("list-type").filter("2"::equals).isPresent() ? "ListObjectsV2" : "ListObjects";
    }

    private static String onObject(HttpCall call) {
        boolean upload = call.has("uploadId");
        boolean copy = call.header("x-amz-copy-source").isPresent();
        return switch (call.method()) {
            case "PUT" -> {
                if (upload) {
                    yield copy ? NOT_IMPLEMENTED : "UploadPart";
                }
                yield copy ? "CopyObject" : "PutObject";
            }
            case "GET" -> upload ? "ListParts" : "GetObject";
            case "HEAD" -> "HeadObject";
            case "DELETE" -> upload ? "AbortMultipartUpload" : "DeleteObject";
            case "POST" -> {
                if (upload) {
                    yield "CompleteMultipartUpload";
                }
                yield call.has("uploads") ? "CreateMultipartUpload" : NOT_IMPLEMENTED;
            }
            default -> NOT_IMPLEMENTED;
        };
    }

    /** The path that error documents name. */
    String resource() {
        return bucket.isEmpty() ? "/" : "/" + bucket + (key.isEmpty() ? "" : "/" + key);
    }

    int number(String parameter, int standard, int min, int max) {
        Optional<String> sent = call.parameter(parameter).filter(text -> !text.isEmpty());
        if (sent.isEmpty()) {
            return standard;
        }
        try {
            int value = Integer.parseInt(sent.get());
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw wrong(parameter, min, max);
        }
        throw wrong(parameter, min, max);
    }

    private static AwsError wrong(String parameter, int min, int max) {
        return new AwsError(
                400,
                "InvalidArgument",
                "Provided " + parameter + " not an integer or within integer range: " + min + " to " + max + ".");
    }
}
