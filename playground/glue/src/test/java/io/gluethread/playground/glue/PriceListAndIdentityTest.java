package io.gluethread.playground.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.gluethread.playground.glue.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.pricing.PricingClient;
import software.amazon.awssdk.services.pricing.model.Filter;
import software.amazon.awssdk.services.pricing.model.FilterType;
import software.amazon.awssdk.services.pricing.model.GetProductsResponse;
import software.amazon.awssdk.services.pricing.model.InvalidNextTokenException;
import software.amazon.awssdk.services.pricing.model.InvalidParameterException;
import software.amazon.awssdk.services.pricing.model.NotFoundException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** The Price List and STS, each through its own SDK client, on Glue's port. */
final class PriceListAndIdentityTest extends RunningGlueTest {
    private PricingClient pricing;

    @BeforeEach
    void start() {
        pricing = PricingClient.builder()
                .endpointOverride(glue.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(RunningGlue.anyCredentials())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    @AfterEach
    void stop() {
        pricing.close();
    }

    private static Filter filter(FilterType type, String field, String value) {
        return Filter.builder().type(type).field(field).value(value).build();
    }

    private List<JsonNode> products(Filter... filters) throws IOException {
        List<JsonNode> products = new ArrayList<>();
        for (String document : pricing.getProducts(
                        r -> r.serviceCode("AWSGlue").formatVersion("aws_v1").filters(filters))
                .priceList()) {
            products.add(Json.read(document.getBytes(StandardCharsets.UTF_8)));
        }
        return products;
    }

    @Test
    void the_session_price_of_a_region_is_found_as_in_the_real_list() throws IOException {
        List<JsonNode> found = products(
                        filter(FilterType.TERM_MATCH, "regionCode", "sa-east-1"),
                        filter(FilterType.TERM_MATCH, "operation", "GlueInteractiveSession"))
                .stream()
                .filter(p ->
                        p.at("/product/attributes/usagetype").textValue().endsWith("-GlueInteractiveSession-DPU-Hour"))
                .toList();
        assertThat(found).hasSize(1);
        JsonNode product = found.getFirst();
        assertThat(product.at("/product/attributes/usagetype").textValue())
                .isEqualTo("SAE1-GlueInteractiveSession-DPU-Hour");
        assertThat(product.at("/product/attributes/servicecode").textValue()).isEqualTo("AWSGlue");
        assertThat(product.at("/version").textValue()).isEqualTo("synthetic");
        JsonNode term = product.at("/terms/OnDemand").elements().next();
        JsonNode dimension = term.get("priceDimensions").elements().next();
        assertThat(dimension.get("unit").textValue()).isEqualTo("DPU-Hour");
        assertThat(Double.parseDouble(dimension.at("/pricePerUnit/USD").textValue()))
                .isEqualTo(0.69);
    }

    @Test
    void every_filter_type_is_honoured() throws IOException {
        assertThat(products(filter(FilterType.EQUALS, "usagetype", "USE1-GlueInteractiveSession-DPU-Hour")))
                .hasSize(1);
        assertThat(products(filter(FilterType.CONTAINS, "usagetype", "InteractiveSession-DPU")))
                .hasSize(24);
        assertThat(products(filter(FilterType.ANY_OF, "regionCode", "eu-west-1,eu-west-2")))
                .hasSize(8);
        assertThat(products(
                        filter(FilterType.TERM_MATCH, "regionCode", "us-east-1"),
                        filter(FilterType.NONE_OF, "operation", "Jobrun")))
                .hasSize(3);
        assertThat(products(filter(FilterType.TERM_MATCH, "colour", "red"))).isEmpty();
        assertThatThrownBy(() -> pricing.getProducts(r -> r.serviceCode("AWSGlue")
                        .filters(Filter.builder()
                                .type("LIKE")
                                .field("a")
                                .value("b")
                                .build())))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("LIKE");
    }

    @Test
    void the_list_pages() {
        List<String> all = new ArrayList<>();
        String token = null;
        int pages = 0;
        do {
            String at = token;
            GetProductsResponse page = pricing.getProducts(
                    r -> r.serviceCode("AWSGlue").maxResults(40).nextToken(at));
            all.addAll(page.priceList());
            token = page.nextToken();
            pages++;
        } while (token != null);
        assertThat(pages).isEqualTo(3);
        assertThat(all).hasSize(96).doesNotHaveDuplicates();
        assertThatThrownBy(
                        () -> pricing.getProducts(r -> r.serviceCode("AWSGlue").nextToken("x")))
                .isInstanceOf(InvalidNextTokenException.class);
    }

    @Test
    void another_services_prices_are_not_here() {
        assertThatThrownBy(() -> pricing.getProducts(r -> r.serviceCode("AmazonEC2")))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("AWSGlue only");
    }

    @Test
    void the_caller_is_an_assumed_role() {
        try (StsClient sts = StsClient.builder()
                .endpointOverride(glue.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(RunningGlue.anyCredentials())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
            GetCallerIdentityResponse identity = sts.getCallerIdentity();
            assertThat(identity.account()).isEqualTo("123456789012");
            assertThat(identity.arn()).isEqualTo("arn:aws:sts::123456789012:assumed-role/gluethread/playground");
            assertThat(identity.userId()).endsWith(":playground");
        }
    }
}
