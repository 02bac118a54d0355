package io.gluethread.playground.glue.job;

import io.gluethread.playground.glue.catalog.CatalogSnapshot;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a script is run with.
 *
 * @param runId names the run in folders and process lists
 * @param script the file, on this machine
 * @param mainClass of a Scala script: {@code --class}; empty if none was given, and for Python
 * @param arguments what the script finds in {@code sys.argv} after its own name: {@code --JOB_NAME}, the job's name,
 *     {@code --key}, value and so on, in order
 * @param sparkConf Spark settings, keys beginning with {@code spark.}
 * @param output file that takes what the script prints, on both streams, as it prints it; its folder exists
 */
public record ScriptRequest(
        String runId,
        Path script,
        ScriptLanguage language,
        Optional<String> mainClass,
        List<String> arguments,
        Map<String, String> sparkConf,
        CatalogSnapshot catalog,
        Path output) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,255}");

    public ScriptRequest {
        if (!ID.matcher(runId).matches()) {
            throw new IllegalArgumentException("not a run id: " + runId);
        }
        arguments = List.copyOf(arguments);
        sparkConf = Map.copyOf(sparkConf);
        for (String key : sparkConf.keySet()) {
            if (!key.startsWith("spark.")) {
                throw new IllegalArgumentException("not a Spark setting: " + key);
            }
        }
    }
}
