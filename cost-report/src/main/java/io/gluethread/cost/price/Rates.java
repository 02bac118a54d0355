package io.gluethread.cost.price;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.gluethread.broker.session.Rate;
import io.gluethread.broker.session.RateSource;
import io.gluethread.broker.session.SessionSpec;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rates that sessions begin with: the price list's, kept for a day; where it cannot be asked, a configured or bundled
 * one, and the list is asked again ten minutes later. Waits for the list for at most two seconds; an answer that comes
 * later serves the next who asks.
 */
public final class Rates implements RateSource {
    private static final Logger LOG = LoggerFactory.getLogger(Rates.class);
    private static final Duration KEEP = Duration.ofDays(1);
    private static final Duration ASK_AGAIN = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** R workers are billed in M-DPU at a rate of their own; $0.52 is quoted where a DPU costs $0.44. */
    private static final BigDecimal MEMORY_OPTIMIZED = new BigDecimal("1.1818");

    private final PriceList list;
    private final Optional<BigDecimal> configured;
    private final AsyncLoadingCache<String, Rate> rates;

    /** @param configured USD per DPU-hour to go by where the price list cannot be asked; else the bundled table */
    public Rates(PriceList list, Optional<BigDecimal> configured, InstantSource clock, Executor executor) {
        this.list = list;
        this.configured = configured;
        this.rates = Caffeine.newBuilder()
                .maximumSize(100)
                .executor(executor)
                .ticker(() -> nanos(clock.instant()))
                .expireAfter(Expiry.creating((String region, Rate rate) -> rate.listed() ? KEEP : ASK_AGAIN))
                .buildAsync(this::ask);
    }

    @Override
    public Rate rate(String region, SessionSpec.Size size) {
        Rate rate = standard(region);
        return isMemoryOptimized(size)
                ? new Rate(
                        rate.usdPerDpuHour().multiply(MEMORY_OPTIMIZED).setScale(2, RoundingMode.HALF_UP),
                        "%s, R workers by a quoted ratio".formatted(rate.source()),
                        false)
                : rate;
    }

    private Rate standard(String region) {
        try {
            return rates.get(region).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return fallback(region);
        } catch (ExecutionException e) {
            LOG.warn("The price of {} could not be found out", region, e);
            return fallback(region);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return fallback(region);
        }
    }

    private Rate ask(String region) {
        try {
            Optional<BigDecimal> listed = list.usdPerDpuHour(region);
            if (listed.isEmpty()) {
                LOG.info("The price list has no interactive sessions in {}; going by {}", region, fallback(region));
            }
            return listed.map(usd -> new Rate(usd, "AWS Price List", true)).orElseGet(() -> fallback(region));
        } catch (PriceListException e) {
            LOG.info("{}; going by {}", e.getMessage(), fallback(region));
            return fallback(region);
        }
    }

    private Rate fallback(String region) {
        return configured
                .map(usd -> new Rate(usd, "configured rate", false))
                .orElseGet(() -> new Rate(BundledPrices.usdPerDpuHour(region), BundledPrices.source(region), false));
    }

    private static boolean isMemoryOptimized(SessionSpec.Size size) {
        return switch (size) {
            case SessionSpec.Size.Workers workers -> workers.type().name().startsWith("R.");
            case SessionSpec.Size.Capacity _ -> false;
        };
    }

    private static long nanos(Instant instant) {
        return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
    }
}
