package io.gluethread.broker.statement;

/**
 * How wide Spark takes a text to be when it draws a table: one per UTF-16 unit, and one more for each full-width
 * character (the ranges of Spark's {@code Utils.stringHalfWidth}).
 */
final class DisplayWidth {
    private DisplayWidth() {}

    static int of(char c) {
        boolean full = (c >= 0x1100 && c <= 0x115F)
                || (c >= 0x2E80 && c <= 0xA4CF)
                || (c >= 0xAC00 && c <= 0xD7A3)
                || (c >= 0xF900 && c <= 0xFAFF)
                || (c >= 0xFE10 && c <= 0xFE19)
                || (c >= 0xFE30 && c <= 0xFE6F)
                || (c >= 0xFF00 && c <= 0xFF60)
                || (c >= 0xFFE0 && c <= 0xFFE6);
        return full ? 2 : 1;
    }

    /** The index at which {@code width} columns after {@code from} end, or -1 if no character ends there. */
    static int end(String line, int from, int width) {
        int at = from;
        int left = width;
        while (left > 0 && at < line.length()) {
            left -= of(line.charAt(at));
            at++;
        }
        return left == 0 ? at : -1;
    }
}
