package io.gluethread.commands.parse;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Does to typed code what Slack's clients do to it, in both forms in which a message arrives. */
final class SlackEncoding {
    static final ObjectMapper JSON = new ObjectMapper();

    /** A stretch of code: plain, or something that Slack makes a link of. */
    record Chunk(String text, boolean link) {}

    private SlackEncoding() {}

    static String plain(List<Chunk> code) {
        return String.join("", code.stream().map(Chunk::text).toList());
    }

    /** The {@code text} form: three characters escaped, links marked, all between fences. */
    static ObjectNode asText(List<Chunk> code) {
        StringBuilder text = new StringBuilder("```");
        for (Chunk chunk : code) {
            String escaped = escape(chunk.text());
            text.append(chunk.link() ? "<http://" + escaped + "|" + escaped + ">" : escaped);
        }
        ObjectNode event = JSON.createObjectNode();
        event.put("text", text.append("```").toString());
        return event;
    }

    /** The {@code blocks} form: one preformatted element. */
    static ObjectNode asBlocks(List<Chunk> code, String language) {
        ObjectNode event = asText(code);
        ObjectNode block = event.putArray("blocks").addObject();
        block.put("type", "rich_text");
        ObjectNode preformatted = block.putArray("elements").addObject();
        preformatted.put("type", "rich_text_preformatted");
        if (!language.isEmpty()) {
            preformatted.put("language", language);
        }
        ArrayNode elements = preformatted.putArray("elements");
        for (Chunk chunk : code) {
            ObjectNode element = elements.addObject();
            if (chunk.link()) {
                element.put("type", "link").put("url", "http://" + chunk.text()).put("text", chunk.text());
            } else {
                element.put("type", "text").put("text", chunk.text());
            }
        }
        return event;
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
