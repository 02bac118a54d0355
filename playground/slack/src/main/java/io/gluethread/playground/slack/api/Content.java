package io.gluethread.playground.slack.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.slack.block.BlockKit;
import io.gluethread.playground.slack.block.BlockValidator;
import io.gluethread.playground.slack.json.Json;
import io.gluethread.playground.slack.text.TypedText;
import io.gluethread.playground.slack.workspace.Person;
import io.gluethread.playground.slack.workspace.Workspace;
import java.util.ArrayList;
import java.util.List;

/** What a message says: checks text, blocks, attachments and metadata as Slack does, and gives the stored fields. */
public final class Content {
    private static final int METADATA_CHARACTERS = 16_000;
    /** What an attachment shows: docs.slack.dev/legacy/legacy-messaging/legacy-secondary-message-attachments. */
    private static final List<String> SHOWN = List.of(
            "blocks",
            "fallback",
            "text",
            "pretext",
            "title",
            "fields",
            "author_name",
            "image_url",
            "thumb_url",
            "footer",
            "actions");

    private final Workspace workspace;

    public Content(Workspace workspace) {
        this.workspace = workspace;
    }

    /** Fields of a message, and the warnings that go with them. */
    record Draft(ObjectNode fields, List<String> warnings) {}

    /** For chat.postMessage and chat.postEphemeral. Humans type; apps write markup. */
    Draft of(Arguments arguments, Person author) {
        String text = arguments.text("text");
        List<String> warnings = new ArrayList<>();
        int most = BlockKit.limit("message_text");
        if (text.length() > most) {
            text = text.substring(0, most);
            warnings.add("message_truncated");
        }
        if (!author.isBot() && !arguments.has("blocks") && !text.isBlank()) {
            TypedText.Sent sent = TypedText.of(text, workspace);
            ObjectNode fields = Json.object().put("text", sent.text());
            fields.set("blocks", sent.blocks());
            return new Draft(fields, warnings);
        }
        ObjectNode fields = written(arguments);
        if (arguments.has("markdown_text")) {
            if (!text.isEmpty() || fields.has("blocks")) {
                throw new Refusal("markdown_text_conflict");
            }
            text = arguments.text("markdown_text");
            if (text.length() > BlockKit.limit("markdown_over_all_blocks")) {
                throw new Refusal("msg_too_long");
            }
        }
        if (text.isBlank() && isSilent(fields)) {
            throw new Refusal("no_text");
        }
        return new Draft(fields.put("text", text), warnings);
    }

    /** Without blocks, and without an attachment that has anything to show: such a message needs a text. */
    static boolean isSilent(ObjectNode fields) {
        boolean shown = fields.has("blocks");
        for (JsonNode attachment : fields.path("attachments")) {
            for (String name : SHOWN) {
                JsonNode value = attachment.path(name);
                shown |= value.isTextual() ? !value.textValue().isBlank() : !value.isEmpty();
            }
        }
        return !shown;
    }

    /** The checked blocks, attachments and metadata. */
    ObjectNode written(Arguments arguments) {
        ObjectNode fields = Json.object();
        if (arguments.has("blocks")) {
            JsonNode blocks = arguments.json("blocks");
            check(blocks);
            if (!blocks.isEmpty()) {
                fields.set("blocks", blocks.deepCopy());
            }
        }
        if (arguments.has("attachments")) {
            JsonNode attachments = attachments(arguments.json("attachments"), fields.path("blocks"));
            if (!attachments.isEmpty()) {
                fields.set("attachments", attachments);
            }
        }
        if (arguments.has("metadata")) {
            fields.set("metadata", metadata(arguments.json("metadata")));
        }
        return fields;
    }

    /** Refuses blocks that Slack would refuse, with its reasons. */
    public static void check(JsonNode blocks) {
        if (!blocks.isArray()) {
            throw new Refusal("invalid_blocks_format");
        }
        List<String> problems = BlockValidator.check(blocks);
        if (BlockValidator.characters(blocks) > BlockKit.limit("characters_over_all_blocks")
                && problems.stream().allMatch(p -> p.endsWith("[json-pointer:/blocks]"))) {
            throw new Refusal("msg_blocks_too_long", problems);
        }
        if (!problems.isEmpty()) {
            throw new Refusal("invalid_blocks", problems);
        }
    }

    private static JsonNode attachments(JsonNode attachments, JsonNode blocks) {
        if (!attachments.isArray()) {
            throw new Refusal("invalid_attachments");
        }
        if (attachments.size() > BlockKit.limit("attachments_per_message")) {
            throw new Refusal("too_many_attachments");
        }
        List<JsonNode> lists = new ArrayList<>(List.of(blocks));
        for (JsonNode attachment : attachments) {
            if (attachment.has("blocks")) {
                List<String> problems = BlockValidator.check(attachment.path("blocks"));
                if (!problems.isEmpty()) {
                    throw new Refusal("invalid_attachments", problems);
                }
                lists.add(attachment.path("blocks"));
            }
        }
        List<String> tooMuch = BlockValidator.together(lists);
        if (!tooMuch.isEmpty()) {
            throw new Refusal("invalid_attachments", tooMuch);
        }
        return attachments.deepCopy();
    }

    private static JsonNode metadata(JsonNode metadata) {
        if (!metadata.isObject()) {
            throw new Refusal("invalid_metadata_format");
        }
        if (!metadata.path("event_type").isTextual()
                || !metadata.path("event_payload").isObject()) {
            throw new Refusal("invalid_metadata_schema", List.of("[ERROR] needs event_type and event_payload"));
        }
        if (metadata.toString().length() > METADATA_CHARACTERS) {
            throw new Refusal("metadata_too_large");
        }
        return metadata.deepCopy();
    }
}
