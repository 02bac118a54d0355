package io.gluethread.broker.session;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything a session is created with: fixed for its life, as Glue has no update. {@code idleTimeout} and
 * {@code timeout} are always sent, in whole minutes, because Glue's defaults are 48 hours.
 *
 * @param size how big: workers of a type, or a capacity in DPU
 * @param command {@code glueetl} or {@code gluestreaming}
 */
public record SessionSpec(
        Language language,
        String region,
        String role,
        String glueVersion,
        Size size,
        Duration idleTimeout,
        Duration timeout,
        String command,
        String idPrefix,
        Optional<String> securityConfiguration,
        List<String> connections,
        Map<String, String> arguments,
        Map<String, String> tags) {

    public SessionSpec {
        if (language == Language.SQL) {
            throw new IllegalArgumentException("a session speaks python or scala; SQL cells work in both");
        }
        if (idleTimeout.toMinutes() < 1 || timeout.toMinutes() < 1) {
            throw new IllegalArgumentException(
                    "time-outs are at least one minute: idle %s, timeout %s".formatted(idleTimeout, timeout));
        }
        connections = List.copyOf(connections);
        arguments = Map.copyOf(arguments);
        tags = Map.copyOf(tags);
    }

    /** How big a session is. */
    public sealed interface Size {
        record Workers(WorkerType type, int count) implements Size {
            public Workers {
                if (count < 1 || count > 1000) {
                    throw new IllegalArgumentException("number of workers must be 1 to 1000, not %d".formatted(count));
                }
            }
        }

        record Capacity(BigDecimal dpus) implements Size {
            public Capacity {
                if (dpus.signum() <= 0) {
                    throw new IllegalArgumentException("max_capacity must be more than 0 DPU, not %s".formatted(dpus));
                }
            }
        }

        /** Total DPU; a worker type this version does not know counts as 1 DPU each. */
        default BigDecimal dpus() {
            BigDecimal dpus =
                    switch (this) {
                        case Workers(WorkerType type, int count) ->
                            BigDecimal.valueOf(type.dpus().orElse(1.0)).multiply(BigDecimal.valueOf(count));
                        case Capacity(BigDecimal d) -> d;
                    };
            return dpus.setScale(2, RoundingMode.HALF_UP).stripTrailingZeros();
        }
    }
}
