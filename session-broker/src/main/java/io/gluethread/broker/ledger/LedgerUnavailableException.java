package io.gluethread.broker.ledger;

/** The ledger cannot be opened, or does not work now. The message says in one line why and what to do. */
public final class LedgerUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LedgerUnavailableException(String message) {
        super(message);
    }

    LedgerUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
