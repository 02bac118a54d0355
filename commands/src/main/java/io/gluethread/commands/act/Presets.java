package io.gluethread.commands.act;

import io.gluethread.broker.session.Setting;
import io.gluethread.broker.session.Settings;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Named sets of settings, for {@code start <preset>}. */
public record Presets(Map<String, Settings> named) {
    public Presets {
        named = Collections.unmodifiableMap(new TreeMap<>(named));
    }

    public static Presets builtIn() {
        return new Presets(
                Map.of("small", workers("G.1X", 2), "medium", workers("G.1X", 5), "etl", workers("G.2X", 5)));
    }

    public Optional<Settings> find(String name) {
        return Optional.ofNullable(named.get(name.toLowerCase(Locale.ROOT)));
    }

    private static Settings workers(String type, int count) {
        return new Settings(
                Map.of(Setting.WORKER_TYPE, type, Setting.NUMBER_OF_WORKERS, String.valueOf(count)),
                Map.of(),
                Map.of());
    }
}
