package io.gluethread.playground.glue.wire;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Which list a page's token belongs to: the operation with what it was asked for. A token of another list, or of the
 * same list filtered otherwise, is a foreign one.
 */
public record Scope(String mark) {
    /** The scope of a listing with everything that decides what is in it, page size aside. */
    public static Scope of(Object... parts) {
        String text = Arrays.stream(parts).map(String::valueOf).collect(Collectors.joining("\u001f"));
        return new Scope(String.format(Locale.ROOT, "%08x", text.hashCode()));
    }
}
