package io.gluethread.playground.slack.api;

import java.util.List;

/** A Web API call that is answered with {@code ok: false} and one of Slack's error names. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String error;
    private final transient List<String> messages;

    Refusal(String error) {
        this(error, List.of());
    }

    Refusal(String error, List<String> messages) {
        super(error, null, false, false);
        this.error = error;
        this.messages = List.copyOf(messages);
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
}
