package io.gluethread.sparkhost;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The parent's first message: what this session is to be.
 *
 * @param folder the session's own, removed by the parent at the end
 * @param warehouse where tables without a location go; shared by all sessions and kept
 * @param script whether this process is for a job's script and not for statements
 * @param s3 where the buckets of S3 are folders
 * @param python the executable that may have PySpark
 * @param outputLimit bytes that one statement's text may have
 */
record StartOrder(
        boolean pythonSession,
        boolean script,
        Map<String, String> conf,
        Path folder,
        Path warehouse,
        Path s3,
        Optional<String> python,
        int outputLimit,
        JsonNode catalog) {
    static StartOrder of(JsonNode message) {
        Map<String, String> conf = new LinkedHashMap<>();
        message.path("conf")
                .fields()
                .forEachRemaining(
                        entry -> conf.put(entry.getKey(), entry.getValue().asText()));
        return new StartOrder(
                message.path("language").asText().equals("python"),
                message.path("script").asBoolean(),
                conf,
                Path.of(message.path("folder").asText()),
                Path.of(message.path("warehouse").asText()),
                Path.of(message.path("s3").asText()),
                Optional.ofNullable(message.path("python").textValue()),
                message.path("outputLimit").asInt(),
                message.path("catalog"));
    }

    Path classes() {
        return folder.resolve("classes");
    }
}
