package io.gluethread.broker.session;

/**
 * A Glue session's id. Ours are {@code gt-<thread>-<generation>}: Glue keeps a dead id taken and refuses periods, so an
 * id is never reused and never made from a Slack timestamp. Sessions of other tools may have other characters, so the
 * type itself takes what Glue's model takes (1 to 255 characters, one line).
 */
public record SessionId(String value) {
    public SessionId {
        if (value.isEmpty() || value.length() > 255 || value.chars().anyMatch(c -> c < ' ' && c != '\t')) {
            throw new IllegalArgumentException("not a Glue session id: '%s'".formatted(value));
        }
    }

    /** The id of a thread's n-th session; the same call gives the same id, which makes an unclear create findable. */
    public static SessionId of(ThreadId thread, int generation, String prefix) {
        String head = prefix.isEmpty() ? "gt" : prefix.replaceAll("[^A-Za-z0-9-]", "-");
        String shortHead = head.length() > 40 ? head.substring(0, 40) : head;
        return new SessionId("%s-%s-%d".formatted(shortHead, thread.value(), generation));
    }

    @Override
    public String toString() {
        return value;
    }
}
