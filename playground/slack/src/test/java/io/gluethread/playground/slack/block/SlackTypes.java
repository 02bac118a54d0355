package io.gluethread.playground.slack.block;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.OutputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.gluethread.playground.slack.json.Json;

/** The schema of Slack's own TypeScript types: a second opinion on structure, which knows nothing of lengths. */
final class SlackTypes {
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
            .getSchema(SlackTypes.class.getResourceAsStream("/slack-types/block-kit.schema.json"));

    private SlackTypes() {}

    static boolean blocks(JsonNode blocks) {
        return good("message", blocks);
    }

    static boolean view(JsonNode view) {
        return good("view", view);
    }

    private static boolean good(String what, JsonNode value) {
        JsonNode known = value.deepCopy();
        forgetLanguage(known);
        return SCHEMA.validate(Json.write(Json.object().set(what, known)), InputFormat.JSON, OutputFormat.BOOLEAN);
    }

    /** Slack documents {@code language} of code blocks; @slack/types 3.2.0 does not have it yet. */
    private static void forgetLanguage(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("type").asText().equals("rich_text_preformatted")) {
            object.remove("language");
        }
        node.forEach(SlackTypes::forgetLanguage);
    }
}
