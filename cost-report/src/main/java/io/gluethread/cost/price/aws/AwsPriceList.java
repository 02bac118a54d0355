package io.gluethread.cost.price.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gluethread.cost.price.PriceList;
import io.gluethread.cost.price.PriceListException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.pricing.PricingClient;
import software.amazon.awssdk.services.pricing.PricingClientBuilder;
import software.amazon.awssdk.services.pricing.model.Filter;
import software.amazon.awssdk.services.pricing.model.FilterType;
import software.amazon.awssdk.services.pricing.model.GetProductsResponse;

/**
 * AWS's price list over
 * <a href="https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_pricing_GetProducts.html">GetProducts</a>.
 * Of the products of AWSGlue in a region, the one of interactive sessions is told by its usage type, which ends in
 * {@code GlueInteractiveSession-DPU-Hour}, and its unit, {@code DPU-Hour}; its group and operation are not documented.
 */
public final class AwsPriceList implements PriceList, AutoCloseable {
    private static final String USAGE_TYPE = "GlueInteractiveSession-DPU-Hour";
    private static final String UNIT = "DPU-Hour";
    private static final int MOST_PAGES = 50;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SdkHttpClient http;
    private final PricingClient client;

    /**
     * @param endpoint instead of AWS's own; empty in production
     * @param pricingRegion where the list is served: us-east-1, eu-central-1 or ap-south-1
     * @param accessKey id and secret, instead of what AWS's default chain of credentials finds
     */
    public record Settings(
            Optional<URI> endpoint, String pricingRegion, Duration callTimeout, Optional<AccessKey> accessKey) {
        public static Settings usual() {
            return new Settings(Optional.empty(), "us-east-1", Duration.ofSeconds(10), Optional.empty());
        }
    }

    /** A fixed access key. Its secret does not print. */
    public record AccessKey(String id, String secret) {
        @Override
        public String toString() {
            return "AccessKey[%s]".formatted(id);
        }
    }

    public AwsPriceList(Settings settings) {
        this.http = UrlConnectionHttpClient.builder()
                .connectionTimeout(Duration.ofSeconds(5))
                .socketTimeout(settings.callTimeout())
                .build();
        PricingClientBuilder builder = PricingClient.builder()
                .region(Region.of(settings.pricingRegion()))
                .httpClient(http)
                .overrideConfiguration(o -> o.apiCallTimeout(settings.callTimeout()));
        settings.endpoint().ifPresent(builder::endpointOverride);
        settings.accessKey()
                .map(key -> StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret())))
                .ifPresent(builder::credentialsProvider);
        this.client = builder.build();
    }

    @Override
    public Optional<BigDecimal> usdPerDpuHour(String region) {
        try {
            @Nullable String token = null;
            for (int page = 0; page < MOST_PAGES; page++) {
                GetProductsResponse answer = page(region, token);
                for (String product : answer.priceList()) {
                    Optional<BigDecimal> price = interactive(product);
                    if (price.isPresent()) {
                        return price;
                    }
                }
                token = answer.nextToken();
                if (token == null || token.isEmpty()) {
                    break;
                }
            }
            return Optional.empty();
        } catch (SdkException e) {
            throw new PriceListException("The price list could not be asked: " + e.getMessage(), e);
        } catch (JsonProcessingException e) {
            throw new PriceListException("The price list answered with something else than JSON", e);
        }
    }

    private GetProductsResponse page(String region, @Nullable String token) {
        Filter here = Filter.builder()
                .type(FilterType.TERM_MATCH)
                .field("regionCode")
                .value(region)
                .build();
        return client.getProducts(request -> {
            request.serviceCode("AWSGlue").formatVersion("aws_v1").filters(here).maxResults(100);
            if (token != null) {
                request.nextToken(token);
            }
        });
    }

    private static Optional<BigDecimal> interactive(String document) throws JsonProcessingException {
        JsonNode json = JSON.readTree(document);
        String usageType =
                json.path("product").path("attributes").path("usagetype").asText();
        if (!usageType.endsWith(USAGE_TYPE) || usageType.contains("MemOptimized")) {
            return Optional.empty();
        }
        for (JsonNode offer : json.path("terms").path("OnDemand")) {
            for (JsonNode dimension : offer.path("priceDimensions")) {
                Optional<BigDecimal> usd = dimension.path("unit").asText().equals(UNIT)
                        ? amount(dimension.path("pricePerUnit").path("USD").asText())
                        : Optional.empty();
                if (usd.isPresent()) {
                    return usd;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<BigDecimal> amount(String text) {
        try {
            return Optional.of(new BigDecimal(text).stripTrailingZeros()).filter(usd -> usd.signum() > 0);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        client.close();
        http.close();
    }
}
