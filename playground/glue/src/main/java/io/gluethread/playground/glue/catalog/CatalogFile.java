package io.gluethread.playground.glue.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.glue.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The file in which the catalog outlives the process. A write replaces the whole file or nothing. */
final class CatalogFile {
    record Content(long version, List<StoredDatabase> databases, List<StoredTable> tables) {}

    private final Path path;

    CatalogFile(Path path) {
        this.path = path;
    }

    Optional<Content> read() {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try {
            return Optional.of(content(Json.read(Files.readAllBytes(path))));
        } catch (IOException | RuntimeException e) {
            throw new UncheckedIOException(
                    "The catalog file " + path
                            + " cannot be read. Mend it, or delete it to begin with the sample data.",
                    e instanceof IOException io ? io : new IOException(e));
        }
    }

    void write(Content content) {
        ObjectNode json = Json.object().put("version", content.version());
        ArrayNode databases = json.putArray("databases");
        content.databases().forEach(database -> databases.add(json(database)));
        ArrayNode tables = json.putArray("tables");
        content.tables().forEach(table -> tables.add(json(table)));
        try {
            Path folder = path.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            Path next = Files.createTempFile(folder, "catalog", ".tmp");
            Files.writeString(next, Json.pretty(json) + "\n", StandardCharsets.UTF_8);
            Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("The catalog file " + path + " cannot be written.", e);
        }
    }

    private static ObjectNode json(StoredDatabase stored) {
        CatalogDatabase database = stored.database();
        ObjectNode json = Json.object()
                .put("name", database.name())
                .put("description", database.description())
                .put("location", database.location())
                .put("created", stored.created().toString());
        json.set("parameters", Json.object(database.parameters()));
        return json;
    }

    private static ObjectNode json(StoredTable stored) {
        CatalogTable table = stored.table();
        ObjectNode json = Json.object()
                .put("database", table.database())
                .put("name", table.name())
                .put("description", table.description())
                .put("provider", table.provider())
                .put("location", table.location());
        json.set("columns", json(table.columns()));
        json.set("partition_keys", json(table.partitionKeys()));
        json.set("options", Json.object(table.options()));
        json.set("parameters", Json.object(table.parameters()));
        table.viewText().ifPresent(text -> json.put("view_text", text));
        return json.put("created", stored.created().toString())
                .put("updated", stored.updated().toString());
    }

    private static ArrayNode json(List<CatalogColumn> columns) {
        ArrayNode list = Json.object().putArray("columns");
        columns.forEach(column -> list.addObject()
                .put("name", column.name())
                .put("type", column.type())
                .put("comment", column.comment()));
        return list;
    }

    private static Content content(JsonNode json) {
        List<StoredDatabase> databases = new ArrayList<>();
        json.required("databases").forEach(node -> databases.add(database(node)));
        List<StoredTable> tables = new ArrayList<>();
        json.required("tables").forEach(node -> tables.add(table(node)));
        return new Content(json.required("version").longValue(), databases, tables);
    }

    private static StoredDatabase database(JsonNode json) {
        return new StoredDatabase(
                new CatalogDatabase(
                        text(json, "name"), text(json, "description"), text(json, "location"), map(json, "parameters")),
                Instant.parse(text(json, "created")));
    }

    private static StoredTable table(JsonNode json) {
        return new StoredTable(
                new CatalogTable(
                        text(json, "database"),
                        text(json, "name"),
                        text(json, "description"),
                        text(json, "provider"),
                        text(json, "location"),
                        columns(json.required("columns")),
                        columns(json.required("partition_keys")),
                        map(json, "options"),
                        map(json, "parameters"),
                        json.has("view_text") ? Optional.of(text(json, "view_text")) : Optional.empty()),
                Instant.parse(text(json, "created")),
                Instant.parse(text(json, "updated")));
    }

    private static List<CatalogColumn> columns(JsonNode list) {
        List<CatalogColumn> columns = new ArrayList<>();
        list.forEach(
                node -> columns.add(new CatalogColumn(text(node, "name"), text(node, "type"), text(node, "comment"))));
        return columns;
    }

    private static Map<String, String> map(JsonNode json, String name) {
        Map<String, String> map = new LinkedHashMap<>();
        json.required(name)
                .properties()
                .forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
        return map;
    }

    private static String text(JsonNode json, String name) {
        return json.required(name).asText();
    }
}
