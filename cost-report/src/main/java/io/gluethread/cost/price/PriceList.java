package io.gluethread.cost.price;

import java.math.BigDecimal;
import java.util.Optional;

/** What AWS asks for interactive sessions. */
public interface PriceList {
    /**
     * USD per DPU-hour of an interactive session in a region, or empty if the list has none. May take seconds.
     *
     * @throws PriceListException if the list cannot be asked
     */
    Optional<BigDecimal> usdPerDpuHour(String region);
}
