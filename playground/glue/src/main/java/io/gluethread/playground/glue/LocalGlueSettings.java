package io.gluethread.playground.glue;

import io.gluethread.playground.glue.session.SessionLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How a local Glue endpoint is set up.
 *
 * @param port to listen on; 0 for a free one
 * @param home folder for the catalog and its data
 * @param buckets folder of the local S3: {@code s3://bucket/key} is the file {@code bucket/key} in it, for Spark as well
 * @param account the twelve digits that stand in ARNs
 * @param region the region that stands in ARNs
 */
public record LocalGlueSettings(
        int port, Path home, Path buckets, SessionLimits limits, String account, String region) {
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

    public LocalGlueSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("not a port: " + port);
        }
        if (!ACCOUNT.matcher(account).matches()) {
            throw new IllegalArgumentException("not an account of twelve digits: " + account);
        }
        if (region.isBlank()) {
            throw new IllegalArgumentException("a region without a name");
        }
    }

    /** A free port, the usual limits, account 123456789012 in us-east-1. */
    public static LocalGlueSettings in(Path home) {
        return new LocalGlueSettings(0, home, home.resolve("s3"), SessionLimits.DEFAULT, "123456789012", "us-east-1");
    }

    /**
     * What the environment says: GLUETHREAD_GLUE_PORT (8081), GLUETHREAD_HOME (.gluethread), GLUETHREAD_SPARK_SESSIONS
     * (4), GLUETHREAD_GLUE_PROVISIONING_MS (0).
     *
     * @throws IllegalArgumentException naming the variable that is wrong
     */
    public static LocalGlueSettings from(Map<String, String> environment) {
        Path home = Path.of(environment.getOrDefault("GLUETHREAD_HOME", ".gluethread"));
        SessionLimits limits = SessionLimits.DEFAULT
                .withMaxSessions(number(environment, "GLUETHREAD_SPARK_SESSIONS", 4, 1, 1000))
                .withProvisioningDelay(
                        Duration.ofMillis(number(environment, "GLUETHREAD_GLUE_PROVISIONING_MS", 0, 0, 600_000)));
        return in(home).withLimits(limits).withPort(number(environment, "GLUETHREAD_GLUE_PORT", 8081, 0, 65_535));
    }

    private static int number(Map<String, String> environment, String name, int standard, int min, int max) {
        String text = environment.getOrDefault(name, "").strip();
        if (text.isEmpty()) {
            return standard;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    name + " must be a number from " + min + " to " + max + ", not " + text, e);
        }
        throw new IllegalArgumentException(name + " must be a number from " + min + " to " + max + ", not " + text);
    }

    public LocalGlueSettings withPort(int other) {
        return new LocalGlueSettings(other, home, buckets, limits, account, region);
    }

    public LocalGlueSettings withLimits(SessionLimits other) {
        return new LocalGlueSettings(port, home, buckets, other, account, region);
    }

    public LocalGlueSettings withBuckets(Path folder) {
        return new LocalGlueSettings(port, home, folder, limits, account, region);
    }
}
