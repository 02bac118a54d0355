package io.gluethread.broker.session;

/**
 * Our own name of a thread, from the moment it is asked for. It exists before Slack has given the root message its
 * timestamp, and Glue session ids are made from it, so it is limited to {@code [a-z0-9]{8,40}}.
 */
public record ThreadId(String value) {
    public ThreadId {
        if (!value.matches("[a-z0-9]{8,40}")) {
            throw new IllegalArgumentException("not a thread id ([a-z0-9], 8 to 40 characters): '%s'".formatted(value));
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
