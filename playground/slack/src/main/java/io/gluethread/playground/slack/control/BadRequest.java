package io.gluethread.playground.slack.control;

/** A request to the playground that makes no sense; the message says what was wrong and what to do. */
public final class BadRequest extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BadRequest(String message) {
        super(message, null, false, false);
    }
}
