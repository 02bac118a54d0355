package io.gluethread.playground.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.gluethread.playground.slack.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What the page can tell about the requests between Slack, the bot, and whoever else keeps a record. */
final class WireTest extends SlackStory {
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @Test
    void a_request_can_be_looked_at_with_what_was_sent_and_answered() throws Exception {
        api("chat.postMessage", "xoxb-playground", "{\"channel\":\"C_DATA\",\"text\":\"hello\"}");

        JsonNode line = line("chat.postMessage");
        assertThat(line.has("request")).isFalse();
        JsonNode whole = get("/playground/wire/" + line.path("id").asLong()).path("wire");

        assertThat(whole.path("summary").asText()).isEqualTo("C_DATA hello");
        assertThat(Json.read(whole.path("request").asText())).isEqualTo(Json.read("""
                {"channel":"C_DATA","text":"hello"}"""));
        assertThat(Json.read(whole.path("response").asText()).path("ok").asBoolean())
                .isTrue();
        assertThat(get("/playground/wire/999999").path("error").asText()).contains("999999");
    }

    @Test
    void a_token_that_came_as_an_argument_is_not_kept() throws Exception {
        post("/api/auth.test", "{\"token\":\"xoxb-playground\"}");

        JsonNode whole = get("/playground/wire/" + line("auth.test").path("id").asLong());

        assertThat(whole.toString()).contains("U_GLUE").doesNotContain("xoxb-playground");
    }

    @Test
    void an_event_is_summed_up_in_words() throws Exception {
        api("chat.postMessage", "xoxp-ana", "{\"channel\":\"C_DATA\",\"text\":\"good morning\"}");
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(line("event message").path("summary").asText())
                                .isEqualTo("C_DATA U_ANA good morning"));
    }

    @Test
    void what_another_server_heard_comes_in_while_a_page_is_open() throws Exception {
        HttpServer other = other();
        URI source = URI.create("http://127.0.0.1:%d/playground/wire"
                .formatted(other.getAddress().getPort()));
        try (LocalSlack watching = LocalSlack.start(settings().withFurtherWires(List.of(source)), clock)) {
            HttpResponse<java.io.InputStream> stream = HTTP.send(
                    HttpRequest.newBuilder(URI.create(watching.url() + "/playground/stream?user=U_BEN"))
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
                String line = lines.lines()
                        .filter(one -> one.contains("GetSession"))
                        .findFirst()
                        .orElseThrow();
                JsonNode wire = Json.read(line.substring("data: ".length()));
                assertThat(wire.path("to").asText()).isEqualTo("glue");
                assertThat(wire.has("request")).isFalse();
                JsonNode whole = Json.read(HTTP.send(
                                HttpRequest.newBuilder(URI.create(watching.url() + "/playground/wire/"
                                                + wire.path("id").asLong()))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body());
                assertThat(whole.at("/wire/request").asText()).isEqualTo("{\"Id\":\"s\"}");
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> asked.contains("/playground/wire/after/7"));
        } finally {
            other.stop(0);
        }
    }

    private HttpServer other() throws IOException {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            asked.add(path);
            String wire = path.endsWith("/after/0") ? """
                    {"id":7,"from":"bot","to":"glue","what":"GetSession","status":200,"ms":3,"request":"{\\"Id\\":\\"s\\"}"}""" : "";
            byte[] answer = "{\"last\":7,\"wire\":[%s]}".formatted(wire).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        other.start();
        return other;
    }

    private JsonNode line(String what) throws Exception {
        for (JsonNode line : get("/playground/wire").path("wire")) {
            if (line.path("what").asText().equals(what)) {
                return line;
            }
        }
        throw new AssertionError("nothing said " + what);
    }

    private JsonNode get(String path) throws Exception {
        return Json.read(HTTP.send(
                        HttpRequest.newBuilder(URI.create(slack.url() + path)).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body());
    }
}
