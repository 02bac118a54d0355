package io.gluethread.broker.statement;

/** One piece of a cell's output, in the order in which it was printed. */
public sealed interface Part {
    record Text(String text) implements Part {}

    record Rows(Table table) implements Part {}

    /**
     * A picture.
     *
     * @param base64 the file's bytes
     * @param mime {@code image/png} or {@code image/svg+xml}
     */
    record Picture(String base64, String mime, String alt) implements Part {}
}
