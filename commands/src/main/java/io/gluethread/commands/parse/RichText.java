package io.gluethread.commands.parse;

import com.fasterxml.jackson.databind.JsonNode;
import io.gluethread.commands.ask.Ask.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Reads a message's {@code rich_text} blocks, where code stands as it was typed
 * (<a href="https://docs.slack.dev/reference/block-kit/blocks/rich-text-block">Rich text block</a>). The raw JSON is
 * read because Slack's own Java types drop a code block's {@code language}.
 */
final class RichText {
    private RichText() {}

    /** The pieces, or nothing when the message has no rich text. Quotes and lists are other people's words and prose. */
    static List<Piece> pieces(JsonNode blocks) {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder prose = new StringBuilder();
        for (JsonNode block : blocks) {
            if (!block.path("type").asText().equals("rich_text")) {
                continue;
            }
            for (JsonNode element : block.path("elements")) {
                switch (element.path("type").asText()) {
                    case "rich_text_section" -> {
                        if (!prose.isEmpty() && prose.charAt(prose.length() - 1) != '\n') {
                            prose.append('\n');
                        }
                        prose.append(text(element, true));
                    }
                    case "rich_text_preformatted" -> {
                        flush(prose, pieces);
                        pieces.add(Tags.code(
                                text(element, false), element.path("language").asText("")));
                    }
                    default -> flush(prose, pieces);
                }
            }
        }
        flush(prose, pieces);
        return pieces;
    }

    private static void flush(StringBuilder prose, List<Piece> pieces) {
        if (!prose.toString().isBlank()) {
            pieces.add(new Piece.Prose(prose.toString()));
        }
        prose.setLength(0);
    }

    private static String text(JsonNode parent, boolean prose) {
        return StreamSupport.stream(parent.path("elements").spliterator(), false)
                .map(element -> text(element, element.path("style"), prose))
                .collect(Collectors.joining());
    }

    private static String text(JsonNode element, JsonNode style, boolean prose) {
        return switch (element.path("type").asText()) {
            case "text" ->
                prose
                        ? marked(element.path("text").asText(), style)
                        : element.path("text").asText();
            case "link" -> {
                String label = element.path("text").asText("");
                yield label.isEmpty() ? element.path("url").asText() : label;
            }
            case "emoji" -> ":" + element.path("name").asText() + ":";
            case "user" ->
                prose
                        ? "<@" + element.path("user_id").asText() + ">"
                        : "@" + element.path("user_id").asText();
            case "channel" -> "#" + element.path("channel_id").asText();
            case "usergroup" -> "@" + element.path("usergroup_id").asText();
            case "broadcast" -> "@" + element.path("range").asText();
            case "color" -> element.path("value").asText();
            case "date" -> element.path("fallback").asText();
            default -> element.path("text").asText("");
        };
    }

    /** The marks that the editor took away when it styled the text: in a magic or a query they were meant. */
    private static String marked(String text, JsonNode style) {
        String marked = text;
        if (style.path("code").asBoolean()) {
            marked = "`" + marked + "`";
        }
        if (style.path("strike").asBoolean()) {
            marked = "~" + marked + "~";
        }
        if (style.path("italic").asBoolean()) {
            marked = "_" + marked + "_";
        }
        if (style.path("bold").asBoolean()) {
            marked = "*" + marked + "*";
        }
        return marked;
    }
}
