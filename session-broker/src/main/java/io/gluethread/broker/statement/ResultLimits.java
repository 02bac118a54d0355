package io.gluethread.broker.statement;

/**
 * How much of a table leaves the session.
 *
 * @param rows at most this many
 * @param characters of all rows together, as JSON
 */
public record ResultLimits(int rows, int characters) {
    public static final ResultLimits DEFAULT = new ResultLimits(10_000, 4_000_000);

    public ResultLimits {
        if (rows < 1 || rows > 1_000_000) {
            throw new IllegalArgumentException("rows must be 1 to 1000000, not %d".formatted(rows));
        }
        if (characters < 1_000 || characters > 100_000_000) {
            throw new IllegalArgumentException("characters must be 1000 to 100000000, not %d".formatted(characters));
        }
    }
}
