package io.gluethread.bot.slack.blocks;

import java.util.List;

/**
 * A Slack message.
 *
 * @param text what notifications show: escaped, and never the data of a result
 * @param blocks what is seen; empty for a plain text message
 */
public record Message(String text, List<Block> blocks) {
    public Message {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a message has a text, for notifications");
        }
        blocks = List.copyOf(blocks);
    }
}
