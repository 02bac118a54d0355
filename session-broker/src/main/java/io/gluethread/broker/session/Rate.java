package io.gluethread.broker.session;

import java.math.BigDecimal;

/**
 * A price in USD per DPU-hour, with where it comes from. {@code listed} is false for a configured or bundled figure, and
 * what is computed from such a one is labelled an estimate.
 */
public record Rate(BigDecimal usdPerDpuHour, String source, boolean listed) {
    public Rate {
        if (usdPerDpuHour.signum() < 0) {
            throw new IllegalArgumentException("a rate is not negative: %s".formatted(usdPerDpuHour));
        }
    }
}
