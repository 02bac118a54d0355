package io.gluethread.playground.slack.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.slack.json.Json;
import java.util.Set;

/**
 * A failure to play, the next {@code times} times. {@code on} is a Web API method, {@code *} for every method, or
 * {@code event}.
 */
public record Fault(
        String on,
        int times,
        int status,
        String error,
        int retryAfter,
        boolean afterEffect,
        boolean dropConnection,
        int delayMs,
        int duplicate,
        boolean reorder,
        boolean drop) {
    private static final Set<String> FIELDS = Set.of(
            "on",
            "times",
            "status",
            "error",
            "retry_after",
            "after",
            "drop_connection",
            "delay_ms",
            "duplicate",
            "reorder",
            "drop");

    public Fault {
        if (on.isBlank()) {
            throw new IllegalArgumentException("a fault needs 'on': a Web API method, '*' or 'event'");
        }
        if (times < 1) {
            throw new IllegalArgumentException("times must be 1 or more - was %d".formatted(times));
        }
        if (status != 0 && (status < 200 || status > 599)) {
            throw new IllegalArgumentException(
                    "status must be an HTTP status from 200 to 599 - was %d".formatted(status));
        }
        if (duplicate < 0 || duplicate > 10 || delayMs < 0 || delayMs > 60_000 || retryAfter < 0) {
            throw new IllegalArgumentException(
                    "duplicate is 0 to 10, delay_ms 0 to 60000, retry_after 0 or more - was %d, %d, %d"
                            .formatted(duplicate, delayMs, retryAfter));
        }
    }

    /** Reads one entry of {@code /playground/faults}; what it does not know it refuses by name. */
    public static Fault read(JsonNode json) {
        if (!json.isObject()) {
            throw new IllegalArgumentException(
                    "a fault is an object such as {\"on\":\"chat.postMessage\",\"status\":429}");
        }
        json.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.contains(name)) {
                throw new IllegalArgumentException("a fault has no field '%s'; it has %s"
                        .formatted(name, FIELDS.stream().sorted().toList()));
            }
        });
        String after = json.path("after").asText();
        if (!after.isEmpty() && !after.equals("effect")) {
            throw new IllegalArgumentException("after can only be \"effect\" - was '%s'".formatted(after));
        }
        Fault fault = new Fault(
                json.path("on").asText(),
                json.path("times").asInt(1),
                json.path("status").asInt(0),
                json.path("error").asText(),
                json.path("retry_after").asInt(0),
                after.equals("effect"),
                json.path("drop_connection").asBoolean(),
                json.path("delay_ms").asInt(0),
                json.path("duplicate").asInt(0),
                json.path("reorder").asBoolean(),
                json.path("drop").asBoolean());
        if (!fault.harms()) {
            throw new IllegalArgumentException(
                    "a fault needs something that goes wrong: status, error, drop_connection,"
                            + " delay_ms, or for events duplicate, reorder, drop");
        }
        return fault;
    }

    private boolean harms() {
        return status != 0 || !error.isEmpty() || dropConnection || delayMs > 0 || duplicate > 0 || reorder || drop;
    }

    /** True when the call fails, rather than only being slow. */
    public boolean fails() {
        return status != 0 || !error.isEmpty() || dropConnection;
    }

    Fault spent() {
        return new Fault(
                on,
                times - 1,
                status,
                error,
                retryAfter,
                afterEffect,
                dropConnection,
                delayMs,
                duplicate,
                reorder,
                drop);
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object().put("on", on).put("times", times);
        if (status != 0) {
            json.put("status", status);
        }
        if (!error.isEmpty()) {
            json.put("error", error);
        }
        if (retryAfter > 0) {
            json.put("retry_after", retryAfter);
        }
        if (afterEffect) {
            json.put("after", "effect");
        }
        if (dropConnection) {
            json.put("drop_connection", true);
        }
        if (delayMs > 0) {
            json.put("delay_ms", delayMs);
        }
        if (duplicate > 0) {
            json.put("duplicate", duplicate);
        }
        if (reorder) {
            json.put("reorder", true);
        }
        if (drop) {
            json.put("drop", true);
        }
        return json;
    }
}
