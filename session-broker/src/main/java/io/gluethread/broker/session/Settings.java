package io.gluethread.broker.session;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A partial choice of settings, in canonical text (validated by whoever makes it): one layer of
 * deployment &lt; channel &lt; person &lt; thread. Minutes for the two time-outs; comma-separated names for connections.
 * {@code arguments} are Glue default arguments ({@code --key} → value) and {@code tags} session tags; both merge by key.
 */
public record Settings(Map<Setting, String> values, Map<String, String> arguments, Map<String, String> tags) {
    public static final Settings NONE = new Settings(Map.of(), Map.of(), Map.of());

    public Settings {
        values = Map.copyOf(values);
        arguments = Map.copyOf(arguments);
        tags = Map.copyOf(tags);
        if (values.containsKey(Setting.ARGUMENTS) || values.containsKey(Setting.TAGS)) {
            throw new IllegalArgumentException("arguments and tags have maps of their own");
        }
    }

    public static Settings of(Setting setting, String value) {
        return new Settings(Map.of(setting, value), Map.of(), Map.of());
    }

    public Optional<String> get(Setting setting) {
        return Optional.ofNullable(values.get(setting));
    }

    public boolean isEmpty() {
        return values.isEmpty() && arguments.isEmpty() && tags.isEmpty();
    }

    /** These settings with the other's on top: what the other says wins. */
    public Settings with(Settings over) {
        Map<Setting, String> merged = new EnumMap<>(Setting.class);
        merged.putAll(values);
        merged.putAll(over.values);
        // The two ways to say a size exclude each other; the later one wins.
        if (over.values.containsKey(Setting.MAX_CAPACITY)) {
            merged.remove(Setting.WORKER_TYPE);
            merged.remove(Setting.NUMBER_OF_WORKERS);
        } else if (over.values.containsKey(Setting.WORKER_TYPE) || over.values.containsKey(Setting.NUMBER_OF_WORKERS)) {
            merged.remove(Setting.MAX_CAPACITY);
        }
        return new Settings(merged, join(arguments, over.arguments), join(tags, over.tags));
    }

    /** The connections as a list, empty when not set. */
    public List<String> connections() {
        return get(Setting.CONNECTIONS)
                .filter(names -> !names.isBlank())
                .map(names -> List.of(names.split(",", -1)))
                .orElse(List.of());
    }

    private static Map<String, String> join(Map<String, String> under, Map<String, String> over) {
        Map<String, String> joined = new LinkedHashMap<>(under);
        joined.putAll(over);
        return joined;
    }
}
