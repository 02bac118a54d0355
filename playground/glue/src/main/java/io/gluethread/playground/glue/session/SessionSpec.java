package io.gluethread.playground.glue.session;

import io.gluethread.playground.glue.engine.EngineLanguage;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A CreateSession request that was found good, defaults filled in.
 *
 * @param connections empty if none were sent
 */
public record SessionSpec(
        String id,
        Optional<String> description,
        String role,
        String command,
        Optional<String> pythonVersion,
        Duration timeout,
        Duration idleTimeout,
        Map<String, String> defaultArguments,
        Optional<List<String>> connections,
        Capacity capacity,
        Optional<String> securityConfiguration,
        String glueVersion,
        Map<String, String> tags,
        Optional<String> requestOrigin,
        Optional<String> sessionType) {
    public SessionSpec {
        defaultArguments = Collections.unmodifiableMap(new LinkedHashMap<>(defaultArguments));
        connections = connections.map(List::copyOf);
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }

    /** {@code --session-language: scala} makes it a Scala session; all others are Python. */
    public EngineLanguage language() {
        String language = defaultArguments.getOrDefault(
                "--session-language", defaultArguments.getOrDefault("session-language", "python"));
        return language.equalsIgnoreCase("scala") ? EngineLanguage.SCALA : EngineLanguage.PYTHON;
    }

    /** The Spark settings in {@code --conf}. */
    public Map<String, String> sparkConf() {
        return SparkSettings.in(defaultArguments);
    }
}
