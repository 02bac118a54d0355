package io.gluethread.playground.slack.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.slack.json.Json;
import java.util.List;

/** Collects inline elements of rich text and, beside them, the same words as {@code text}. */
final class RichLine {
    private final ArrayNode elements = Json.array();
    private final StringBuilder text = new StringBuilder();

    ArrayNode elements() {
        return elements;
    }

    String text() {
        return text.toString();
    }

    boolean isEmpty() {
        return elements.isEmpty();
    }

    /** Only {@code & < >} are escaped in text (docs.slack.dev/messaging/formatting-message-text). */
    static String escape(String raw) {
        return raw.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    void raw(String asText) {
        text.append(asText);
    }

    void words(String raw, List<String> styles) {
        if (raw.isEmpty()) {
            return;
        }
        text.append(Emoji.namesIn(escape(raw)));
        JsonNode last = elements.isEmpty() ? Json.object() : elements.get(elements.size() - 1);
        ObjectNode element = Json.object().put("type", "text").put("text", raw);
        style(element, styles);
        if (last.path("type").asText().equals("text") && last.path("style").equals(element.path("style"))) {
            ((ObjectNode) last).put("text", last.path("text").asText() + raw);
        } else {
            elements.add(element);
        }
    }

    void element(ObjectNode element, String asText, List<String> styles) {
        style(element, styles);
        elements.add(element);
        text.append(asText);
    }

    /** A typed address; {@code label} is what was typed when it differs from the address. */
    void link(String url, String label, List<String> styles) {
        ObjectNode element = Json.object().put("type", "link").put("url", url);
        if (!label.equals(url)) {
            element.put("text", label);
        }
        element(element, "<" + escape(url) + (label.equals(url) ? "" : "|" + escape(label)) + ">", styles);
    }

    private static void style(ObjectNode element, List<String> styles) {
        if (!styles.isEmpty()) {
            ObjectNode style = element.putObject("style");
            styles.stream().sorted().forEach(s -> style.put(s, true));
        }
    }
}
