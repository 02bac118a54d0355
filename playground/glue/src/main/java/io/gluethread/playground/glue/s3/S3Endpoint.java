package io.gluethread.playground.glue.s3;

import io.gluethread.playground.glue.wire.AwsError;
import io.gluethread.playground.glue.wire.HttpAnswer;
import io.gluethread.playground.glue.wire.HttpCall;
import io.gluethread.playground.glue.wire.Xml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** S3 over HTTP: which operation a call is, its answer, and errors in S3's shape. Signatures are not checked. */
public final class S3Endpoint {
    static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

    private final Map<String, S3Operation> operations = new HashMap<>();

    /**
     * An endpoint over a folder.
     *
     * @param folder where the buckets lie
     * @param beside where what S3 keeps beside the content lies
     */
    public S3Endpoint(S3Folder folder, Path beside, String region) {
        S3Store store = new S3Store(folder, beside);
        operations.putAll(new BucketOperations(store, region).byName());
        operations.putAll(new ListingOperations(store).byName());
        operations.putAll(new ObjectOperations(store).byName());
        operations.putAll(new MultipartOperations(store).byName());
    }

    /** The operations that there are. */
    public Set<String> names() {
        return new TreeSet<>(operations.keySet());
    }

    /** Whether the host name says that the call is for a bucket, as {@code bucket.localhost} does. */
    public static boolean isAddressedByHost(HttpCall call) {
        return S3Request.virtualHost(call.header("host").orElse("")).isPresent();
    }

    /** What the SDKs call the operation that this call is. */
    public String operation(HttpCall call) {
        return S3Request.of(call).operation();
    }

    /**
     * @throws AwsError when the answer is an error
     */
    public HttpAnswer answer(HttpCall call) {
        S3Request request = S3Request.of(call);
        @Nullable S3Operation operation = operations.get(request.operation());
        if (operation == null) {
            throw new AwsError(
                    501,
                    "NotImplemented",
                    "This endpoint's S3 does not do that. It offers " + String.join(", ", names()) + ".");
        }
        try {
            return operation.answer(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An error in S3's shape; a HEAD request gets the status alone. */
    public HttpAnswer error(AwsError error, HttpCall call) {
        if (call.method().equals("HEAD") || error.status() == 304) {
            return HttpAnswer.empty(error.status(), Map.of());
        }
        String id = UUID.randomUUID().toString();
        return HttpAnswer.xml(
                error.status(),
                "application/xml",
                id,
                Xml.document(
                        "Error",
                        "",
                        xml -> xml.put("Code", error.code())
                                .put("Message", error.text())
                                .put("Resource", S3Request.of(call).resource())
                                .put("RequestId", id)));
    }

    static HttpAnswer xml(int status, String document) {
        return new HttpAnswer.Full(status, "application/xml", Map.of(), document.getBytes(StandardCharsets.UTF_8));
    }
}
