package io.gluethread.bot.slack.blocks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gluethread.playground.slack.block.BlockValidator;
import java.util.ArrayList;
import java.util.List;

/** A message as Slack gets it, and as it judges it. */
final class Checked {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int UPDATE_TEXT = 4000;

    private Checked() {}

    static JsonNode json(Message message) {
        return MAPPER.valueToTree(message.blocks().stream().map(Block::json).toList());
    }

    /** Slack would take it, also as an edit. */
    static JsonNode valid(Message message) {
        JsonNode blocks = json(message);
        assertThat(BlockValidator.check(blocks)).isEmpty();
        assertThat(message.text()).isNotBlank().hasSizeLessThanOrEqualTo(UPDATE_TEXT);
        return blocks;
    }

    static JsonNode block(JsonNode blocks, String type) {
        for (JsonNode block : blocks) {
            if (block.path("type").asText().equals(type)) {
                return block;
            }
        }
        throw new AssertionError("no block of type %s in %s".formatted(type, blocks));
    }

    /** Everything that can be read, in order. */
    static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.path("text").isTextual()) {
            texts.add(node.path("text").asText());
        }
        node.forEach(child -> texts.addAll(texts(child)));
        return texts;
    }

    static String all(Message message) {
        return String.join("\n", texts(json(message)));
    }
}
