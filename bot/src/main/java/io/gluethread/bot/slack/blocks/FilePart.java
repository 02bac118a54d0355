package io.gluethread.bot.slack.blocks;

import io.gluethread.broker.statement.Table;

/**
 * A file that belongs to a cell's result.
 *
 * @param number its own within the result, however the message looks
 * @param name unique within the thread: it begins with the cell's number
 * @param alt what it shows, in words
 * @param now whether it goes out with the result; otherwise it is there for whoever asks
 */
public record FilePart(int number, String name, String title, String alt, Content content, boolean now) {
    /** Smaller numbers were given by a version that counted the files of one rendering. */
    private static final int FIRST = 100;

    /** The traceback's number; those of the result's parts follow it. */
    static final int TRACEBACK = FIRST;

    /** What is in it. */
    public sealed interface Content {
        /** A whole table, as CSV. */
        record Csv(Table table) implements Content {}

        record Text(String text) implements Content {}

        record Base64(String base64, String mime) implements Content {}
    }

    /** Whether it is the number of a file of the result, and not of a rendering of an earlier version. */
    public static boolean isOfResult(int number) {
        return number >= FIRST;
    }

    FilePart now(boolean goesOut) {
        return new FilePart(number, name, title, alt, content, goesOut);
    }
}
