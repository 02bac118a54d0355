package io.gluethread.broker.ledger;

/** Another replica may have taken over what this one was doing, so nothing more is done or written here. */
public final class LeaseLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LeaseLostException(String name) {
        super("the lease '%s' has run out or is another replica's by now".formatted(name));
    }
}
