package io.gluethread.playground.slack.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.slack.json.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One request to the app, in either of its forms: the signed body of an HTTP request, or an envelope of Socket Mode.
 *
 * @param type of the envelope
 * @param retry 0 for the first attempt
 * @param reason why the attempt before this one failed, in the words of {@code x-slack-retry-reason}
 */
record Outgoing(Type type, ObjectNode payload, int retry, String reason) {
    /** What an envelope can hold. */
    enum Type {
        EVENT("events_api"),
        COMMAND("slash_commands"),
        INTERACTION("interactive");

        private final String wire;

        Type(String wire) {
            this.wire = wire;
        }
    }

    static Outgoing event(ObjectNode envelope, int retry, String reason) {
        return new Outgoing(Type.EVENT, envelope, retry, reason);
    }

    static Outgoing interaction(ObjectNode payload) {
        return new Outgoing(Type.INTERACTION, payload, 0, "");
    }

    static Outgoing command(Map<String, String> fields) {
        ObjectNode payload = Json.object();
        fields.forEach(payload::put);
        return new Outgoing(Type.COMMAND, payload, 0, "");
    }

    /** Whether the acknowledgement may say something. */
    boolean takesPayload() {
        return type != Type.EVENT;
    }

    String contentType() {
        return type == Type.EVENT ? "application/json" : "application/x-www-form-urlencoded";
    }

    /** The body on HTTP, in one line. */
    String body() {
        return switch (type) {
            case EVENT -> Json.writeAscii(payload);
            case INTERACTION -> "payload=" + encode(Json.writeAscii(payload));
            case COMMAND ->
                payload.properties().stream()
                        .map(e -> encode(e.getKey()) + "=" + encode(e.getValue().asText()))
                        .collect(Collectors.joining("&"));
        };
    }

    Map<String, String> headers() {
        return retry == 0
                ? Map.of()
                : Map.of("x-slack-retry-num", Integer.toString(retry), "x-slack-retry-reason", reason);
    }

    ObjectNode envelope(String id) {
        ObjectNode envelope = Json.object()
                .put("envelope_id", id)
                .put("type", type.wire)
                .put("accepts_response_payload", takesPayload());
        envelope.set("payload", payload);
        if (type == Type.EVENT) {
            envelope.put("retry_attempt", retry)
                    .put("retry_reason", reason.equals("http_timeout") ? "timeout" : reason);
        }
        return envelope;
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
