package io.gluethread.playground.glue.pricing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.glue.wire.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One product of the local Price List, in the shape of the real one. Made up from a table of rates: the SKUs begin with
 * LOCAL and every document says that it is synthetic.
 *
 * @param number position in the list
 */
record Product(long number, GlueRegion region, String usage, String operation, String unit) {
    private static final String FAMILY = "AWS Glue";
    private static final String OFFER_TERM = "JRTCKXETXF";
    private static final String RATE = "6YS6EN2CT7";
    private static final String EFFECTIVE = "2026-09-01T00:00:00Z";

    private record Kind(String usage, String operation, String unit) {}

    /** What sessions are billed as comes between its neighbours, so that a reader has to choose. */
    private static final List<Kind> KINDS = List.of(
            new Kind("ETL-DPU-Hour", "Jobrun", "DPU-Hour"),
            new Kind("GlueInteractiveSession-DPU-Hour", "GlueInteractiveSession", "DPU-Hour"),
            new Kind("GlueInteractiveSession-MemOptimized-DPU-Hour", "GlueInteractiveSession", "M-DPU-Hour"),
            new Kind("Crawler-DPU-Hour", "CrawlerRun", "DPU-Hour"));

    static List<Product> all() {
        List<Product> products = new ArrayList<>();
        for (GlueRegion region : GlueRegion.ALL) {
            for (Kind kind : KINDS) {
                products.add(new Product(products.size(), region, kind.usage(), kind.operation(), kind.unit()));
            }
        }
        return products;
    }

    private Map<String, String> attributes() {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("servicecode", "AWSGlue");
        attributes.put("location", region.location());
        attributes.put("locationType", region.code().startsWith("us-gov") ? "AWS GovCloud Region" : "AWS Region");
        attributes.put("usagetype", usageType());
        attributes.put("operation", operation);
        attributes.put("regionCode", region.code());
        attributes.put("servicename", "AWS Glue");
        return attributes;
    }

    String usageType() {
        return region.usagePrefix() + "-" + usage;
    }

    /** An attribute's value, as filters name attributes; {@code productFamily} counts as one. */
    Optional<String> attribute(String field) {
        return field.equals("productFamily")
                ? Optional.of(FAMILY)
                : Optional.ofNullable(attributes().get(field));
    }

    private String sku() {
        return String.format(Locale.ROOT, "LOCAL%011d", number);
    }

    ObjectNode json() {
        ObjectNode json = Json.object();
        ObjectNode product = json.putObject("product").put("productFamily", FAMILY);
        product.set("attributes", Json.object(attributes()));
        product.put("sku", sku());
        json.put("serviceCode", "AWSGlue");
        String term = sku() + "." + OFFER_TERM;
        ObjectNode offer = json.putObject("terms").putObject("OnDemand").putObject(term);
        String rate = term + "." + RATE;
        ObjectNode dimension = offer.putObject("priceDimensions").putObject(rate);
        dimension.put("unit", unit).put("endRange", "Inf");
        dimension.put("description", "$" + region.dpuHour() + " per " + unit + " (synthetic, local Price List)");
        dimension.putArray("appliesTo");
        dimension.put("rateCode", rate).put("beginRange", "0");
        dimension.putObject("pricePerUnit").put("USD", region.dpuHour() + "00000000");
        offer.put("sku", sku()).put("effectiveDate", EFFECTIVE).put("offerTermCode", OFFER_TERM);
        offer.putObject("termAttributes");
        return json.put("version", "synthetic").put("publicationDate", EFFECTIVE);
    }
}
