package io.gluethread.playground.glue.engine;

import io.gluethread.playground.glue.catalog.CatalogSnapshot;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a session starts with.
 *
 * @param sessionId names the session in logs and folders; letters, digits, {@code -} and {@code _}
 * @param sparkConf Spark settings of the session, keys beginning with {@code spark.}
 */
public record EngineRequest(
        String sessionId, EngineLanguage language, Map<String, String> sparkConf, CatalogSnapshot catalog) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,255}");

    public EngineRequest {
        if (!ID.matcher(sessionId).matches()) {
            throw new IllegalArgumentException("not a session id: " + sessionId);
        }
        sparkConf = Map.copyOf(sparkConf);
        for (String key : sparkConf.keySet()) {
            if (!key.startsWith("spark.")) {
                throw new IllegalArgumentException("not a Spark setting: " + key);
            }
        }
    }
}
