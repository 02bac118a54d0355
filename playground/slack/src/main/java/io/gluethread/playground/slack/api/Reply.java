package io.gluethread.playground.slack.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** The HTTP answer to a Web API call; {@code drop} closes the connection instead. */
public record Reply(int status, Map<String, String> headers, ObjectNode body, boolean drop) {
    Reply with(String field, String value) {
        return new Reply(status, headers, body.deepCopy().put(field, value), drop);
    }
}
