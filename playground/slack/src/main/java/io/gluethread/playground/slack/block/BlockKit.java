package io.gluethread.playground.slack.block;

import com.fasterxml.jackson.databind.JsonNode;
import io.gluethread.playground.slack.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The table of what Slack accepts, read once from {@code block-kit.json}. */
public final class BlockKit {
    private static final BlockKit INSTANCE = load();

    private final Map<String, Integer> limits = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> groups = new LinkedHashMap<>();
    private final Map<String, Map<String, Field>> types = new LinkedHashMap<>();

    private BlockKit(JsonNode root) {
        root.path("limits")
                .properties()
                .forEach(e -> limits.put(e.getKey(), e.getValue().intValue()));
        root.path("groups").properties().forEach(group -> {
            Map<String, String> members = new LinkedHashMap<>();
            for (JsonNode member : group.getValue()) {
                List<String> parts = List.of(member.textValue().split("=", 2));
                members.put(parts.getFirst(), parts.getLast());
            }
            groups.put(group.getKey(), members);
        });
        root.path("types").properties().forEach(type -> {
            Map<String, Field> fields = new LinkedHashMap<>();
            type.getValue()
                    .properties()
                    .forEach(f -> fields.put(f.getKey(), Field.read(f.getValue().textValue())));
            types.put(type.getKey(), fields);
        });
    }

    static BlockKit get() {
        return INSTANCE;
    }

    /** A number of the limits table, such as {@code blocks_per_message}. */
    public static int limit(String name) {
        Integer limit = INSTANCE.limits.get(name);
        if (limit == null) {
            throw new IllegalArgumentException("no such limit: '%s'".formatted(name));
        }
        return limit;
    }

    /** The definition that a {@code type} value has in a group; empty when it is not allowed there. */
    Optional<String> definition(String group, String type) {
        Map<String, String> members = groups.get(group);
        if (members == null) {
            throw new IllegalArgumentException("no such group: '%s'".formatted(group));
        }
        return Optional.ofNullable(members.get(type));
    }

    /** The {@code type} values of a group. */
    Set<String> group(String name) {
        return Set.copyOf(groups.getOrDefault(name, Map.of()).keySet());
    }

    Map<String, Field> fields(String definition) {
        Map<String, Field> fields = types.get(definition);
        if (fields == null) {
            throw new IllegalArgumentException("no such definition: '%s'".formatted(definition));
        }
        return fields;
    }

    private static BlockKit load() {
        try (InputStream in = BlockKit.class.getResourceAsStream("block-kit.json")) {
            if (in == null) {
                throw new IllegalStateException("block-kit.json is missing from the class path");
            }
            return new BlockKit(Json.read(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
