package io.gluethread.bot.slack.blocks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.gluethread.playground.slack.block.BlockValidator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A message as Slack gets it, and as it judges it. */
final class Checked {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int UPDATE_TEXT = 4000;

    /** So many rows of a table are like all others of it. */
    private static final int ROWS = 5;

    /** The types that Slack publishes for Node, as a schema; it lies with the local Slack's tests. */
    private static final Schema TYPES = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
            .getSchema(read("playground/slack/src/test/resources/slack-types/block-kit.schema.json"), InputFormat.JSON);

    private Checked() {}

    private static String read(String path) {
        try {
            return Files.readString(Path.of(System.getProperty("gluethread.root", ".."), path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong by Slack's types; these know no charts and no language of a code block yet. */
    private static List<String> byTypes(JsonNode blocks) {
        ArrayNode known = MAPPER.createArrayNode();
        for (JsonNode block : blocks) {
            if (!block.path("type").asText().equals("data_visualization")) {
                JsonNode copy = block.deepCopy();
                if (copy.path("rows") instanceof ArrayNode rows) {
                    while (rows.size() > ROWS) {
                        rows.remove(rows.size() - 1);
                    }
                }
                copy.findParents("language").forEach(parent -> ((ObjectNode) parent).remove("language"));
                known.add(copy);
            }
        }
        String message = MAPPER.createObjectNode().set("message", known).toString();
        return TYPES.validate(message, InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    static JsonNode json(Message message) {
        return MAPPER.valueToTree(message.blocks().stream().map(Block::json).toList());
    }

    /** Slack would take it, also as an edit. */
    static JsonNode valid(Message message) {
        JsonNode blocks = json(message);
        assertThat(BlockValidator.check(blocks)).isEmpty();
        assertThat(byTypes(blocks)).isEmpty();
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
