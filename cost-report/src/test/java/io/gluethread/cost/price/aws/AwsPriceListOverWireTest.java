package io.gluethread.cost.price.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gluethread.cost.price.PriceListException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real SDK against a list in the real one's shape. Its products are made up. */
final class AwsPriceListOverWireTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<JsonNode> requests = new ArrayList<>();
    private final List<String> products = new ArrayList<>();
    private int status = 200;
    private HttpServer server;
    private AwsPriceList list;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        list = new AwsPriceList(new AwsPriceList.Settings(
                Optional.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort())),
                "us-east-1",
                Duration.ofSeconds(20),
                Optional.of(new AwsPriceList.AccessKey("test", "test"))));
    }

    @AfterEach
    void stop() {
        list.close();
        server.stop(0);
    }

    /** One product a page. */
    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
            requests.add(request);
            int page = request.path("NextToken").asInt(0);
            ObjectNode out = JSON.createObjectNode().put("FormatVersion", "aws_v1");
            if (status != 200) {
                out.put("__type", "AccessDeniedException").put("message", "not allowed");
            } else if (page < products.size()) {
                out.putArray("PriceList").add(products.get(page));
                out.put("NextToken", Integer.toString(page + 1));
            }
            byte[] body = JSON.writeValueAsBytes(out);
            exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static String product(String usageType, String unit, String usd) {
        ObjectNode json = JSON.createObjectNode();
        json.putObject("product").putObject("attributes").put("usagetype", usageType);
        json.putObject("terms")
                .putObject("OnDemand")
                .putObject("MADEUP.TERM")
                .putObject("priceDimensions")
                .putObject("MADEUP.TERM.RATE")
                .put("unit", unit)
                .putObject("pricePerUnit")
                .put("USD", usd);
        return json.toString();
    }

    @Test
    void the_interactive_rate_is_found_among_its_neighbours_on_a_later_page() {
        products.add(product("EU-ETL-DPU-Hour", "DPU-Hour", "0.1"));
        products.add(product("EU-GlueInteractiveSession-MemOptimized-DPU-Hour", "M-DPU-Hour", "0.2"));
        products.add(product("EU-GlueInteractiveSession-DPU-Hour", "Second", "0.3"));
        products.add("{}");
        products.add(product("EU-GlueInteractiveSession-DPU-Hour", "DPU-Hour", "0.4400000000"));
        assertThat(list.usdPerDpuHour("eu-west-1").orElseThrow()).isEqualByComparingTo("0.44");
        assertThat(requests).hasSize(5).allSatisfy(request -> {
            assertThat(request.path("ServiceCode").asText()).isEqualTo("AWSGlue");
            assertThat(request.path("Filters").path(0).path("Value").asText()).isEqualTo("eu-west-1");
        });
    }

    @Test
    void a_region_without_it_has_no_price() {
        products.add(product("EU-ETL-DPU-Hour", "DPU-Hour", "0.1"));
        assertThat(list.usdPerDpuHour("eu-west-1")).isEmpty();
        products.add(product("EU-GlueInteractiveSession-DPU-Hour", "DPU-Hour", "free"));
        assertThat(list.usdPerDpuHour("eu-west-1")).isEmpty();
    }

    @Test
    void a_refusal_and_nonsense_are_said_in_one_line() {
        status = 400;
        assertThatThrownBy(() -> list.usdPerDpuHour("eu-west-1"))
                .isInstanceOf(PriceListException.class)
                .hasMessageContaining("not allowed");
        status = 200;
        products.add("not JSON");
        assertThatThrownBy(() -> list.usdPerDpuHour("eu-west-1"))
                .isInstanceOf(PriceListException.class)
                .hasMessage("The price list answered with something else than JSON");
    }
}
