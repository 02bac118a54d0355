package io.gluethread.playground.glue;

import io.gluethread.playground.glue.session.SessionLimits;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * How a local Glue endpoint is set up.
 *
 * @param port to listen on; 0 for a free one
 * @param home folder for the catalog and its data
 * @param account the twelve digits that stand in ARNs
 * @param region the region that stands in ARNs
 */
public record LocalGlueSettings(int port, Path home, SessionLimits limits, String account, String region) {
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
        return new LocalGlueSettings(0, home, SessionLimits.DEFAULT, "123456789012", "us-east-1");
    }

    public LocalGlueSettings withPort(int other) {
        return new LocalGlueSettings(other, home, limits, account, region);
    }

    public LocalGlueSettings withLimits(SessionLimits other) {
        return new LocalGlueSettings(port, home, other, account, region);
    }
}
