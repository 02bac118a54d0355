package io.gluethread.playground.slack.block;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.slack.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Our table of lengths beside those that Slack's SDK for Python checks before it sends (slack_sdk/models/blocks and
 * views, as of August 2026): as long is taken, one longer is refused. An option's value is left out: the types for Node
 * say 75, the SDK for Python 150, and what passes here is to pass with either.
 */
class LengthsTest {
    private static JsonNode corpus() throws IOException {
        try (var in = LengthsTest.class.getResourceAsStream("/slack-types/good-blocks.json")) {
            return Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "section, /block_id, 255",
        "section, /text/text, 3000",
        "section, /fields, 10",
        "image, /image_url, 3000",
        "image, /alt_text, 2000",
        "image, /title/text, 2000",
        "actions, /elements, 25",
        "context, /elements, 10",
        "context_actions, /elements, 5",
        "input, /label/text, 2000",
        "input, /hint/text, 2000",
        "header, /text/text, 150",
        "markdown, /text, 12000",
        "video, /title/text, 199",
        "video, /author_name, 49",
        "button, /action_id, 255",
        "button, /text/text, 75",
        "button, /url, 3000",
        "button, /value, 2000",
        "button, /confirm/title/text, 100",
        "button, /confirm/text/text, 300",
        "button, /confirm/confirm/text, 30",
        "button, /confirm/deny/text, 30",
        "plain_text_input, /placeholder/text, 150",
        "static_select, /options, 100",
        "static_select, /options/0/text/text, 75",
        "static_select, /option_groups, 100",
        "static_select, /option_groups/0/label/text, 75",
        "static_select, /option_groups/0/options, 100",
        "multi_static_select, /options, 100",
        "overflow, /options, 5",
        "feedback_buttons, /positive_button/text/text, 75",
        "feedback_buttons, /positive_button/value, 2000",
        "modal, /title/text, 24",
        "modal, /submit/text, 24",
        "modal, /close/text, 24",
        "modal, /blocks, 100",
        "modal, /private_metadata, 3000",
        "modal, /callback_id, 255"
    })
    void as_long_as_slack_s_own_sdk_takes_it_and_no_longer(String type, String field, int most) throws IOException {
        assertThat(complaints(type, JsonPointer.compile(field), most)).isEmpty();
        assertThat(complaints(type, JsonPointer.compile(field), most + 1)).isNotEmpty();
    }

    private static List<?> complaints(String type, JsonPointer field, int length) throws IOException {
        JsonNode corpus = corpus();
        for (JsonNode view : corpus.path("views")) {
            if (stretched(view, type, field, length)) {
                return ViewValidator.check(view);
            }
        }
        for (JsonNode block : corpus.path("blocks")) {
            if (stretched(block, type, field, length)) {
                return BlockValidator.check(Json.array().add(block));
            }
        }
        throw new AssertionError("no good block has %s of %s".formatted(field, type));
    }

    /** Makes the field of the first such part so long; false when there is none. */
    private static boolean stretched(JsonNode node, String type, JsonPointer field, int length) {
        Optional<JsonNode> part = parts(node)
                .filter(p -> p.path("type").asText().equals(type))
                .filter(p -> !p.at(field).isMissingNode())
                .findFirst();
        part.ifPresent(p -> {
            // What is chosen at first has to be one of the options that are about to change.
            ((ObjectNode) p).remove(List.of("initial_option", "initial_options"));
            if (p.at(field) instanceof ArrayNode list) {
                stretch(list, length);
            } else {
                ObjectNode parent = (ObjectNode) p.at(field.head());
                String name = field.last().getMatchingProperty();
                String begin = name.endsWith("url") ? "https://example.com/" : "";
                parent.put(name, begin + "x".repeat(length - begin.length()));
            }
        });
        return part.isPresent();
    }

    private static void stretch(ArrayNode list, int length) {
        JsonNode pattern = list.get(0);
        list.removeAll();
        for (int i = 0; i < length; i++) {
            ObjectNode item = pattern.deepCopy();
            if (item.has("value")) {
                item.put("value", "value-" + i);
            }
            if (item.has("action_id")) {
                item.put("action_id", "action-" + i);
            }
            if (item.has("block_id")) {
                item.put("block_id", "block-" + i);
            }
            list.add(item);
        }
    }

    private static Stream<JsonNode> parts(JsonNode node) {
        Stream.Builder<JsonNode> children = Stream.builder();
        node.forEach(children::add);
        return Stream.concat(Stream.of(node), children.build().flatMap(LengthsTest::parts));
    }
}
