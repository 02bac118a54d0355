package io.gluethread.playground.glue.job;

import com.fasterxml.jackson.databind.JsonNode;
import io.gluethread.playground.glue.session.Capacity;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A job as it was created or last updated, defaults filled in.
 *
 * @param command {@code glueetl} or {@code gluestreaming}
 * @param timeoutMinutes empty for a streaming job that was given none: it has no end
 * @param connections empty if none were sent
 * @param echoed members that change nothing here and go back as they came
 */
record JobDefinition(
        String name,
        Optional<String> description,
        String role,
        String command,
        String scriptLocation,
        Optional<String> pythonVersion,
        Map<String, String> defaultArguments,
        Map<String, String> fixedArguments,
        Optional<List<String>> connections,
        Capacity capacity,
        String glueVersion,
        OptionalInt timeoutMinutes,
        int maxRetries,
        int maxConcurrentRuns,
        boolean queuing,
        Optional<String> executionClass,
        Optional<String> securityConfiguration,
        Map<String, JsonNode> echoed) {
    JobDefinition {
        defaultArguments = Collections.unmodifiableMap(new LinkedHashMap<>(defaultArguments));
        fixedArguments = Collections.unmodifiableMap(new LinkedHashMap<>(fixedArguments));
        connections = connections.map(List::copyOf);
        echoed = Collections.unmodifiableMap(new LinkedHashMap<>(echoed));
    }

    /** {@code --job-language}; Python if it does not say. */
    ScriptLanguage language() {
        return defaultArguments.getOrDefault("--job-language", "python").equalsIgnoreCase("scala")
                ? ScriptLanguage.SCALA
                : ScriptLanguage.PYTHON;
    }
}
