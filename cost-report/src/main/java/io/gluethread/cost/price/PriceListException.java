package io.gluethread.cost.price;

import org.jspecify.annotations.Nullable;

/** The price list could not be asked; why, in one line. */
public final class PriceListException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PriceListException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
