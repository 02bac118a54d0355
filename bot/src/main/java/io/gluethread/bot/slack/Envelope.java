package io.gluethread.bot.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.slack.api.bolt.response.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What Slack sends over a WebSocket, brought into the form that it has on HTTP, so that both go the same way from there
 * (docs.slack.dev/apis/events-api/using-socket-mode).
 *
 * @param body as an HTTP request would have it: JSON for an event, else a form
 * @param headers Slack's retry headers, when it is a retry
 * @param answerable whether the acknowledgement may carry something
 * @param turn what has the same is taken in as it came: what is said in one channel
 */
record Envelope(String id, String body, Map<String, List<String>> headers, boolean answerable, String turn) {
    /** The envelope, or empty when this is a frame of another kind. */
    static Optional<Envelope> of(JsonNode frame) {
        JsonNode payload = frame.path("payload");
        String id = Json.text(frame, "envelope_id");
        if (id.isEmpty() || !payload.isObject()) {
            return Optional.empty();
        }
        return body(Json.text(frame, "type"), payload)
                .map(body -> new Envelope(
                        id,
                        body,
                        headers(frame),
                        frame.path("accepts_response_payload").asBoolean(),
                        Optional.of(Json.text(payload, "event.channel"))
                                .filter(channel -> !channel.isEmpty())
                                .orElse(id)));
    }

    private static Optional<String> body(String type, JsonNode payload) {
        return switch (type) {
            case "events_api" -> Optional.of(payload.toString());
            case "interactive" -> Optional.of("payload=" + encode(payload.toString()));
            case "slash_commands" ->
                Optional.of(payload.properties().stream()
                        .map(field -> encode(field.getKey()) + "="
                                + encode(field.getValue().asText()))
                        .collect(Collectors.joining("&")));
            default -> Optional.empty();
        };
    }

    private static Map<String, List<String>> headers(JsonNode frame) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        if (frame.path("retry_attempt").asInt() > 0) {
            headers.put("X-Slack-Retry-Num", List.of(frame.path("retry_attempt").asText()));
            headers.put("X-Slack-Retry-Reason", List.of(Json.text(frame, "retry_reason")));
        }
        return headers;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The acknowledgement; empty when we could not take it, so that Slack sends it again. */
    Optional<String> ack(Response answer) {
        if (answer.getStatusCode() >= 500) {
            return Optional.empty();
        }
        ObjectNode ack = Json.object().put("envelope_id", id);
        if (answerable && answer.getStatusCode() < 300 && answer.getBody() != null) {
            Json.object(answer.getBody()).ifPresent(payload -> ack.set("payload", payload));
        }
        return Optional.of(ack.toString());
    }
}
