package io.gluethread.bot.slack.blocks;

import io.gluethread.broker.statement.Table;

/**
 * A file that belongs to a cell's result.
 *
 * @param name unique within the thread: it begins with the cell's number
 * @param alt what it shows, in words
 * @param now whether it goes out with the result; otherwise it is there for whoever asks
 */
public record FilePart(String name, String title, String alt, Content content, boolean now) {
    /** What is in it. */
    public sealed interface Content {
        /** A whole table, as CSV. */
        record Csv(Table table) implements Content {}

        record Text(String text) implements Content {}

        record Base64(String base64, String mime) implements Content {}
    }
}
