package io.gluethread.playground.slack.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.slack.json.Json;

/**
 * What the bot answered to one request. {@code status} is 0 when nothing came in time; {@code failure} then says why in
 * the words of {@code x-slack-retry-reason}.
 */
public record Answer(int status, String body, long ms, String failure, boolean noRetry) {
    static Answer of(int status, String body, long from) {
        return new Answer(status, body, ms(from), status >= 200 && status < 300 ? "" : "http_error", false);
    }

    /** Nothing came, for this reason. */
    static Answer none(String failure, long from) {
        return new Answer(0, "", ms(from), failure, false);
    }

    Answer withoutRetry() {
        return new Answer(status, body, ms, failure, true);
    }

    private static long ms(long from) {
        return (System.nanoTime() - from) / 1_000_000;
    }

    public boolean ok() {
        return status >= 200 && status < 300;
    }

    /** The body as JSON, missing when it is none. */
    public JsonNode json() {
        return Json.read(body);
    }

    /** What the person would see: the error code in Slack's client, empty when all is well. */
    public String error() {
        if (ok()) {
            return "";
        }
        return switch (failure) {
            case "http_timeout" -> "operation_timeout";
            case "http_error" -> "http_service_error";
            default -> "dispatch_failed";
        };
    }

    public ObjectNode toJson() {
        ObjectNode json = Json.object().put("status", status).put("body", body).put("ms", ms);
        if (json().isObject()) {
            json.set("json", json());
        }
        if (!ok()) {
            json.put("error", error());
        }
        return json;
    }
}
