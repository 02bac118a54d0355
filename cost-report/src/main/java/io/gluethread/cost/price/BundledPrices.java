package io.gluethread.cost.price;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;

/**
 * USD per DPU-hour as AWS listed it for ETL jobs in November 2026, which is the interactive rate too where both are
 * known. The figures are those of PerfKitBenchmarker's {@code aws_dpb_glue_prices.py}, generated from the price list.
 */
final class BundledPrices {
    static final String SOURCE = "price table of November 2026";

    private static final BigDecimal USUAL = new BigDecimal("0.44");
    private static final Map<String, BigDecimal> OTHERS = Map.of(
            "af-south-1", new BigDecimal("0.524"),
            "eu-south-1", new BigDecimal("0.52"),
            "me-south-1", new BigDecimal("0.59"),
            "sa-east-1", new BigDecimal("0.69"));
    private static final Set<String> USUAL_REGIONS = Set.of(
            "ap-east-1",
            "ap-northeast-1",
            "ap-northeast-2",
            "ap-northeast-3",
            "ap-south-1",
            "ap-southeast-1",
            "ap-southeast-2",
            "ap-southeast-3",
            "ca-central-1",
            "eu-central-1",
            "eu-north-1",
            "eu-west-1",
            "eu-west-2",
            "eu-west-3",
            "us-east-1",
            "us-east-2",
            "us-west-1",
            "us-west-2",
            "us-gov-east-1",
            "us-gov-west-1");

    private BundledPrices() {}

    static BigDecimal usdPerDpuHour(String region) {
        return OTHERS.getOrDefault(region, USUAL);
    }

    /** Where the figure comes from; a region that the table lacks is given the usual one, and that is said. */
    static String source(String region) {
        return OTHERS.containsKey(region) || USUAL_REGIONS.contains(region)
                ? SOURCE
                : "%s, which lacks %s".formatted(SOURCE, region);
    }
}
