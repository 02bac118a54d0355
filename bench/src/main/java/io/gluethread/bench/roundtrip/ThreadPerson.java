package io.gluethread.bench.roundtrip;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.bench.measure.Pause;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A person in the local Slack who writes in one thread and watches it. */
final class ThreadPerson {
    /** How often the thread is looked at: what is shown is seen this much late at most, and its half on average. */
    static final Duration LOOK = Duration.ofMillis(10);

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String CHANNEL = "C_DATA";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String slack;
    private String root = "";

    ThreadPerson(String slack) {
        this.slack = slack;
    }

    /** Posts the message that the thread hangs from. */
    void begins(String text) throws IOException, InterruptedException {
        root = post(
                        "chat.postMessage",
                        JSON.createObjectNode().put("channel", CHANNEL).put("text", text))
                .path("ts")
                .asText();
    }

    /** Posts in the thread; the answer is the message's timestamp. */
    String says(String text) throws IOException, InterruptedException {
        ObjectNode message = JSON.createObjectNode()
                .put("channel", CHANNEL)
                .put("thread_ts", root)
                .put("text", text);
        return post("chat.postMessage", message).path("ts").asText();
    }

    /** Looks at what was written after {@code ts} until the bot has shown {@code text}. */
    void awaitShown(String text, String ts) throws IOException, InterruptedException {
        ObjectNode replies = JSON.createObjectNode()
                .put("channel", CHANNEL)
                .put("ts", root)
                .put("oldest", ts.isEmpty() ? root : ts)
                .put("limit", 20);
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            JsonNode answer = post("conversations.replies", replies);
            for (JsonNode message : answer.path("messages")) {
                if (message.has("bot_id") && message.toString().contains(text)) {
                    return;
                }
            }
            if (System.nanoTime() > until) {
                throw new IllegalStateException(
                        "after %d s '%s' was not shown; the thread: %s".formatted(PATIENCE.toSeconds(), text, answer));
            }
            Pause.of(LOOK);
        }
    }

    private JsonNode post(String method, ObjectNode arguments) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(slack + "/api/" + method))
                .header("Content-Type", "application/json; charset=utf-8")
                .header("Authorization", "Bearer xoxp-ana")
                .POST(HttpRequest.BodyPublishers.ofString(arguments.toString(), StandardCharsets.UTF_8))
                .build();
        JsonNode answer = JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
                .body());
        if (!answer.path("ok").asBoolean()) {
            throw new IOException("%s: %s".formatted(method, answer));
        }
        return answer;
    }
}
