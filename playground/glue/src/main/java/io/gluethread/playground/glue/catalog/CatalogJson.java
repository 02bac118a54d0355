package io.gluethread.playground.glue.catalog;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.glue.wire.Json;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Databases, tables and partitions in the shape of Glue's API. */
final class CatalogJson {
    private final String account;

    CatalogJson(String account) {
        this.account = account;
    }

    ObjectNode database(StoredDatabase stored) {
        CatalogDatabase database = stored.database();
        ObjectNode json = Json.object().put("Name", database.name());
        putUnlessEmpty(json, "Description", database.description());
        putUnlessEmpty(json, "LocationUri", database.location());
        json.set("Parameters", Json.object(database.parameters()));
        json.set("CreateTime", Json.timestamp(stored.created()));
        return json.put("CatalogId", account);
    }

    ObjectNode table(StoredTable stored) {
        CatalogTable table = stored.table();
        ObjectNode json = Json.object().put("Name", table.name()).put("DatabaseName", table.database());
        putUnlessEmpty(json, "Description", table.description());
        json.set("CreateTime", Json.timestamp(stored.created()));
        json.set("UpdateTime", Json.timestamp(stored.updated()));
        json.put("Retention", 0);
        json.set("StorageDescriptor", storage(table, table.location()));
        json.set("PartitionKeys", columns(table.partitionKeys()));
        Optional<String> view = table.viewText();
        view.ifPresent(text -> json.put("ViewOriginalText", text).put("ViewExpandedText", text));
        json.put("TableType", view.isPresent() ? "VIRTUAL_VIEW" : "EXTERNAL_TABLE");
        json.set("Parameters", Json.object(parameters(table)));
        return json.put("IsRegisteredWithLakeFormation", false).put("CatalogId", account);
    }

    ObjectNode partition(StoredTable stored, Partitions.Partition partition) {
        CatalogTable table = stored.table();
        ObjectNode json = Json.object();
        ArrayNode values = json.putArray("Values");
        partition.values().forEach(values::add);
        json.put("DatabaseName", table.database()).put("TableName", table.name());
        json.set("CreationTime", Json.timestamp(stored.created()));
        json.set("StorageDescriptor", storage(table, location(table, partition)));
        json.set("Parameters", Json.object());
        return json.put("CatalogId", account);
    }

    /** In the words of the table's own location: {@code s3://} stays {@code s3://}. */
    private static String location(CatalogTable table, Partitions.Partition partition) {
        if (!table.location().startsWith("s3")) {
            return partition.folder().toUri().toString();
        }
        Path folder = partition.folder();
        int depth = partition.values().size();
        String names = folder.subpath(folder.getNameCount() - depth, folder.getNameCount())
                .toString();
        return table.location().replaceAll("/+$", "") + "/" + names + "/";
    }

    private static ObjectNode storage(CatalogTable table, String location) {
        ObjectNode json = Json.object();
        json.set("Columns", columns(table.columns()));
        if (table.viewText().isPresent()) {
            return json;
        }
        StorageFormat format = StorageFormat.of(table.provider());
        json.put("Location", location);
        json.put("InputFormat", format.input()).put("OutputFormat", format.output());
        json.put("Compressed", false).put("NumberOfBuckets", -1);
        Map<String, String> serde = new LinkedHashMap<>();
        if (format == StorageFormat.CSV) {
            serde.put("field.delim", table.options().getOrDefault("sep", ","));
        }
        json.putObject("SerdeInfo").put("SerializationLibrary", format.serde()).set("Parameters", Json.object(serde));
        return json.put("StoredAsSubDirectories", false);
    }

    private static Map<String, String> parameters(CatalogTable table) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (table.viewText().isEmpty()) {
            parameters.put("EXTERNAL", "TRUE");
            parameters.put("classification", table.provider());
        }
        parameters.putAll(table.parameters());
        return parameters;
    }

    private static ArrayNode columns(List<CatalogColumn> columns) {
        ArrayNode list = Json.object().putArray("columns");
        columns.forEach(column -> {
            ObjectNode json = list.addObject().put("Name", column.name()).put("Type", column.type());
            putUnlessEmpty(json, "Comment", column.comment());
        });
        return list;
    }

    private static void putUnlessEmpty(ObjectNode json, String name, String value) {
        if (!value.isEmpty()) {
            json.put(name, value);
        }
    }
}
