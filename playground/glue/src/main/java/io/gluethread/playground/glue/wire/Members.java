package io.gluethread.playground.glue.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The members of one request, read under the rules of the API's model. A member of the wrong JSON type is a
 * {@code SerializationException}; one that breaks a constraint is the error that the operation models for it.
 */
public final class Members {
    private static final int SHOWN = 120;

    private final ObjectNode json;
    private final String violationCode;

    public Members(ObjectNode json, String violationCode) {
        this.json = json;
        this.violationCode = violationCode;
    }

    public String text(String name, TextRule rule) {
        return optionalText(name, rule).orElseThrow(() -> missing(name));
    }

    public Optional<String> optionalText(String name, TextRule rule) {
        return member(name).map(node -> checked(name, textOf(name, node), rule));
    }

    public int integer(String name) {
        OptionalInt value = optionalInteger(name, Integer.MIN_VALUE, Integer.MAX_VALUE);
        if (value.isEmpty()) {
            throw missing(name);
        }
        return value.getAsInt();
    }

    public OptionalInt optionalInteger(String name, int min, int max) {
        Optional<JsonNode> node = member(name);
        if (node.isEmpty()) {
            return OptionalInt.empty();
        }
        if (!node.get().isIntegralNumber() || !node.get().canConvertToInt()) {
            throw wrongType(name, node.get(), "an integer");
        }
        int value = node.get().intValue();
        if (value < min) {
            throw violation(name, "'" + value + "'", "Member must have value greater than or equal to " + min);
        }
        if (value > max) {
            throw violation(name, "'" + value + "'", "Member must have value less than or equal to " + max);
        }
        return OptionalInt.of(value);
    }

    /** A boolean; false if it was not sent. */
    public boolean flag(String name) {
        Optional<JsonNode> node = member(name);
        if (node.isPresent() && !node.get().isBoolean()) {
            throw wrongType(name, node.get(), "a boolean");
        }
        return node.isPresent() && node.get().booleanValue();
    }

    public OptionalDouble optionalDouble(String name) {
        Optional<JsonNode> node = member(name);
        if (node.isEmpty()) {
            return OptionalDouble.empty();
        }
        if (!node.get().isNumber()) {
            throw wrongType(name, node.get(), "a number");
        }
        return OptionalDouble.of(node.get().doubleValue());
    }

    /** A structure's members; empty if it was not sent. */
    public Optional<Members> structure(String name) {
        return member(name).map(node -> {
            if (node instanceof ObjectNode object) {
                return new Members(object, violationCode);
            }
            throw wrongType(name, node, "a structure");
        });
    }

    public Members requiredStructure(String name) {
        return structure(name).orElseThrow(() -> missing(name));
    }

    /** A map from text to text, in the order sent; empty if it was not sent. */
    public Map<String, String> map(String name, TextRule keys, TextRule values, int maxEntries) {
        Map<String, String> map = new LinkedHashMap<>();
        member(name).ifPresent(node -> {
            if (!node.isObject()) {
                throw wrongType(name, node, "a map");
            }
            if (node.size() > maxEntries) {
                throw violation(
                        name,
                        "with " + node.size() + " entries",
                        "Map must have length less than or equal to " + maxEntries);
            }
            node.properties().forEach(entry -> {
                String key = checked(name, entry.getKey(), keys);
                map.put(key, checked(name + "." + key, textOf(name, entry.getValue()), values));
            });
        });
        return map;
    }

    public List<String> texts(String name, TextRule rule, int maxEntries) {
        List<String> texts = new ArrayList<>();
        for (JsonNode node : list(name, maxEntries)) {
            texts.add(checked(name, textOf(name, node), rule));
        }
        return texts;
    }

    public List<Members> structures(String name, int maxEntries) {
        List<Members> structures = new ArrayList<>();
        for (JsonNode node : list(name, maxEntries)) {
            if (!(node instanceof ObjectNode object)) {
                throw wrongType(name, node, "a structure");
            }
            structures.add(new Members(object, violationCode));
        }
        return structures;
    }

    public boolean has(String name) {
        return member(name).isPresent();
    }

    private List<JsonNode> list(String name, int maxEntries) {
        List<JsonNode> nodes = new ArrayList<>();
        member(name).ifPresent(node -> {
            if (!node.isArray()) {
                throw wrongType(name, node, "a list");
            }
            if (node.size() > maxEntries) {
                throw violation(
                        name,
                        "with " + node.size() + " entries",
                        "Member must have length less than or equal to " + maxEntries);
            }
            node.forEach(nodes::add);
        });
        return nodes;
    }

    private Optional<JsonNode> member(String name) {
        @Nullable JsonNode node = json.get(name);
        return node == null || node.isNull() ? Optional.empty() : Optional.of(node);
    }

    private String checked(String name, String value, TextRule rule) {
        rule.brokenBy(value).ifPresent(constraint -> {
            throw violation(name, shown(value), constraint);
        });
        return value;
    }

    private static String textOf(String name, JsonNode node) {
        if (node.getNodeType() != JsonNodeType.STRING) {
            throw wrongType(name, node, "a string");
        }
        return node.textValue();
    }

    private static String shown(String value) {
        return value.length() <= SHOWN ? "'" + value + "'" : "of " + value.length() + " characters";
    }

    /** The error for a member that is required and was not sent. */
    public AwsError missing(String name) {
        return violation(name, "null", "Member must not be null");
    }

    private AwsError violation(String name, String value, String constraint) {
        String member = name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
        return new AwsError(
                400,
                violationCode,
                "1 validation error detected: Value " + value + " at '" + member + "' failed to satisfy constraint: "
                        + constraint);
    }

    private static AwsError wrongType(String name, JsonNode node, String expected) {
        return AwsError.serialization("Expected " + expected + " for " + name + " but found "
                + node.getNodeType().name().toLowerCase(Locale.ROOT));
    }
}
