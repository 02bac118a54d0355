package io.gluethread.playground.glue.s3;

import io.gluethread.playground.glue.wire.HttpAnswer;
import io.gluethread.playground.glue.wire.Xml;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Buckets. */
final class BucketOperations {
    private final S3Store store;
    private final String region;

    BucketOperations(S3Store store, String region) {
        this.store = store;
        this.region = region;
    }

    Map<String, S3Operation> byName() {
        return Map.of(
                "ListBuckets", this::list,
                "CreateBucket", this::create,
                "HeadBucket", this::head,
                "DeleteBucket", this::delete,
                "GetBucketLocation", this::location);
    }

    private HttpAnswer list(S3Request request) throws IOException {
        List<S3Store.Bucket> buckets = store.buckets();
        return S3Endpoint.xml(
                200,
                Xml.document(
                        "ListAllMyBucketsResult",
                        S3Endpoint.NAMESPACE,
                        xml -> xml.put(
                                        "Owner",
                                        owner -> owner.put("ID", "gluethread").put("DisplayName", "gluethread"))
                                .put(
                                        "Buckets",
                                        list -> buckets.forEach(bucket -> list.put(
                                                "Bucket",
                                                b -> b.put("Name", bucket.name())
                                                        .put("CreationDate", S3Times.iso(bucket.created())))))));
    }

    private HttpAnswer create(S3Request request) throws IOException {
        store.createBucket(request.bucket());
        return HttpAnswer.empty(200, Map.of("Location", "/" + request.bucket()));
    }

    private HttpAnswer head(S3Request request) {
        store.requireBucket(request.bucket());
        return HttpAnswer.empty(200, Map.of("x-amz-bucket-region", region));
    }

    private HttpAnswer delete(S3Request request) throws IOException {
        store.deleteBucket(request.bucket());
        return HttpAnswer.empty(204, Map.of());
    }

    /** us-east-1 is told by an empty element: Amazon S3 API Reference, "GetBucketLocation". */
    private HttpAnswer location(S3Request request) {
        store.requireBucket(request.bucket());
        String constraint = region.equals("us-east-1") ? "" : region;
        return S3Endpoint.xml(
                200,
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<LocationConstraint xmlns=\"" + S3Endpoint.NAMESPACE
                        + "\">" + constraint + "</LocationConstraint>\n");
    }
}
