package io.gluethread.broker.glue;

import java.util.List;
import java.util.Optional;

/** A part of a list, and the token by which the next part is asked for; empty on the last one. */
public record Page<T>(List<T> items, Optional<String> next) {
    public Page {
        items = List.copyOf(items);
    }
}
