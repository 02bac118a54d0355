package io.gluethread.sparkhost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.sparkhost.s3.S3Address;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.catalyst.TableIdentifier;
import org.apache.spark.sql.catalyst.catalog.CatalogDatabase;
import org.apache.spark.sql.catalyst.catalog.CatalogStorageFormat;
import org.apache.spark.sql.catalyst.catalog.CatalogTable;
import org.apache.spark.sql.catalyst.catalog.CatalogTableType;
import org.apache.spark.sql.catalyst.util.CharVarcharUtils;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;
import scala.collection.JavaConverters;

/** Databases and tables between Spark's words and the parent's JSON. */
final class CatalogEntries {
    /** A table whose files Spark removes with it; in Hive's and Glue's words, one that is not EXTERNAL. */
    private static final String EXTERNAL = "EXTERNAL";

    private static final String CURRENT_DATABASE = "view.catalogAndNamespace.";
    private static final Logger LOG = LoggerFactory.getLogger(CatalogEntries.class);

    private final Path warehouse;

    CatalogEntries(Path warehouse) {
        this.warehouse = warehouse;
    }

    CatalogDatabase database(JsonNode entry) {
        String name = entry.path("name").asText();
        String location = entry.path("location").asText();
        URI home = location.isEmpty() ? warehouse.resolve(name + ".db").toUri() : uri(location);
        return new CatalogDatabase(
                name, entry.path("description").asText(), home, scalaMap(texts(entry.path("parameters"))));
    }

    ObjectNode describe(CatalogDatabase database) {
        ObjectNode entry = Wire.JSON
                .createObjectNode()
                .put("name", database.name())
                .put("description", database.description())
                .put("location", S3Address.canonical(database.locationUri().toString()));
        entry.set("parameters", object(JavaConverters.mapAsJavaMap(database.properties())));
        return entry;
    }

    CatalogTable table(JsonNode entry) {
        String provider = entry.path("provider").asText();
        boolean view = provider.equals("view");
        Map<String, String> parameters = texts(entry.path("parameters"));
        boolean managed = "FALSE".equals(parameters.remove(EXTERNAL));
        String database = entry.path("database").asText();
        if (view) {
            parameters.putIfAbsent(CURRENT_DATABASE + "numParts", "2");
            parameters.putIfAbsent(CURRENT_DATABASE + "part.0", "spark_catalog");
            parameters.putIfAbsent(CURRENT_DATABASE + "part.1", database);
        }
        List<StructField> fields = new ArrayList<>();
        entry.path("columns").forEach(column -> fields.add(field(column)));
        List<String> keys = new ArrayList<>();
        for (JsonNode key : entry.path("partitionKeys")) {
            fields.add(field(key));
            keys.add(key.path("name").asText());
        }
        CatalogStorageFormat empty = CatalogStorageFormat.empty();
        String location = entry.path("location").asText();
        CatalogStorageFormat storage = new CatalogStorageFormat(
                location.isEmpty() ? Option.empty() : Option.apply(uri(location)),
                empty.inputFormat(),
                empty.outputFormat(),
                empty.serde(),
                false,
                scalaMap(texts(entry.path("options"))));
        String description = entry.path("description").asText();
        return build(
                new TableIdentifier(entry.path("name").asText(), Option.apply(database)),
                view ? CatalogTableType.VIEW() : managed ? CatalogTableType.MANAGED() : CatalogTableType.EXTERNAL(),
                storage,
                CharVarcharUtils.replaceCharVarcharWithStringInSchema(
                        new StructType(fields.toArray(StructField[]::new))),
                view ? Option.empty() : Option.apply(provider),
                keys,
                parameters,
                view ? Option.apply(entry.path("viewText").asText()) : Option.empty(),
                description.isEmpty() ? Option.empty() : Option.apply(description));
    }

    ObjectNode describe(CatalogTable table) {
        boolean view = table.tableType().equals(CatalogTableType.VIEW());
        ObjectNode entry = Wire.JSON
                .createObjectNode()
                .put("database", table.database())
                .put("name", table.identifier().table())
                .put(
                        "description",
                        table.comment().isEmpty() ? "" : table.comment().get())
                .put(
                        "provider",
                        view
                                ? "view"
                                : table.provider().isEmpty()
                                        ? "hive"
                                        : table.provider().get())
                .put(
                        "location",
                        table.storage().locationUri().isEmpty()
                                ? ""
                                : S3Address.canonical(
                                        table.storage().locationUri().get().toString()));
        StructType schema = CharVarcharUtils.getRawSchema(table.schema());
        List<String> keys = JavaConverters.seqAsJavaList(table.partitionColumnNames());
        ArrayNode columns = entry.putArray("columns");
        ArrayNode partitionKeys = entry.putArray("partitionKeys");
        for (StructField field : schema.fields()) {
            (keys.contains(field.name()) ? partitionKeys : columns)
                    .addObject()
                    .put("name", field.name())
                    .put("type", field.dataType().catalogString())
                    .put(
                            "comment",
                            field.getComment().isEmpty()
                                    ? ""
                                    : field.getComment().get());
        }
        Map<String, String> options =
                new TreeMap<>(JavaConverters.mapAsJavaMap(table.storage().properties()));
        options.remove("path");
        entry.set("options", object(options));
        Map<String, String> parameters = new TreeMap<>(JavaConverters.mapAsJavaMap(table.properties()));
        if (table.tableType().equals(CatalogTableType.MANAGED())) {
            parameters.put(EXTERNAL, "FALSE");
        }
        entry.set("parameters", object(parameters));
        if (view) {
            entry.put(
                    "viewText",
                    table.viewText().isEmpty() ? "" : table.viewText().get());
        }
        return entry;
    }

    CatalogTable withType(CatalogTable table, CatalogTableType type) {
        return build(
                table.identifier(),
                type,
                table.storage(),
                table.schema(),
                table.provider(),
                JavaConverters.seqAsJavaList(table.partitionColumnNames()),
                new HashMap<>(JavaConverters.mapAsJavaMap(table.properties())),
                table.viewText(),
                table.comment());
    }

    private static CatalogTable build(
            TableIdentifier name,
            CatalogTableType type,
            CatalogStorageFormat storage,
            StructType schema,
            Option<String> provider,
            List<String> partitionKeys,
            Map<String, String> properties,
            Option<String> viewText,
            Option<String> comment) {
        return new CatalogTable(
                name,
                type,
                storage,
                schema,
                provider,
                JavaConverters.asScalaBuffer(partitionKeys).toList(),
                Option.empty(),
                "",
                0L,
                -1L,
                "",
                scalaMap(properties),
                Option.empty(),
                viewText,
                comment,
                JavaConverters.asScalaBuffer(List.<String>of()).toList(),
                false,
                true,
                scalaMap(Map.of()),
                viewText);
    }

    private static StructField field(JsonNode column) {
        StructField field = new StructField(
                column.path("name").asText(), type(column.path("type").asText()), true, new MetadataBuilder().build());
        String comment = column.path("comment").asText();
        return comment.isEmpty() ? field : field.withComment(comment);
    }

    private static DataType type(String text) {
        try {
            return DataType.fromDDL(text);
        } catch (Exception e) {
            LOG.warn("Spark has no type {}; its values are read as strings", text);
            return DataTypes.StringType;
        }
    }

    private static URI uri(String location) {
        return new org.apache.hadoop.fs.Path(location).toUri();
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new HashMap<>();
        object.fields()
                .forEachRemaining(
                        entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    private static ObjectNode object(Map<String, String> texts) {
        ObjectNode object = Wire.JSON.createObjectNode();
        texts.forEach(object::put);
        return object;
    }

    private static scala.collection.immutable.Map<String, String> scalaMap(Map<String, String> map) {
        scala.collection.immutable.Map<String, String> result = scala.collection.immutable.Map$.MODULE$.empty();
        for (Map.Entry<String, String> entry : map.entrySet()) {
            result = result.updated(entry.getKey(), entry.getValue());
        }
        return result;
    }
}
