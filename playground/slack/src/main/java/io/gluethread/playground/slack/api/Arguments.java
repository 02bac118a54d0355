package io.gluethread.playground.slack.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.gluethread.playground.slack.json.Json;
import java.util.Map;

/** The arguments of a call, whether they came as form fields (all text) or as JSON. Of a name sent twice the first counts. */
public record Arguments(Map<String, JsonNode> values) {
    public Arguments {
        values = Map.copyOf(values);
    }

    public boolean has(String name) {
        JsonNode value = values.getOrDefault(name, MissingNode.getInstance());
        return !value.isMissingNode()
                && !value.isNull()
                && !(value.isTextual() && value.textValue().isEmpty());
    }

    /** The argument as text, empty when absent. */
    public String text(String name) {
        JsonNode value = values.getOrDefault(name, MissingNode.getInstance());
        return value.isValueNode() && !value.isNull() ? value.asText() : "";
    }

    String required(String name) {
        if (!has(name)) {
            throw Refusal.arguments("missing required field: " + name);
        }
        return text(name);
    }

    boolean flag(String name) {
        String value = text(name);
        return value.equals("1") || value.equals("true");
    }

    int number(String name, int otherwise, int least, int most) {
        if (!has(name)) {
            return otherwise;
        }
        try {
            int value = Integer.parseInt(text(name));
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException _) {
            // told below, like a number out of range
        }
        throw Refusal.arguments("%s must be a number from %d to %d".formatted(name, least, most));
    }

    /** An argument that is JSON, given as such or as text; missing when absent or not JSON. */
    JsonNode json(String name) {
        JsonNode value = values.getOrDefault(name, MissingNode.getInstance());
        return value.isTextual() ? Json.read(value.textValue()) : value;
    }
}
