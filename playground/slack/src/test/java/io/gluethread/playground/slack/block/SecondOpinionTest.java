package io.gluethread.playground.slack.block;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.slack.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * Our table of what Slack accepts beside the types that Slack publishes: whatever is wrong by the types is wrong by the
 * table, and whatever is good by the table is good by the types.
 */
class SecondOpinionTest {
    /** Slack's types know no charts yet. */
    private static final Set<String> UNKNOWN_TO_TYPES = Set.of("data_visualization");

    /** Slack's types know it from messages that are read; "You can't add this block to app surfaces directly". */
    private static final Set<String> ONLY_READ = Set.of("file");

    private final Set<JsonNode> done = new HashSet<>();

    private static JsonNode corpus() throws IOException {
        try (var in = SecondOpinionTest.class.getResourceAsStream("/slack-types/good-blocks.json")) {
            return Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static JsonNode message(JsonNode block) {
        return Json.array().add(block.deepCopy());
    }

    @Test
    void good_blocks_are_good_by_both_and_there_is_one_of_every_kind() throws IOException {
        Set<String> seen = new HashSet<>();
        for (JsonNode block : corpus().path("blocks")) {
            types(block, seen);
            if (ONLY_READ.contains(block.path("type").asText())) {
                continue;
            }
            assertThat(BlockValidator.check(message(block)))
                    .as(block.toString())
                    .isEmpty();
            assertThat(SlackTypes.blocks(message(block))).as(block.toString()).isTrue();
        }
        for (String group : List.of(
                "message-block",
                "section-accessory",
                "actions-element",
                "input-element",
                "rich-part",
                "rich-inline",
                "table-cell",
                "context-element",
                "context-action")) {
            assertThat(seen)
                    .as(group)
                    .containsAll(BlockKit.get().group(group).stream()
                            .filter(type -> !UNKNOWN_TO_TYPES.contains(type))
                            .toList());
        }
        for (JsonNode view : corpus().path("views")) {
            assertThat(ViewValidator.check(view)).as(view.toString()).isEmpty();
            assertThat(SlackTypes.view(view)).as(view.toString()).isTrue();
        }
    }

    private static void types(JsonNode node, Set<String> seen) {
        if (node.path("type").isTextual()) {
            seen.add(node.path("type").textValue());
        }
        node.forEach(child -> types(child, seen));
    }

    @Test
    void every_block_that_is_spoilt_by_one_change_and_wrong_by_the_types_is_refused() throws IOException {
        int wrong = 0;
        done.clear();
        for (JsonNode block : corpus().path("blocks")) {
            wrong += compare(block, b -> BlockValidator.check(message(b)), b -> SlackTypes.blocks(message(b)));
        }
        for (JsonNode view : corpus().path("views")) {
            wrong += compare(view, ViewValidator::check, SlackTypes::view);
        }
        assertThat(wrong).as("changes that the types refuse").isGreaterThan(500);
    }

    private int compare(JsonNode good, Function<JsonNode, List<String>> ours, Predicate<JsonNode> theirs) {
        int wrong = 0;
        for (JsonNode spoilt : changed(good)) {
            boolean refused = !ours.apply(spoilt).isEmpty();
            if (!theirs.test(spoilt)) {
                wrong++;
                assertThat(refused)
                        .as("wrong by Slack's types, taken by us: %s", spoilt)
                        .isTrue();
            }
        }
        return wrong;
    }

    /** The value with one field missing, of another type, or too many, at every place of it that was not changed yet. */
    private List<JsonNode> changed(JsonNode value) {
        List<JsonNode> all = new ArrayList<>();
        if (value.isContainerNode() && !done.add(value)) {
            return all;
        }
        if (value instanceof ObjectNode object) {
            all.add(object.deepCopy().put("bogus", 1));
            object.fieldNames().forEachRemaining(name -> {
                ObjectNode without = object.deepCopy();
                without.remove(name);
                all.add(without);
                for (JsonNode other : changed(object.path(name))) {
                    all.add(object.deepCopy().set(name, other));
                }
            });
        } else if (value instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                for (JsonNode other : changed(array.path(i))) {
                    ArrayNode copy = array.deepCopy();
                    copy.set(i, other);
                    all.add(copy);
                }
            }
        }
        for (String other : List.of("1", "\"other\"", "{\"type\":\"other\"}")) {
            all.add(Json.read(other));
        }
        return all;
    }
}
