package io.gluethread.broker.statement;

/**
 * How much of a table leaves the session.
 *
 * @param rows at most this many
 * @param bytes of all rows together, as JSON in UTF-8
 */
public record ResultLimits(int rows, int bytes) {
    public static final ResultLimits DEFAULT = new ResultLimits(10_000, 4_000_000);

    public ResultLimits {
        if (rows < 1 || rows > 1_000_000) {
            throw new IllegalArgumentException("rows must be 1 to 1000000, not %d".formatted(rows));
        }
        if (bytes < 1_000 || bytes > 100_000_000) {
            throw new IllegalArgumentException("bytes must be 1000 to 100000000, not %d".formatted(bytes));
        }
    }
}
