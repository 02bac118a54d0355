package io.gluethread.playground.glue.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;

/** Reads the members of one order; what is wrong is an IllegalArgumentException with a sentence that says so. */
public final class Order {
    private final ObjectNode json;

    /**
     * An order that has known members only.
     *
     * @param what it is called in sentences
     */
    public Order(String what, ObjectNode json, Set<String> keys) {
        this.json = json;
        json.fieldNames().forEachRemaining(key -> {
            if (!keys.contains(key)) {
                throw new IllegalArgumentException(what + " has no \"" + key + "\"; it has "
                        + String.join(", ", keys.stream().sorted().toList()));
            }
        });
    }

    public boolean has(String key) {
        return json.has(key);
    }

    public Optional<String> text(String key) {
        JsonNode node = json.path(key);
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        if (!node.isTextual()) {
            throw new IllegalArgumentException("\"" + key + "\" must be a text, not " + node);
        }
        return Optional.of(node.textValue());
    }

    public Optional<Integer> integer(String key) {
        JsonNode node = json.path(key);
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        if (!node.isIntegralNumber() || !node.canConvertToInt()) {
            throw new IllegalArgumentException("\"" + key + "\" must be a whole number, not " + node);
        }
        return Optional.of(node.intValue());
    }

    public Optional<Double> number(String key) {
        JsonNode node = json.path(key);
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        if (!node.isNumber()) {
            throw new IllegalArgumentException("\"" + key + "\" must be a number, not " + node);
        }
        return Optional.of(node.doubleValue());
    }

    public boolean flag(String key) {
        JsonNode node = json.path(key);
        if (!node.isMissingNode() && !node.isBoolean()) {
            throw new IllegalArgumentException("\"" + key + "\" must be true or false, not " + node);
        }
        return node.booleanValue();
    }
}
