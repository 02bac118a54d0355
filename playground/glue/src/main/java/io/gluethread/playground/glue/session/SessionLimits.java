package io.gluethread.playground.glue.session;

import java.time.Duration;

/**
 * How much one endpoint takes.
 *
 * @param provisioningDelay how long a session stays PROVISIONING at least
 * @param maxSessions whose processes may be on this machine at once
 * @param maxDpus of all live sessions together, as the account quota "Max task DPUs per account" counts
 * @param maxQueuedStatements waiting ones per session, beside the one that runs
 * @param pageSize of listings where the caller names none
 */
public record SessionLimits(
        Duration provisioningDelay, int maxSessions, double maxDpus, int maxQueuedStatements, int pageSize) {
    /** Four live sessions, as many as a laptop of two cores bears; the account's DPUs as AWS lists the quota. */
    public static final SessionLimits DEFAULT = new SessionLimits(Duration.ZERO, 4, 1000, 100, 100);

    public SessionLimits {
        if (provisioningDelay.isNegative()) {
            throw new IllegalArgumentException("negative provisioning delay: " + provisioningDelay);
        }
        if (maxSessions < 1 || maxQueuedStatements < 1 || pageSize < 1 || !(maxDpus > 0)) {
            throw new IllegalArgumentException("limits must be above 0: maxSessions=" + maxSessions + ", maxDpus="
                    + maxDpus + ", maxQueuedStatements=" + maxQueuedStatements + ", pageSize=" + pageSize);
        }
    }

    public SessionLimits withProvisioningDelay(Duration delay) {
        return new SessionLimits(delay, maxSessions, maxDpus, maxQueuedStatements, pageSize);
    }

    public SessionLimits withMaxSessions(int sessions) {
        return new SessionLimits(provisioningDelay, sessions, maxDpus, maxQueuedStatements, pageSize);
    }

    public SessionLimits withMaxQueuedStatements(int statements) {
        return new SessionLimits(provisioningDelay, maxSessions, maxDpus, statements, pageSize);
    }

    public SessionLimits withPageSize(int size) {
        return new SessionLimits(provisioningDelay, maxSessions, maxDpus, maxQueuedStatements, size);
    }
}
