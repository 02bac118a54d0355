package io.gluethread.broker.glue;

import io.gluethread.broker.session.SessionId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A session as Glue tells it. {@code status} is open text (CANCELLING has been seen beside the documented six). Figures
 * that Glue leaves out are empty. {@code tags} are empty where the operation does not return them.
 */
public record GlueSession(
        SessionId id,
        String status,
        String message,
        Optional<Instant> createdOn,
        Optional<Instant> completedOn,
        double progress,
        Optional<BigDecimal> dpuSeconds,
        Optional<Duration> executionTime,
        Optional<String> workerType,
        Optional<Integer> workers,
        Optional<BigDecimal> maxCapacity,
        Optional<String> glueVersion,
        Optional<Duration> idleTimeout,
        Map<String, String> tags) {}
