package io.gluethread.playground.glue.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.glue.catalog.CatalogChange;
import io.gluethread.playground.glue.catalog.CatalogColumn;
import io.gluethread.playground.glue.catalog.CatalogDatabase;
import io.gluethread.playground.glue.catalog.CatalogSnapshot;
import io.gluethread.playground.glue.catalog.CatalogTable;
import io.gluethread.playground.glue.job.ScriptRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The words between this process and a session's: JSON, one object a line. */
final class HostMessages {
    private static final ObjectMapper JSON = new ObjectMapper();

    private HostMessages() {}

    /** Says what the process is to be; {@code script} if it is for a job's script and not for statements. */
    static String start(EngineRequest request, SparkEngineSettings settings, Path folder, boolean script) {
        ObjectNode start = message("start")
                .put("script", script)
                .put("language", request.language() == EngineLanguage.PYTHON ? "python" : "scala")
                .put("folder", folder.toString())
                .put("warehouse", settings.home().resolve("warehouse").toString())
                .put("s3", settings.s3().toString())
                .put("python", settings.python())
                .put("outputLimit", settings.outputLimit());
        start.set("conf", texts(request.sparkConf()));
        start.set("catalog", snapshot(request.catalog()));
        return line(start);
    }

    static String run(int id, String code) {
        return line(message("run").put("id", id).put("code", code));
    }

    static String script(ScriptRequest request) {
        ObjectNode message = message("script")
                .put("path", request.script().toAbsolutePath().toString())
                .put("class", request.mainClass().orElse("GlueApp"))
                .put("output", request.output().toAbsolutePath().toString());
        ArrayNode arguments = message.putArray("arguments");
        request.arguments().forEach(arguments::add);
        return line(message);
    }

    /** Tells a process that was started ahead that it has become somebody's session. */
    static String adopt() {
        return line(message("adopt"));
    }

    static String cancel(int id) {
        return line(message("cancel").put("id", id));
    }

    /** {@code seen} counts the process's own changes that the snapshot knows. */
    static String catalog(CatalogSnapshot snapshot, long seen) {
        ObjectNode message = message("catalog");
        message.set("catalog", snapshot(snapshot).put("seen", seen));
        return line(message);
    }

    /** Asks for the end; an orderly one takes longer and lets the JVM write its class archive. */
    static String stop(boolean orderly) {
        return line(message("stop").put("orderly", orderly));
    }

    static JsonNode read(String line) throws JsonProcessingException {
        return JSON.readTree(line);
    }

    static EngineInfo info(JsonNode ready) {
        return new EngineInfo(
                ready.path("pid").asLong(),
                ready.path("spark").asText(),
                ready.path("java").asText(),
                Optional.ofNullable(ready.path("python").textValue()));
    }

    static EngineOutcome outcome(JsonNode done) {
        String text = done.path("text").asText();
        return switch (done.path("status").asText()) {
            case "ok" -> new EngineOutcome.Ok(text);
            case "cancelled" -> new EngineOutcome.Cancelled();
            default -> {
                List<String> traceback = new ArrayList<>();
                done.path("traceback").forEach(frame -> traceback.add(frame.asText()));
                yield new EngineOutcome.Failed(
                        done.path("ename").asText(), done.path("evalue").asText(), traceback, text);
            }
        };
    }

    static CatalogChange change(JsonNode message) {
        JsonNode entry = message.path("entry");
        String name = entry.path("name").asText();
        return switch (message.path("kind").asText()) {
            case "databaseCreated" -> new CatalogChange.DatabaseCreated(database(entry));
            case "databaseDropped" -> new CatalogChange.DatabaseDropped(name);
            case "tableCreated" -> new CatalogChange.TableCreated(table(entry));
            case "tableAltered" -> new CatalogChange.TableAltered(table(entry));
            case "tableDropped" ->
                new CatalogChange.TableDropped(entry.path("database").asText(), name);
            default -> throw new IllegalArgumentException("not a catalog change: " + message.path("kind"));
        };
    }

    private static CatalogDatabase database(JsonNode entry) {
        return new CatalogDatabase(
                entry.path("name").asText(),
                entry.path("description").asText(),
                entry.path("location").asText(),
                texts(entry.path("parameters")));
    }

    private static CatalogTable table(JsonNode entry) {
        return new CatalogTable(
                entry.path("database").asText(),
                entry.path("name").asText(),
                entry.path("description").asText(),
                entry.path("provider").asText(),
                entry.path("location").asText(),
                columns(entry.path("columns")),
                columns(entry.path("partitionKeys")),
                texts(entry.path("options")),
                texts(entry.path("parameters")),
                Optional.ofNullable(entry.path("viewText").textValue()));
    }

    private static List<CatalogColumn> columns(JsonNode columns) {
        List<CatalogColumn> list = new ArrayList<>();
        for (JsonNode column : columns) {
            list.add(new CatalogColumn(
                    column.path("name").asText(),
                    column.path("type").asText(),
                    column.path("comment").asText()));
        }
        return list;
    }

    private static ObjectNode snapshot(CatalogSnapshot snapshot) {
        ObjectNode node = JSON.createObjectNode().put("version", snapshot.version());
        ArrayNode databases = node.putArray("databases");
        for (CatalogDatabase database : snapshot.databases()) {
            databases
                    .addObject()
                    .put("name", database.name())
                    .put("description", database.description())
                    .put("location", database.location())
                    .set("parameters", texts(database.parameters()));
        }
        ArrayNode tables = node.putArray("tables");
        snapshot.tables().forEach(table -> tables.add(table(table)));
        return node;
    }

    private static ObjectNode table(CatalogTable table) {
        ObjectNode node = JSON.createObjectNode()
                .put("database", table.database())
                .put("name", table.name())
                .put("description", table.description())
                .put("provider", table.provider())
                .put("location", table.location());
        node.set("columns", columns(table.columns()));
        node.set("partitionKeys", columns(table.partitionKeys()));
        node.set("options", texts(table.options()));
        node.set("parameters", texts(table.parameters()));
        table.viewText().ifPresent(text -> node.put("viewText", text));
        return node;
    }

    private static ArrayNode columns(List<CatalogColumn> columns) {
        ArrayNode node = JSON.createArrayNode();
        for (CatalogColumn column : columns) {
            node.addObject()
                    .put("name", column.name())
                    .put("type", column.type())
                    .put("comment", column.comment());
        }
        return node;
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new TreeMap<>();
        object.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    private static ObjectNode texts(Map<String, String> texts) {
        ObjectNode object = JSON.createObjectNode();
        texts.forEach(object::put);
        return object;
    }

    private static ObjectNode message(String op) {
        return JSON.createObjectNode().put("op", op);
    }

    private static String line(ObjectNode message) {
        try {
            return JSON.writeValueAsString(message) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
