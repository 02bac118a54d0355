package io.gluethread.playground.glue.identity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.glue.wire.AwsError;
import java.util.Map;
import java.util.Set;

/** Refuses what was denied, in the words of each service. */
public final class Gate {
    private static final Map<String, String> SERVICES = Map.of("AWSGlue", "glue:", "AWSPriceListService", "pricing:");
    private static final Set<String> PASS_A_ROLE = Set.of("CreateSession", "CreateJob", "UpdateJob");
    /** Operations of S3 whose action has another name: Service Authorization Reference, "Actions for Amazon S3". */
    private static final Map<String, String> S3_ACTIONS = Map.ofEntries(
            Map.entry("ListBuckets", "ListAllMyBuckets"),
            Map.entry("HeadBucket", "ListBucket"),
            Map.entry("ListObjects", "ListBucket"),
            Map.entry("ListObjectsV2", "ListBucket"),
            Map.entry("HeadObject", "GetObject"),
            Map.entry("DeleteObjects", "DeleteObject"),
            Map.entry("CopyObject", "PutObject"),
            Map.entry("CreateMultipartUpload", "PutObject"),
            Map.entry("UploadPart", "PutObject"),
            Map.entry("CompleteMultipartUpload", "PutObject"),
            Map.entry("ListParts", "ListMultipartUploadParts"));

    private final Caller caller;
    private final Permissions permissions;

    public Gate(Caller caller, Permissions permissions) {
        this.caller = caller;
        this.permissions = permissions;
    }

    /**
     * Checks a call of the JSON protocol.
     *
     * @param service the prefix of its target
     * @throws AwsError {@code AccessDeniedException}
     */
    public void check(String service, String operation, ObjectNode request) {
        String action = SERVICES.getOrDefault(service, "") + operation;
        if (!permissions.allows(action)) {
            throw new AwsError(400, "AccessDeniedException", caller.notAllowed(action));
        }
        String role = request.path("Role").asText();
        if (PASS_A_ROLE.contains(operation) && !role.isEmpty() && !permissions.allows("iam:PassRole")) {
            throw new AwsError(
                    400,
                    "AccessDeniedException",
                    "User: " + caller.arn() + " is not authorized to perform: iam:PassRole on resource: " + role
                            + " because no identity-based policy allows the iam:PassRole action");
        }
    }

    /**
     * Checks a call of S3.
     *
     * @throws AwsError {@code AccessDenied}
     */
    public void checkS3(String operation) {
        if (!permissions.allows("s3:" + S3_ACTIONS.getOrDefault(operation, operation))) {
            throw new AwsError(403, "AccessDenied", "Access Denied");
        }
    }
}
