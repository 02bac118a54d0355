package io.gluethread.playground.glue.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a call is about, so far as faults go by it.
 *
 * @param session the session's id
 */
public record Concerned(Optional<String> session) {
    public static Concerned none() {
        return new Concerned(Optional.empty());
    }

    /** Reads it off a request of the JSON protocol. */
    public static Concerned by(ObjectNode request) {
        return new Concerned(Stream.of("SessionId", "Id")
                .map(request::path)
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .findFirst());
    }
}
