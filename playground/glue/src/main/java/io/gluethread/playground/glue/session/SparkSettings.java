package io.gluethread.playground.glue.session;

import java.util.Map;
import java.util.TreeMap;

/** The Spark settings among the arguments of a session or a job. */
public final class SparkSettings {
    private SparkSettings() {}

    /**
     * Reads {@code --conf}, which holds several as {@code a=1 --conf b=2}. What is not a Spark setting is left out, as
     * Spark itself ignores it.
     */
    public static Map<String, String> in(Map<String, String> arguments) {
        Map<String, String> conf = new TreeMap<>();
        for (String setting : arguments.getOrDefault("--conf", "").split("\\s+--conf\\s+", -1)) {
            int equals = setting.indexOf('=');
            if (equals > 0 && setting.strip().startsWith("spark.")) {
                conf.put(
                        setting.substring(0, equals).strip(),
                        setting.substring(equals + 1).strip());
            }
        }
        return conf;
    }
}
