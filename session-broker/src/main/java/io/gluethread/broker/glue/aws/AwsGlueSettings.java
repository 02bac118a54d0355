package io.gluethread.broker.glue.aws;

import io.gluethread.broker.glue.Glue;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How to reach Glue.
 *
 * @param endpoint instead of AWS's own, for every region; empty in production
 * @param defaultRegion where {@code check} asks
 * @param requestOrigin marks our calls in CloudTrail; Glue takes {@code [.\-_A-Za-z0-9]{1,128}}
 * @param connectTimeout for a connection to stand
 * @param callTimeout for the whole of one call; after it the outcome is unclear
 * @param accessKey instead of what AWS's default chain of credentials finds
 */
public record AwsGlueSettings(
        Optional<URI> endpoint,
        String defaultRegion,
        String requestOrigin,
        Duration connectTimeout,
        Duration callTimeout,
        Optional<AccessKey> accessKey) {

    public AwsGlueSettings {
        if (!defaultRegion.matches("[a-z0-9-]{1,40}")) {
            throw new IllegalArgumentException("not an AWS region: '%s'".formatted(defaultRegion));
        }
        if (!requestOrigin.matches("[.\\-_A-Za-z0-9]{1,128}")) {
            throw new IllegalArgumentException(
                    "not a request origin ([.-_A-Za-z0-9], 1 to 128 characters): '%s'".formatted(requestOrigin));
        }
        if (!connectTimeout.isPositive() || !callTimeout.isPositive()) {
            throw new IllegalArgumentException(
                    "time-outs must be positive: connect %s, call %s".formatted(connectTimeout, callTimeout));
        }
        if (callTimeout.compareTo(Glue.LONGEST_CALL) > 0) {
            throw new IllegalArgumentException(
                    "a call takes at most %s, which others rely on, not %s".formatted(Glue.LONGEST_CALL, callTimeout));
        }
    }

    /** AWS itself, with the default chain of credentials. */
    public static AwsGlueSettings of(String defaultRegion) {
        return new AwsGlueSettings(
                Optional.empty(),
                defaultRegion,
                "gluethread",
                Duration.ofSeconds(5),
                Glue.LONGEST_CALL,
                Optional.empty());
    }

    public AwsGlueSettings at(URI other) {
        return new AwsGlueSettings(
                Optional.of(other), defaultRegion, requestOrigin, connectTimeout, callTimeout, accessKey);
    }

    public AwsGlueSettings with(AccessKey key) {
        return new AwsGlueSettings(
                endpoint, defaultRegion, requestOrigin, connectTimeout, callTimeout, Optional.of(key));
    }

    public AwsGlueSettings callTimeout(Duration longest) {
        return new AwsGlueSettings(endpoint, defaultRegion, requestOrigin, connectTimeout, longest, accessKey);
    }

    /** A fixed access key. Its secret does not print. */
    public record AccessKey(String id, String secret) {
        @Override
        public String toString() {
            return "AccessKey[%s]".formatted(id);
        }
    }
}
