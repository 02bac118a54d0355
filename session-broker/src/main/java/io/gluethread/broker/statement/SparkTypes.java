package io.gluethread.broker.statement;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Spark's types as its schema JSON names them, made into the names that SQL uses. */
final class SparkTypes {
    private SparkTypes() {}

    static String simple(JsonNode type) {
        if (type.isTextual()) {
            return switch (type.asText()) {
                case "long" -> "bigint";
                case "integer" -> "int";
                case "short" -> "smallint";
                case "byte" -> "tinyint";
                default -> type.asText();
            };
        }
        return switch (type.path("type").asText()) {
            case "array" -> "array<%s>".formatted(simple(type.path("elementType")));
            case "map" -> "map<%s,%s>".formatted(simple(type.path("keyType")), simple(type.path("valueType")));
            case "struct" -> struct(type);
            case "udt" -> simple(type.path("sqlType"));
            default -> "";
        };
    }

    private static String struct(JsonNode type) {
        List<String> fields = new ArrayList<>();
        for (JsonNode field : type.path("fields")) {
            fields.add("%s:%s".formatted(field.path("name").asText(), simple(field.path("type"))));
        }
        return "struct<%s>".formatted(String.join(",", fields));
    }
}
