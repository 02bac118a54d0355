package io.gluethread.playground.glue.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** What goes back for one {@link HttpCall}. */
public sealed interface HttpAnswer {
    /** A whole response. */
    @SuppressWarnings("ArrayRecordComponent") // written once and never compared
    record Full(int status, String contentType, Map<String, String> headers, byte[] body) implements HttpAnswer {
        public Full {
            headers = Map.copyOf(headers);
        }
    }

    /**
     * A part of a file, or the whole; to a HEAD request its length alone.
     *
     * @param headers content type included
     */
    record Part(int status, Map<String, String> headers, Path file, long from, long length) implements HttpAnswer {
        public Part {
            headers = Map.copyOf(headers);
        }
    }

    /** The connection is cut without an answer. */
    record Dropped() implements HttpAnswer {}

    /** The HTTP status that the caller sees; 0 if none. */
    default int seen() {
        return switch (this) {
            case Full full -> full.status();
            case Part part -> part.status();
            case Dropped dropped -> 0;
        };
    }

    /** Plain JSON, for people and tests. */
    static Full json(int status, JsonNode body) {
        return new Full(
                status, "application/json", Map.of(), (Json.pretty(body) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** The answer of a JSON 1.1 service. */
    static Full awsJson(JsonNode body) {
        return new Full(200, "application/x-amz-json-1.1", Map.of(), Json.bytes(body));
    }

    /** The error of a JSON 1.1 service. */
    static Full awsJson(AwsError error) {
        return new Full(
                error.status(),
                "application/x-amz-json-1.1",
                Map.of("x-amzn-ErrorType", error.code()),
                Json.bytes(Json.object().put("__type", error.code()).put("Message", error.text())));
    }

    /** XML that names its own request id, which the headers have to name as well. */
    static Full xml(int status, String contentType, String requestId, String body) {
        return new Full(
                status,
                contentType,
                Map.of("x-amzn-RequestId", requestId, "x-amz-request-id", requestId),
                body.getBytes(StandardCharsets.UTF_8));
    }

    /** Headers alone. */
    static Full empty(int status, Map<String, String> headers) {
        return new Full(status, "", headers, new byte[0]);
    }
}
