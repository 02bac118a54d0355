package io.gluethread.playground.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.gluethread.playground.slack.json.Json;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Socket Mode from Slack's side: addresses, hello, envelopes, acknowledgements, and how it ends. */
class SocketModeTest extends SlackStory {
    private URI address() throws IOException, InterruptedException {
        JsonNode answer = api("apps.connections.open", "xapp-playground", "{}");
        assertThat(answer.path("ok").asBoolean()).as(answer.toString()).isTrue();
        return URI.create(answer.path("url").asText());
    }

    private SocketApp app() throws IOException, InterruptedException {
        return new SocketApp(HTTP, address());
    }

    private CompletableFuture<JsonNode> command(String text) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return playground(
                        "command", "{\"user\":\"U_ANA\",\"channel\":\"C_DATA\",\"text\":\"%s\"}".formatted(text));
            } catch (IOException | InterruptedException e) {
                throw new CompletionException(e);
            }
        });
    }

    @Test
    void an_address_is_for_app_tokens_and_for_one_connection() throws Exception {
        assertThat(api("apps.connections.open", "xoxb-playground", "{}")
                        .path("error")
                        .asText())
                .isEqualTo("not_allowed_token_type");
        assertThat(api("apps.connections.open", "", "{}").path("error").asText())
                .isEqualTo("not_authed");
        assertThat(api("apps.connections.open", "xapp-other", "{}")
                        .path("error")
                        .asText())
                .isEqualTo("invalid_auth");
        URI address = address();
        try (SocketApp app = new SocketApp(HTTP, address)) {
            JsonNode hello = app.next();
            assertThat(hello.path("type").asText()).isEqualTo("hello");
            assertThat(hello.path("num_connections").asInt()).isEqualTo(1);
            assertThat(hello.path("connection_info").path("app_id").asText()).isEqualTo("A_GLUE");
            assertThatThrownBy(() -> new SocketApp(HTTP, address)).isInstanceOf(CompletionException.class);
        }
        URI late = address();
        clock.forward(Duration.ofMinutes(1));
        assertThatThrownBy(() -> new SocketApp(HTTP, late)).isInstanceOf(CompletionException.class);
    }

    @Test
    void a_command_is_acknowledged_with_words() throws Exception {
        try (SocketApp app = app()) {
            app.next();
            CompletableFuture<JsonNode> typed = command("status %x & y");
            JsonNode envelope = app.next();
            assertThat(envelope.path("type").asText()).isEqualTo("slash_commands");
            assertThat(envelope.path("accepts_response_payload").asBoolean()).isTrue();
            assertThat(envelope.path("payload").path("text").asText()).isEqualTo("status %x & y");
            assertThat(envelope.path("payload").path("command").asText()).isEqualTo("/glue");
            app.ack(envelope, Json.object().put("text", "for ana alone"));
            JsonNode answer = typed.get(60, TimeUnit.SECONDS);
            assertThat(answer.path("status").asInt()).isEqualTo(200);
            assertThat(answer.path("json").path("text").asText()).isEqualTo("for ana alone");
            assertThat(playground("views", "{\"user\":\"U_ANA\"}")
                            .path("ephemerals")
                            .toString())
                    .contains("for ana alone");
            assertThat(bot.quiet()).as("nothing goes by HTTP").isTrue();
        }
    }

    @Test
    void a_form_is_answered_over_the_socket() throws Exception {
        try (SocketApp app = app()) {
            app.next();
            CompletableFuture<JsonNode> typed = command("open");
            JsonNode envelope = app.next();
            String trigger = envelope.path("payload").path("trigger_id").asText();
            app.ack(envelope, null);
            typed.get(60, TimeUnit.SECONDS);
            JsonNode opened = api("views.open", "xoxb-playground", """
                    {"trigger_id":"%s","view":{"type":"modal","title":{"type":"plain_text","text":"t"},
                     "submit":{"type":"plain_text","text":"go"},"blocks":[{"type":"input","block_id":"b",
                     "label":{"type":"plain_text","text":"l"},"element":{"type":"plain_text_input","action_id":"a"}}]}}
                    """.formatted(trigger));
            assertThat(opened.path("ok").asBoolean()).as(opened.toString()).isTrue();
            String view = opened.path("view").path("id").asText();
            CompletableFuture<JsonNode> submitted = CompletableFuture.supplyAsync(() -> {
                try {
                    return playground(
                            "submit",
                            "{\"user\":\"U_ANA\",\"view_id\":\"%s\",\"values\":{\"a\":\"x\"}}".formatted(view));
                } catch (IOException | InterruptedException e) {
                    throw new CompletionException(e);
                }
            });
            JsonNode submission = app.next();
            assertThat(submission.path("type").asText()).isEqualTo("interactive");
            assertThat(submission.path("payload").path("type").asText()).isEqualTo("view_submission");
            app.ack(submission, (com.fasterxml.jackson.databind.node.ObjectNode)
                    Json.read("{\"response_action\":\"errors\",\"errors\":{\"b\":\"not x\"}}"));
            assertThat(submitted
                            .get(60, TimeUnit.SECONDS)
                            .path("errors")
                            .path("b")
                            .asText())
                    .isEqualTo("not x");
        }
    }

    @Test
    void an_event_that_is_not_acknowledged_comes_again_with_its_attempt() throws Exception {
        try (SocketApp app = app()) {
            app.next();
            ana().chatPostMessage(r -> r.channel("C_DATA").text("hello"));
            JsonNode first = app.next();
            assertThat(first.path("type").asText()).isEqualTo("events_api");
            assertThat(first.path("retry_attempt").asInt()).isZero();
            assertThat(first.path("payload").path("event").path("text").asText())
                    .isEqualTo("hello");
            JsonNode again = app.next();
            assertThat(again.path("retry_attempt").asInt()).isEqualTo(1);
            assertThat(again.path("retry_reason").asText()).isEqualTo("timeout");
            assertThat(again.path("payload").path("event_id"))
                    .isEqualTo(first.path("payload").path("event_id"));
            assertThat(again.path("envelope_id")).isNotEqualTo(first.path("envelope_id"));
            app.ack(again, null);
            ana().chatPostMessage(r -> r.channel("C_DATA").text("next"));
            assertThat(app.next().path("payload").path("event").path("text").asText())
                    .isEqualTo("next");
        }
    }

    @Test
    void connections_take_turns_and_there_are_ten_at_most() throws Exception {
        try (SocketApp one = app();
                SocketApp two = app()) {
            one.next();
            assertThat(two.next().path("num_connections").asInt()).isEqualTo(2);
            for (int i = 0; i < 2; i++) {
                ana().chatPostMessage(r -> r.channel("C_DATA").text("m"));
                SocketApp turn = i == 0 ? one : two;
                turn.ack(turn.next(), null);
            }
            for (int i = 0; i < 8; i++) {
                clock.forward(Duration.ofSeconds(20));
                app().next();
            }
            clock.forward(Duration.ofSeconds(20));
            SocketApp eleventh = app();
            assertThat(eleventh.next().path("reason").asText()).isEqualTo("too_many_websockets");
            assertThat(eleventh.isClosed()).isTrue();
        }
    }

    @Test
    void a_connection_is_pinged_warned_and_ended() throws Exception {
        try (SocketApp app = app()) {
            long life = app.next()
                    .path("debug_info")
                    .path("approximate_connection_time")
                    .asLong();
            clock.forward(Duration.ofSeconds(11));
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> app.pings.get() > 0);
            clock.forward(Duration.ofSeconds(life - 20));
            assertThat(app.next().path("reason").asText()).isEqualTo("warning");
            clock.forward(Duration.ofSeconds(10));
            assertThat(app.next().path("reason").asText()).isEqualTo("refresh_requested");
            assertThat(app.isClosed()).isTrue();
        }
    }

    @Test
    void what_was_under_way_when_the_line_broke_comes_again_on_the_next() throws Exception {
        SocketApp app = app();
        app.next();
        ana().chatPostMessage(r -> r.channel("C_DATA").text("held"));
        JsonNode first = app.next();
        SocketApp next = app();
        next.next();
        app.close();
        JsonNode again = next.next();
        assertThat(again.path("payload").path("event_id"))
                .isEqualTo(first.path("payload").path("event_id"));
        next.ack(again, null);
        next.close();
    }

    @Test
    void it_can_be_ended_on_demand_and_then_requests_go_by_http_again() throws Exception {
        try (SocketApp app = app()) {
            app.next();
            assertThat(playground("app", "{\"disconnect\":\"link_disabled\"}")
                            .path("connections")
                            .asInt())
                    .isZero();
            assertThat(app.next().path("reason").asText()).isEqualTo("link_disabled");
            assertThat(app.isClosed()).isTrue();
        }
        assertThat(command("status").get(60, TimeUnit.SECONDS).path("status").asInt())
                .isEqualTo(200);
        assertThat(bot.next().form()).containsEntry("text", "status");
        assertThat(post("/playground/app", "{\"disconnect\":\"now\"}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void a_request_url_is_taken_when_it_gives_the_challenge_back() throws Exception {
        JsonNode refused = playground("app", "{\"request_url\":\"%s\"}".formatted(bot.url()));
        assertThat(refused.path("ok").asBoolean()).isFalse();
        assertThat(refused.path("error").asText()).contains("challenge");
        assertThat(bot.next().json().path("type").asText()).isEqualTo("url_verification");
        bot.nextAck(got -> new FakeBot.Ack(
                200,
                "{\"challenge\":\"%s\"}".formatted(got.json().path("challenge").asText())));
        assertThat(playground("app", "{\"request_url\":\"%s\"}".formatted(bot.url()))
                        .path("request_url")
                        .asText())
                .isEqualTo(bot.url().toString());
        assertThat(post("/playground/app", "{\"request_url\":\"https://elsewhere.example/x\"}")
                        .statusCode())
                .isEqualTo(400);
    }
}
