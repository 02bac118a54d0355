package io.gluethread.playground.slack.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.slack.json.Json;
import java.util.List;

/** A Web API call that is answered with {@code ok: false} and one of Slack's error names. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String error;
    private final transient List<String> messages;
    private final transient ObjectNode beside;

    Refusal(String error) {
        this(error, List.of());
    }

    Refusal(String error, List<String> messages) {
        this(error, messages, Json.object());
    }

    /** A refusal with further fields in its answer. */
    Refusal(String error, List<String> messages, ObjectNode beside) {
        super(error, null, false, false);
        this.error = error;
        this.messages = List.copyOf(messages);
        this.beside = beside.deepCopy();
    }

    /** An argument is missing or wrong; {@code words} says which. */
    static Refusal arguments(String words) {
        return new Refusal("invalid_arguments", List.of("[ERROR] " + words));
    }

    String error() {
        return error;
    }

    List<String> messages() {
        return messages;
    }

    ObjectNode beside() {
        return beside.deepCopy();
    }
}
