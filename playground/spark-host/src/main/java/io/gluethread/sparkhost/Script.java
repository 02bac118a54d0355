package io.gluethread.sparkhost;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A job's script, the one thing that this process is there for.
 *
 * @param mainClass the object of a Scala script whose {@code main} is called
 * @param arguments without the script's own name
 * @param output file that takes what the script prints
 */
record Script(Path path, String mainClass, List<String> arguments, Path output) {
    /** Bytes of output that a script may leave behind. */
    static final int OUTPUT_LIMIT = 16 * 1024 * 1024;

    static Script of(JsonNode message) {
        List<String> arguments = new ArrayList<>();
        message.path("arguments").forEach(argument -> arguments.add(argument.asText()));
        return new Script(
                Path.of(message.path("path").asText()),
                message.path("class").asText(),
                arguments,
                Path.of(message.path("output").asText()));
    }
}
