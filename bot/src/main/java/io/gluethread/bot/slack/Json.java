package io.gluethread.bot.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;

/** Slack's JSON, read loosely: what is absent is the empty text. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper().setNodeFactory(new Storable());

    private Json() {}

    /** PostgreSQL keeps no NUL in a text (postgresql.org/docs/current/datatype-character.html), and nobody types one. */
    private static final class Storable extends JsonNodeFactory {
        private static final long serialVersionUID = 1L;

        @Override
        public TextNode textNode(String text) {
            return super.textNode(text.replace('\0', '\uFFFD'));
        }
    }

    /** The tree, or empty when it is not JSON or not an object. */
    static Optional<ObjectNode> object(String text) {
        try {
            return MAPPER.readTree(text) instanceof ObjectNode node ? Optional.of(node) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass(), e);
        }
    }

    /** The text at a path such as {@code container.thread_ts}; "" when there is none. */
    static String text(JsonNode node, String path) {
        JsonNode at = at(node, path);
        return at.isValueNode() && !at.isNull() ? at.asText() : "";
    }

    static JsonNode at(JsonNode node, String path) {
        JsonNode at = node;
        for (String step : path.split("\\.", -1)) {
            at = at.path(step);
            if (at.isMissingNode()) {
                return MissingNode.getInstance();
            }
        }
        return at;
    }
}
