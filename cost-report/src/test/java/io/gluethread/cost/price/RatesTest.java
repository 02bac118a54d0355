package io.gluethread.cost.price;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.broker.session.Rate;
import io.gluethread.broker.session.SessionSpec;
import io.gluethread.broker.session.WorkerType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class RatesTest {
    private static final SessionSpec.Size SMALL = new SessionSpec.Size.Workers(WorkerType.G_1X, 2);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-20T12:00:00Z"));
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean down;

    private final Rates rates = new Rates(this::list, Optional.empty(), now::get, Runnable::run);

    private Optional<BigDecimal> list(String region) {
        asked.incrementAndGet();
        if (down) {
            throw new PriceListException("The price list could not be asked: down", null);
        }
        return region.equals("eu-west-1") ? Optional.of(new BigDecimal("0.45")) : Optional.empty();
    }

    @Test
    void the_list_is_asked_once_a_day() {
        assertThat(rates.rate("eu-west-1", SMALL)).isEqualTo(new Rate(new BigDecimal("0.45"), "AWS Price List", true));
        forward(Duration.ofHours(23));
        rates.rate("eu-west-1", SMALL);
        assertThat(asked).hasValue(1);
        forward(Duration.ofHours(2));
        rates.rate("eu-west-1", SMALL);
        assertThat(asked).hasValue(2);
    }

    @Test
    void while_the_list_is_down_the_bundled_table_serves_and_is_called_an_estimate() {
        down = true;
        Rate rate = rates.rate("sa-east-1", SMALL);
        assertThat(rate.usdPerDpuHour()).isEqualByComparingTo("0.69");
        assertThat(rate.listed()).isFalse();
        assertThat(rate.source()).isEqualTo("price table of November 2026");

        rates.rate("eu-west-1", SMALL);
        down = false;
        assertThat(rates.rate("eu-west-1", SMALL).listed()).isFalse();
        forward(Duration.ofMinutes(11));
        assertThat(rates.rate("eu-west-1", SMALL).listed()).isTrue();
    }

    @Test
    void a_region_that_nobody_knows_is_told_so() {
        assertThat(rates.rate("mars-north-1", SMALL).source())
                .isEqualTo("price table of November 2026, which lacks mars-north-1");
    }

    @Test
    void a_configured_rate_comes_before_the_bundled_one() {
        down = true;
        Rates configured = new Rates(this::list, Optional.of(new BigDecimal("0.30")), now::get, Runnable::run);
        assertThat(configured.rate("eu-west-1", SMALL))
                .isEqualTo(new Rate(new BigDecimal("0.30"), "configured rate", false));
    }

    @Test
    void memory_optimized_workers_are_an_estimate() {
        Rate rate = rates.rate("us-east-1", new SessionSpec.Size.Workers(new WorkerType("R.2X"), 2));
        assertThat(rate.usdPerDpuHour()).isEqualByComparingTo("0.52");
        assertThat(rate.listed()).isFalse();
    }

    @Test
    void a_slow_list_holds_nobody_up() {
        CountDownLatch answer = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Rates slow = new Rates(
                    region -> {
                        try {
                            answer.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        return Optional.of(new BigDecimal("0.45"));
                    },
                    Optional.empty(),
                    now::get,
                    threads);
            assertThat(slow.rate("eu-west-1", SMALL).listed()).isFalse();
            answer.countDown();
        }
    }

    private void forward(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }
}
