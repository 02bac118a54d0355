package io.gluethread.playground.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Somebody who uses the local Slack from outside, over its documented HTTP surface only. */
public record Human(String slack, String user) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    private String token() {
        return "xoxp-" + user.substring(2).toLowerCase(Locale.ROOT);
    }

    /** Types a slash command in a channel; the answer is what the bot acknowledged with. */
    public JsonNode command(String channel, String text) {
        return post(
                "/playground/command",
                JSON.createObjectNode()
                        .put("user", user)
                        .put("channel", channel)
                        .put("text", text));
    }

    /** Posts a message; the answer is its timestamp. */
    public String says(String channel, String text) {
        return say(JSON.createObjectNode().put("channel", channel).put("text", text));
    }

    public String saysIn(String channel, String thread, String text) {
        return say(JSON.createObjectNode()
                .put("channel", channel)
                .put("text", text)
                .put("thread_ts", thread));
    }

    /** Edits a message of this person's. */
    public void edits(String channel, String ts, String text) {
        JsonNode answer = post(
                "/api/chat.update",
                JSON.createObjectNode().put("channel", channel).put("ts", ts).put("text", text));
        if (!answer.path("ok").asBoolean()) {
            throw new IllegalStateException("could not edit: " + answer);
        }
    }

    private String say(ObjectNode message) {
        JsonNode answer = post("/api/chat.postMessage", message);
        if (!answer.path("ok").asBoolean()) {
            throw new IllegalStateException("could not post: " + answer);
        }
        return answer.path("ts").asText();
    }

    public JsonNode clicks(String channel, String messageTs, String actionId, String value) {
        return post(
                "/playground/click",
                JSON.createObjectNode()
                        .put("user", user)
                        .put("channel", channel)
                        .put("message_ts", messageTs)
                        .put("action_id", actionId)
                        .put("value", value));
    }

    /** Messages of a channel, oldest first. */
    public List<JsonNode> channel(String channel) {
        List<JsonNode> messages =
                messages("conversations.history", JSON.createObjectNode().put("channel", channel));
        return messages.reversed();
    }

    /** The thread's root and replies, oldest first. */
    public List<JsonNode> thread(String channel, String root) {
        return messages(
                "conversations.replies",
                JSON.createObjectNode().put("channel", channel).put("ts", root));
    }

    /** Ephemeral messages and open views of this person. */
    public JsonNode views() {
        return post("/playground/views", JSON.createObjectNode().put("user", user));
    }

    private List<JsonNode> messages(String method, ObjectNode arguments) {
        JsonNode answer = post("/api/" + method, arguments.put("limit", 500).put("include_all_metadata", true));
        if (!answer.path("ok").asBoolean()) {
            throw new IllegalStateException(method + ": " + answer);
        }
        List<JsonNode> messages = new ArrayList<>();
        answer.path("messages").forEach(messages::add);
        return messages;
    }

    private JsonNode post(String path, ObjectNode body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(slack + path))
                .header("Content-Type", "application/json; charset=utf-8")
                .header("Authorization", "Bearer " + token())
                .POST(HttpRequest.BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8))
                .build();
        try {
            return JSON.readTree(HTTP.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
                    .body());
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
