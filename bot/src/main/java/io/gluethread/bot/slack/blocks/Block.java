package io.gluethread.bot.slack.blocks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One block as JSON: maps, lists, texts, numbers and truth values. Slack's SDK has no classes for its newer blocks. */
public record Block(Map<String, Object> json) {
    public Block {
        if (!(json.get("type") instanceof String)) {
            throw new IllegalArgumentException("a block has a type: %s".formatted(json.keySet()));
        }
        json = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(json));
    }

    /** @param pairs field, value, field, value… */
    static Map<String, Object> object(Object... pairs) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            object.put((String) pairs[i], pairs[i + 1]);
        }
        return object;
    }

    static Block of(Object... pairs) {
        return new Block(object(pairs));
    }

    public String type() {
        return String.valueOf(json.get("type"));
    }

    boolean isTable() {
        return type().equals("data_table") || type().equals("table");
    }

    /** How many characters a reader sees. */
    int characters() {
        return characters(json);
    }

    private static int characters(Object value) {
        return switch (value) {
            case List<?> list -> list.stream().mapToInt(Block::characters).sum();
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .mapToInt(e -> switch (e.getValue()) {
                            case String text -> isRead(e.getKey()) ? text.length() : 0;
                            case Object inner -> characters(inner);
                        })
                        .sum();
            default -> 0;
        };
    }

    private static boolean isRead(Object field) {
        return switch (field.toString()) {
            case "text", "alt_text", "title", "label", "hint", "placeholder", "caption" -> true;
            default -> false;
        };
    }
}
