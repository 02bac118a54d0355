package io.gluethread.playground.slack.block;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** Counts the characters that a reader sees in blocks. */
final class BlockText {
    private static final Set<String> READ =
            Set.of("text", "alt_text", "title", "label", "hint", "placeholder", "caption");
    private static final Set<String> TABLES = Set.of("table", "data_table", "data_visualization");

    private BlockText() {}

    /** All text of a value. */
    static int characters(JsonNode node) {
        if (node.isArray()) {
            int sum = 0;
            for (JsonNode item : node) {
                sum += characters(item);
            }
            return sum;
        }
        int sum = 0;
        for (var field : node.properties()) {
            JsonNode value = field.getValue();
            if (value.isTextual()) {
                sum += READ.contains(field.getKey()) ? value.textValue().length() : 0;
            } else if (value.isContainerNode()) {
                sum += characters(value);
            }
        }
        return sum;
    }

    /** The text of all blocks that have no limit of their own for their cells. */
    static int outsideTables(JsonNode blocks) {
        int sum = 0;
        for (JsonNode block : blocks) {
            sum += TABLES.contains(block.path("type").asText()) ? 0 : characters(block);
        }
        return sum;
    }
}
