package io.gluethread.playground.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A thread as text that a person reads and a test compares: figures that differ from run to run become an ellipsis. */
final class Transcript {
    private static final Pattern MENTION = Pattern.compile("<@(U_[A-Z]+)>");

    private Transcript() {}

    static String of(List<JsonNode> messages) {
        return messages.stream().map(Transcript::message).collect(Collectors.joining("\n\n")) + "\n";
    }

    static String message(JsonNode message) {
        boolean bot = message.has("bot_id");
        String who = bot ? "glue" : name(message.path("user").asText());
        String body = bot
                ? steady(blocks(message.path("blocks")))
                : mentions(message.path("text").asText());
        List<String> files = new ArrayList<>();
        message.path("files")
                .forEach(file -> files.add("(file: " + file.path("name").asText() + ")"));
        String attached = files.isEmpty() ? "" : "\n" + String.join("\n", files);
        return who + ":\n" + (body + attached).strip().indent(4).stripTrailing();
    }

    private static String name(String user) {
        return user.substring(2).toLowerCase(Locale.ROOT);
    }

    static String blocks(JsonNode blocks) {
        return each(blocks)
                .map(Transcript::block)
                .filter(text -> !text.isBlank())
                .collect(Collectors.joining("\n"));
    }

    private static String block(JsonNode block) {
        return switch (block.path("type").asText()) {
            case "section" -> {
                List<String> lines = new ArrayList<>();
                if (block.has("text")) {
                    lines.add(block.at("/text/text").asText());
                }
                block.path("fields")
                        .forEach(field -> lines.add(field.path("text").asText().replace("\n", " ")));
                yield mentions(String.join("\n", lines));
            }
            case "header" -> block.at("/text/text").asText();
            case "context" ->
                each(block.path("elements")).map(e -> e.path("text").asText()).collect(Collectors.joining(" "));
            case "actions" ->
                each(block.path("elements"))
                        .map(e -> "[" + e.at("/text/text").asText() + "]")
                        .collect(Collectors.joining(" "));
            case "rich_text" ->
                each(block.path("elements")).map(Transcript::richText).collect(Collectors.joining("\n"));
            case "data_table", "table" -> table(block);
            case "divider" -> "----";
            default -> "(" + block.path("type").asText() + ")";
        };
    }

    private static String mentions(String text) {
        return MENTION.matcher(text).replaceAll(found -> "@" + name(found.group(1)));
    }

    private static String richText(JsonNode element) {
        if (element.path("type").asText().equals("rich_text_list")) {
            return each(element.path("elements"))
                    .map(item -> "- " + richText(item))
                    .collect(Collectors.joining("\n"));
        }
        return each(element.path("elements"))
                .map(e -> switch (e.path("type").asText()) {
                    case "user" -> "@" + name(e.path("user_id").asText());
                    case "link" ->
                        e.has("text") ? e.path("text").asText() : e.path("url").asText();
                    case "emoji" -> ":" + e.path("name").asText() + ":";
                    case "date" -> "…";
                    default -> e.path("text").asText();
                })
                .collect(Collectors.joining());
    }

    private static String table(JsonNode block) {
        List<String> lines = new ArrayList<>();
        if (block.has("caption")) {
            lines.add(block.path("caption").asText());
        }
        block.path("rows")
                .forEach(row -> lines.add(each(row)
                        .map(cell -> cell.has("text")
                                ? cell.path("text").asText()
                                : richText(cell.path("elements").path(0)))
                        .collect(Collectors.joining(" | ", "| ", " |"))));
        return String.join("\n", lines);
    }

    /** Durations, money spent, ids and moments differ from run to run. */
    static String steady(String text) {
        return text.replaceAll("gt-[a-z0-9]+-\\d+", "gt-…")
                .replaceAll("<!date\\^[^>]*>", "…")
                .replaceAll("(?<![\\d.])(\\d+ min )?\\d+(\\.\\d+)? (ms|s)\\b", "… s")
                .replaceAll("(less than )?\\$0\\.0\\d+( \\(estimate\\))?", "\\$…")
                // Spark numbers expressions over the life of a session.
                .replaceAll("#\\d+", "#…")
                .replaceAll("used \\d+\\.\\d+ DPU-hours", "used … DPU-hours");
    }

    private static java.util.stream.Stream<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
