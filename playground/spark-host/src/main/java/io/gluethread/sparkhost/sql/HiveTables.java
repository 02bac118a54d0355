package io.gluethread.sparkhost.sql;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.catalyst.catalog.CatalogStorageFormat;
import org.apache.spark.sql.catalyst.catalog.CatalogTable;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.execution.command.RefreshTableCommand;
import org.apache.spark.sql.execution.command.RepairTableCommand;
import org.apache.spark.sql.execution.datasources.CreateTable;
import org.apache.spark.unsafe.Platform;
import scala.Option;
import scala.collection.JavaConverters;

/**
 * Tables in Hive's words ({@code STORED AS}, {@code ROW FORMAT}), which this Spark without Hive would refuse, as tables of
 * Spark's own format that reads the same files. {@code MSCK REPAIR TABLE} looks at the table's folders again: partitions
 * are found by their folders here, not kept in the catalog.
 */
final class HiveTables extends Rule<LogicalPlan> {
    /** Hive's separator of fields if none is named. */
    private static final String CONTROL_A = "\u0001";

    /** One of Spark's formats with its options. */
    private record Format(String provider, Map<String, String> options) {}

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        if (plan instanceof RepairTableCommand repair) {
            return new RefreshTableCommand(repair.tableName());
        }
        if (!(plan instanceof CreateTable create)) {
            return plan;
        }
        CatalogTable table = create.tableDesc();
        if (!table.provider().contains("hive")) {
            return plan;
        }
        CatalogStorageFormat storage = table.storage();
        Optional<Format> format = format(storage);
        if (format.isEmpty()) {
            Platform.throwException(refusal("This Spark has no Hive, and no format of its own for this table's: "
                    + described(storage)
                    + ". STORED AS PARQUET, ORC and TEXTFILE work, with the SerDes for CSV and JSON; so does USING."));
        }
        return new CreateTable(as(format.orElseThrow(), table), create.mode(), create.query());
    }

    private static Optional<Format> format(CatalogStorageFormat storage) {
        String words = described(storage).toLowerCase(Locale.ROOT);
        Map<String, String> hive = JavaConverters.mapAsJavaMap(storage.properties());
        if (words.contains("parquet")) {
            return Optional.of(new Format("parquet", Map.of()));
        }
        if (words.contains("orc")) {
            return Optional.of(new Format("orc", Map.of()));
        }
        if (words.contains("jsonserde")) {
            return Optional.of(new Format("json", Map.of()));
        }
        if (words.contains("opencsvserde")) {
            return Optional.of(new Format(
                    "csv",
                    Map.of(
                            "sep", hive.getOrDefault("separatorChar", ","),
                            "quote", hive.getOrDefault("quoteChar", "\""),
                            "escape", hive.getOrDefault("escapeChar", "\\"))));
        }
        boolean text = words.contains("textinputformat") && (storage.serde().isEmpty() || words.contains("lazysimple"));
        if (!text) {
            return Optional.empty();
        }
        String separator = hive.getOrDefault("field.delim", hive.getOrDefault("serialization.format", CONTROL_A));
        return Optional.of(new Format(
                "csv",
                Map.of(
                        "sep",
                        separator.equals("1") ? CONTROL_A : separator,
                        // Hive's text has no quotes.
                        "quote",
                        "",
                        "escape",
                        hive.getOrDefault("escape.delim", "\\"),
                        "nullValue",
                        hive.getOrDefault("serialization.null.format", "\\N"))));
    }

    private static String described(CatalogStorageFormat storage) {
        String input =
                storage.inputFormat().isEmpty() ? "" : storage.inputFormat().get();
        String serde = storage.serde().isEmpty() ? "" : storage.serde().get();
        return (input + " " + serde).strip();
    }

    private static CatalogTable as(Format format, CatalogTable table) {
        CatalogStorageFormat storage = new CatalogStorageFormat(
                table.storage().locationUri(),
                Option.empty(),
                Option.empty(),
                Option.empty(),
                table.storage().compressed(),
                scalaMap(format.options()));
        return new CatalogTable(
                table.identifier(),
                table.tableType(),
                storage,
                table.schema(),
                Option.apply(format.provider()),
                table.partitionColumnNames(),
                table.bucketSpec(),
                table.owner(),
                table.createTime(),
                table.lastAccessTime(),
                table.createVersion(),
                table.properties(),
                table.stats(),
                table.viewText(),
                table.comment(),
                table.unsupportedFeatures(),
                table.tracksPartitionsInCatalog(),
                table.schemaPreservesCase(),
                table.ignoredProperties(),
                table.viewOriginalText());
    }

    private static scala.collection.immutable.Map<String, String> scalaMap(Map<String, String> map) {
        scala.collection.immutable.Map<String, String> result = scala.collection.immutable.Map$.MODULE$.empty();
        for (Map.Entry<String, String> entry : new HashMap<>(map).entrySet()) {
            result = result.updated(entry.getKey(), entry.getValue());
        }
        return result;
    }

    private static AnalysisException refusal(String message) {
        return new AnalysisException(
                message,
                Option.empty(),
                Option.empty(),
                Option.empty(),
                Option.empty(),
                scalaMap(Map.of()),
                new org.apache.spark.QueryContext[0]);
    }
}
