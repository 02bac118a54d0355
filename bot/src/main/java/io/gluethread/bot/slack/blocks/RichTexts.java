package io.gluethread.bot.slack.blocks;

import static io.gluethread.bot.slack.blocks.Block.object;

import io.gluethread.commands.reply.Doc.Span;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Spans as rich text elements. Rich text is inert: a text element is shown as it is, so nothing that people or programs
 * wrote can mention, link or format.
 */
final class RichTexts {
    private RichTexts() {}

    static Block block(List<Map<String, Object>> parts) {
        return Block.of("type", "rich_text", "elements", parts);
    }

    static Map<String, Object> section(List<Span> spans) {
        return object("type", "rich_text_section", "elements", elements(spans));
    }

    static Map<String, Object> bullets(List<List<Span>> items) {
        return object(
                "type",
                "rich_text_list",
                "style",
                "bullet",
                "elements",
                items.stream().map(RichTexts::section).toList());
    }

    static Map<String, Object> preformatted(String text, String language) {
        Map<String, Object> element = object(
                "type",
                "rich_text_preformatted",
                "elements",
                List.of(object("type", "text", "text", Texts.visible(text))));
        if (!language.isEmpty()) {
            element.put("language", language);
        }
        return element;
    }

    private static List<Map<String, Object>> elements(List<Span> spans) {
        List<Map<String, Object>> elements = new ArrayList<>();
        for (Span span : spans) {
            elements.add(element(span));
        }
        return elements;
    }

    private static Map<String, Object> element(Span span) {
        return switch (span) {
            case Span.Plain(String text) -> text(text);
            case Span.Strong(String text) -> styled(text, "bold");
            case Span.Mono(String text) -> styled(text, "code");
            case Span.Who(var person) -> object("type", "user", "user_id", person.user());
            case Span.Channel(String id) -> object("type", "channel", "channel_id", id);
            case Span.Link(String url, String label)
            when url.length() <= 3000 && !url.isBlank() ->
                object("type", "link", "url", url, "text", Texts.visible(label));
            case Span.Link(String url, String label) -> text(label + " (" + Texts.cut(url, 200) + ")");
            case Span.At(var instant) ->
                object(
                        "type",
                        "date",
                        "timestamp",
                        instant.getEpochSecond(),
                        "format",
                        "{date_short_pretty} {time}",
                        "fallback",
                        instant.truncatedTo(ChronoUnit.SECONDS).toString());
        };
    }

    private static Map<String, Object> text(String text) {
        return object("type", "text", "text", Texts.visible(text));
    }

    private static Map<String, Object> styled(String text, String style) {
        Map<String, Object> element = text(text);
        element.put("style", object(style, true));
        return element;
    }
}
