package io.gluethread.commands.parse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A dictionary as people write it behind {@code %%configure}: JSON, or Python's literals as the official kernel takes
 * them. Both are read by the same rules: either kind of quotes, {@code True} or {@code true}, a comma too many.
 */
final class Literal {
    /** A value of the dictionary. */
    sealed interface Value {
        record Text(String text) implements Value {}

        /** Kept as written. */
        record Figure(String text) implements Value {}

        record Bool(boolean value) implements Value {}

        record Nothing() implements Value {}

        record Many(List<Value> values) implements Value {}

        record Dict(Map<String, Value> entries) implements Value {}

        /** As the text of an argument. */
        default String plain() {
            return switch (this) {
                case Text(String text) -> text;
                case Figure(String text) -> text;
                case Bool(boolean value) -> String.valueOf(value);
                case Nothing() -> "";
                case Many(List<Value> values) ->
                    values.stream().map(Value::plain).collect(Collectors.joining(","));
                case Dict(Map<String, Value> entries) ->
                    entries.entrySet().stream()
                            .map(e -> e.getKey() + "=" + e.getValue().plain())
                            .collect(Collectors.joining(","));
            };
        }
    }

    private static final int MAX_DEPTH = 20;
    private static final String REMEDY =
            "Write a dictionary, for example `%%configure {\"worker_type\": \"G.2X\", \"number_of_workers\": 4}`.";

    private final String text;
    private int at;

    private Literal(String text) {
        this.text = text;
    }

    /** Reads one dictionary and nothing behind it. */
    static Parsed<Value.Dict> dict(String text) {
        Literal literal = new Literal(text);
        try {
            Value value = literal.value(0);
            literal.blanks();
            if (literal.at < text.length()) {
                throw literal.fault("there is something behind the dictionary");
            }
            if (value instanceof Value.Dict dict) {
                return Parsed.good(dict);
            }
            return Parsed.bad("That is a value, but not a dictionary.", REMEDY);
        } catch (Fault fault) {
            return Parsed.bad("I cannot read that dictionary: " + fault.getMessage() + ".", REMEDY);
        }
    }

    private static final class Fault extends Exception {
        Fault(String message) {
            super(message);
        }
    }

    private Fault fault(String what) {
        long line = text.substring(0, Math.min(at, text.length())).lines().count();
        return new Fault(what + (line > 1 ? ", in line " + line : ""));
    }

    private void blanks() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (Character.isWhitespace(c)) {
                at++;
            } else {
                return;
            }
        }
    }

    private char peek() throws Fault {
        blanks();
        if (at >= text.length()) {
            throw fault("it ends too early");
        }
        return text.charAt(at);
    }

    private Value value(int depth) throws Fault {
        if (depth > MAX_DEPTH) {
            throw fault("it is nested too deeply");
        }
        char c = peek();
        return switch (c) {
            case '{' -> entries(depth);
            case '[' -> items(']', depth);
            case '(' -> items(')', depth);
            case '"', '\'' -> new Value.Text(string());
            default -> word();
        };
    }

    private Value entries(int depth) throws Fault {
        at++;
        Map<String, Value> entries = new LinkedHashMap<>();
        while (peek() != '}') {
            char quote = peek();
            if (quote != '"' && quote != '\'') {
                throw fault("a name in quotes is expected at '%s'".formatted(shown()));
            }
            String key = string();
            if (peek() != ':') {
                throw fault("a colon is missing behind '%s'".formatted(key));
            }
            at++;
            entries.put(key, value(depth + 1));
            if (peek() == ',') {
                at++;
            } else if (peek() != '}') {
                throw fault("a comma is missing before '%s'".formatted(shown()));
            }
        }
        at++;
        return new Value.Dict(entries);
    }

    private Value items(char end, int depth) throws Fault {
        at++;
        List<Value> items = new ArrayList<>();
        while (peek() != end) {
            items.add(value(depth + 1));
            if (peek() == ',') {
                at++;
            } else if (peek() != end) {
                throw fault("a comma is missing before '%s'".formatted(shown()));
            }
        }
        at++;
        return new Value.Many(items);
    }

    private String string() throws Fault {
        char quote = text.charAt(at++);
        StringBuilder string = new StringBuilder();
        while (true) {
            if (at >= text.length() || text.charAt(at) == '\n') {
                throw fault("a closing quote is missing");
            }
            char c = text.charAt(at++);
            if (c == quote) {
                return string.toString();
            }
            if (c != '\\') {
                string.append(c);
                continue;
            }
            if (at >= text.length()) {
                throw fault("a closing quote is missing");
            }
            char escaped = text.charAt(at++);
            switch (escaped) {
                case 'n' -> string.append('\n');
                case 't' -> string.append('\t');
                case 'r' -> string.append('\r');
                case 'u' -> string.append((char) hex(4));
                case 'x' -> string.append((char) hex(2));
                default -> string.append(escaped);
            }
        }
    }

    private int hex(int digits) throws Fault {
        String number = text.substring(at, Math.min(at + digits, text.length()));
        if (!number.matches("[0-9a-fA-F]{" + digits + "}")) {
            throw fault("'\\%s' is not followed by %d hexadecimal digits".formatted(digits == 4 ? "u" : "x", digits));
        }
        at += digits;
        return Integer.parseInt(number, 16);
    }

    private Value word() throws Fault {
        int from = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "+-._".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        String word = text.substring(from, at);
        return switch (word) {
            case "true", "True" -> new Value.Bool(true);
            case "false", "False" -> new Value.Bool(false);
            case "null", "None" -> new Value.Nothing();
            default -> {
                if (word.matches("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?")) {
                    yield new Value.Figure(word);
                }
                at = from;
                throw fault("'%s' is not a value; text goes in quotes".formatted(shown()));
            }
        };
    }

    private String shown() {
        int end = at;
        while (end < text.length() && end - at < 20 && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return text.substring(at, Math.max(end, Math.min(at + 1, text.length())));
    }
}
