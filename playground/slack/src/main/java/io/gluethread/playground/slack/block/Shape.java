package io.gluethread.playground.slack.block;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** Checks one JSON value against the table, and words what is wrong as Slack does, with a JSON pointer. */
final class Shape {
    private final BlockKit kit = BlockKit.get();
    private final List<String> problems;

    Shape(List<String> problems) {
        this.problems = problems;
    }

    void problem(String words, String at) {
        problems.add("[ERROR] %s [json-pointer:%s]".formatted(words, at));
    }

    /** Checks an object whose {@code type} must be one of a group. */
    void oneOf(JsonNode node, String group, String at) {
        if (!node.isObject()) {
            problem("must provide an object", at);
            return;
        }
        JsonNode type = node.path("type");
        if (!type.isTextual()) {
            problem("missing required field: type", at);
            return;
        }
        kit.definition(group, type.textValue())
                .ifPresentOrElse(
                        definition -> named(node, definition, true, at),
                        () -> problem("unsupported type: " + type.textValue(), at + "/type"));
    }

    void named(JsonNode node, String definition, boolean typed, String at) {
        if (!node.isObject()) {
            problem("must provide an object", at);
            return;
        }
        Map<String, Field> fields = kit.fields(definition);
        fields.forEach((name, field) -> {
            JsonNode value = node.path(name);
            if (!value.isMissingNode() && !value.isNull()) {
                check(value, field, at + "/" + name);
            } else if (!field.optional()) {
                problem("missing required field: " + name, at);
            }
        });
        node.fieldNames().forEachRemaining(name -> {
            if (!fields.containsKey(name) && !(typed && name.equals("type"))) {
                problem("invalid additional property: " + name, at);
            }
        });
    }

    private void check(JsonNode value, Field field, String at) {
        switch (field) {
            case Field.Text text -> text(value, text, at);
            case Field.Str string -> string(value, string.least(), string.most(), at);
            case Field.Int integer -> integer(value, integer.least(), integer.most(), at);
            case Field.Num _ -> {
                if (!value.isNumber()) {
                    problem("must be a valid number", at);
                }
            }
            case Field.Bool _ -> {
                if (!value.isBoolean()) {
                    problem("must be a valid boolean", at);
                }
            }
            case Field.Choice choice -> {
                if (!value.isTextual() || !choice.words().contains(value.textValue())) {
                    problem("must be one of: " + String.join(", ", choice.words()), at);
                }
            }
            case Field.Named named -> named(value, named.definition(), false, at);
            case Field.OneOf one -> oneOf(value, one.group(), at);
            case Field.Items items -> items(value, items, at);
            case Field.Anything _ -> {}
        }
    }

    private void text(JsonNode value, Field.Text field, String at) {
        if (!value.isObject()) {
            problem("must provide an object", at);
            return;
        }
        String type = value.path("type").asText();
        if (field.plainOnly() && !type.equals("plain_text")) {
            problem("must be a plain_text object", at + "/type");
            return;
        }
        if (!field.plainOnly() && kit.definition("text", type).isEmpty()) {
            problem("unsupported type: " + type, at + "/type");
            return;
        }
        named(value, type.equals("plain_text") ? "plain_text" : "mrkdwn", true, at);
        JsonNode words = value.path("text");
        // Up to 3,000 characters the definition has spoken already.
        if (words.isTextual()
                && words.textValue().length() <= 3000
                && !words.textValue().isEmpty()) {
            string(words, field.least(), field.most(), at + "/text");
        }
    }

    private void string(JsonNode value, int least, int most, String at) {
        if (!value.isTextual()) {
            problem("must provide a string", at);
        } else if (value.textValue().length() > most) {
            problem("must be less than %d characters".formatted(most + 1), at);
        } else if (value.textValue().length() < least) {
            problem("must be more than %d characters".formatted(least - 1), at);
        }
    }

    private void integer(JsonNode value, long least, long most, String at) {
        if (!value.isIntegralNumber()) {
            problem("must be a valid integer", at);
        } else if (value.longValue() < least || value.longValue() > most) {
            problem("must be between %d and %d".formatted(least, most), at);
        }
    }

    private void items(JsonNode value, Field.Items field, String at) {
        if (!value.isArray()) {
            problem("must provide an array", at);
            return;
        }
        if (value.size() > field.most()) {
            problem("no more than %d items allowed".formatted(field.most()), at);
            return;
        }
        if (value.size() < field.least()) {
            problem("no fewer than %d items allowed".formatted(field.least()), at);
        }
        for (int i = 0; i < value.size(); i++) {
            if (!value.path(i).isNull() || !field.item().optional()) {
                check(value.path(i), field.item(), at + "/" + i);
            }
        }
    }
}
