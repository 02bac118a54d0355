package io.gluethread.playground.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gluethread.playground.slack.json.Json;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the page lives on: the state, the stream, and files served safely. */
class PageProtocolTest extends SlackStory {
    @Test
    void the_state_names_everything_a_person_sees() throws Exception {
        JsonNode state = Json.read(get("/playground/state?user=U_DAN").body());
        assertThat(state.path("me").path("id").asText()).isEqualTo("U_DAN");
        assertThat(state.path("channels"))
                .extracting(c -> c.path("id").asText())
                .containsExactly("C_SHARED", "D_DAN");
        assertThat(state.path("channels").path(0).path("is_ext_shared").asBoolean())
                .isTrue();
        assertThat(state.path("commands").path(0).path("command").asText()).isEqualTo("/glue");
        assertThat(state.path("bot_user").asText()).isEqualTo("U_GLUE");
        assertThat(get("/playground/state?user=U_EVE").statusCode()).isEqualTo(400);
    }

    @Test
    void the_stream_tells_each_person_what_they_may_see() throws Exception {
        BlockingQueue<JsonNode> anas = stream("U_ANA");
        BlockingQueue<JsonNode> dans = stream("U_DAN");
        String ts =
                ana().chatPostMessage(r -> r.channel("C_DATA").text("hello")).getTs();
        JsonNode message = next(anas, "message");
        assertThat(message.path("channel").asText()).isEqualTo("C_DATA");
        assertThat(message.path("message").path("text").asText()).isEqualTo("hello");
        glue().chatPostMessage(r -> r.channel("C_DATA").threadTs(ts).text("reply"));
        assertThat(next(anas, "message").path("message").path("thread_ts").asText())
                .isEqualTo(ts);
        assertThat(next(anas, "message_changed")
                        .path("message")
                        .path("reply_count")
                        .asInt())
                .isEqualTo(1);
        glue().reactionsAdd(r -> r.channel("C_DATA").timestamp(ts).name("eyes"));
        assertThat(next(anas, "reaction_added").path("users").path(0).asText()).isEqualTo("U_GLUE");
        glue().assistantThreadsSetStatus(r -> r.channelId("C_DATA").threadTs(ts).status("is thinking"));
        glue().chatPostEphemeral(r -> r.channel("C_DATA").user("U_ANA").text("psst"));
        glue().viewsPublish(
                        r -> r.userId("U_ANA").viewAsString("{\"type\":\"home\",\"blocks\":[{\"type\":\"divider\"}]}"));
        assertThat(next(anas, "ephemeral").path("message").path("text").asText())
                .isEqualTo("psst");
        assertThat(next(anas, "home").path("view").path("type").asText()).isEqualTo("home");
        sdk.methods("xoxp-ben").chatPostMessage(r -> r.channel("C_SHARED").text("for all"));
        assertThat(next(dans, "message").path("message").path("text").asText()).isEqualTo("for all");
    }

    @Test
    void a_status_line_goes_away_after_two_minutes() throws Exception {
        String ts = ana().chatPostMessage(r -> r.channel("C_DATA").text("root")).getTs();
        BlockingQueue<JsonNode> anas = stream("U_ANA");
        glue().assistantThreadsSetStatus(r -> r.channelId("C_DATA").threadTs(ts).status("is running"));
        assertThat(next(anas, "assistant_status").path("status").asText()).isEqualTo("is running");
        clock.forward(Duration.ofSeconds(121));
        assertThat(next(anas, "assistant_status").path("status").asText()).isEmpty();
    }

    @Test
    void the_wire_shows_both_ways_and_no_secret() throws Exception {
        BlockingQueue<JsonNode> anas = stream("U_ANA");
        glue().authTest(r -> r);
        JsonNode call = next(anas, "wire");
        assertThat(call.path("what").asText()).isEqualTo("auth.test");
        assertThat(call.path("from").asText()).isEqualTo("bot");
        ana().chatPostMessage(r -> r.channel("C_DATA").text("hello"));
        JsonNode event = next(anas, "wire");
        assertThat(event.path("what").asText()).isEqualTo("event message");
        assertThat(event.path("status").asInt()).isEqualTo(200);
        assertThat(get("/playground/wire").body()).doesNotContain("xoxb-").doesNotContain("playground-signing-secret");
    }

    @Test
    void other_sites_cannot_reach_in() throws Exception {
        HttpRequest foreign = HttpRequest.newBuilder(URI.create(slack.url() + "/playground/command"))
                .header("Origin", "http://evil.example")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        assertThat(HTTP.send(foreign, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(403);
    }

    @Test
    void uploaded_pages_are_served_without_power() throws Exception {
        glue().filesUploadV2(
                        r -> r.channel("C_DATA").filename("x.html").title("x").content("<script>alert(1)</script>"));
        JsonNode file = bot.next().event().path("files").path(0);
        HttpResponse<String> served =
                get(URI.create(file.path("url_private").asText()).getPath());
        assertThat(served.headers().firstValue("Content-Security-Policy").orElse(""))
                .startsWith("sandbox");
        assertThat(served.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(get("/files/F_NONE/x").statusCode()).isEqualTo(404);
        assertThat(get("/../pom.xml").statusCode()).isIn(400, 404);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(slack.url() + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Opens a stream and waits until it has said hello. */
    private BlockingQueue<JsonNode> stream(String user) throws Exception {
        BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
        var response = HTTP.send(
                HttpRequest.newBuilder(URI.create(slack.url() + "/playground/stream?user=" + user))
                        .build(),
                HttpResponse.BodyHandlers.ofLines());
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream; charset=utf-8");
        BlockingQueue<String> hello = new LinkedBlockingQueue<>();
        Thread.ofVirtual()
                .start(() -> response.body().forEach(line -> {
                    if (line.startsWith("data: ")) {
                        events.add(Json.read(line.substring("data: ".length())));
                    } else {
                        hello.add(line);
                    }
                }));
        assertThat(hello.poll(10, TimeUnit.SECONDS)).isEqualTo(": hello");
        return events;
    }

    private static JsonNode next(BlockingQueue<JsonNode> events, String type) throws InterruptedException {
        while (true) {
            JsonNode event = events.poll(10, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("no " + type + " came");
            }
            if (event.path("type").asText().equals(type)) {
                return event;
            }
        }
    }
}
