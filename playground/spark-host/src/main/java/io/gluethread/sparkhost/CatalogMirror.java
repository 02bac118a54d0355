package io.gluethread.sparkhost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.TableIdentifier;
import org.apache.spark.sql.catalyst.catalog.AlterDatabaseEvent;
import org.apache.spark.sql.catalyst.catalog.AlterTableEvent;
import org.apache.spark.sql.catalyst.catalog.CatalogTable;
import org.apache.spark.sql.catalyst.catalog.CatalogTableType;
import org.apache.spark.sql.catalyst.catalog.CreateDatabaseEvent;
import org.apache.spark.sql.catalyst.catalog.CreateTableEvent;
import org.apache.spark.sql.catalyst.catalog.DropDatabaseEvent;
import org.apache.spark.sql.catalyst.catalog.DropTableEvent;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalog;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalogEvent;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalogWithListener;
import org.apache.spark.sql.catalyst.catalog.RenameTableEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.collection.JavaConverters;

/**
 * Keeps Spark's catalog like the parent's. Snapshots are applied as the difference to the snapshot before. What this
 * session itself has changed is left alone until a snapshot says that the parent had heard of it ({@code seen} counts the
 * changes heard); then the snapshot counts, for somebody else may have changed it since.
 *
 * <p>Databases are created through the external catalog because Spark's SQL refuses names such as {@code covid-19} when
 * it creates, though not when it reads.
 */
final class CatalogMirror {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogMirror.class);

    private final SparkSession spark;
    private final ExternalCatalogWithListener catalog;
    private final CatalogEntries entries;
    private final Consumer<ObjectNode> changes;
    private final AtomicReference<JsonNode> newest = new AtomicReference<>(Wire.JSON.missingNode());
    /** Databases and tables that this session has changed, each with the number of its last change. */
    private final Map<String, Long> ownDatabases = new ConcurrentHashMap<>();

    private final Map<String, Long> ownTables = new ConcurrentHashMap<>();
    private final AtomicLong reported = new AtomicLong();
    private JsonNode applied = Wire.JSON.missingNode();
    private volatile boolean mirroring;

    CatalogMirror(SparkSession spark, CatalogEntries entries, Consumer<ObjectNode> changes) {
        this.spark = spark;
        this.catalog = spark.sharedState().externalCatalog();
        this.entries = entries;
        this.changes = changes;
        catalog.addListener(event -> {
            if (!mirroring) {
                report(event);
            }
        });
    }

    /** Takes a snapshot for the next {@link #apply}; may come from any thread. */
    void offer(JsonNode snapshot) {
        newest.accumulateAndGet(
                snapshot,
                (a, b) -> b.path("version").asLong() >= a.path("version").asLong() ? b : a);
    }

    /** Brings Spark's catalog up to date. A faulty entry is left out and logged; it must not end the session. */
    void apply() {
        JsonNode snapshot = newest.get();
        if (snapshot.equals(applied)) {
            return;
        }
        mirroring = true;
        try {
            Map<String, JsonNode> databases = byKey(snapshot.path("databases"));
            Map<String, JsonNode> databasesBefore = byKey(applied.path("databases"));
            Map<String, JsonNode> tables = byKey(snapshot.path("tables"));
            Map<String, JsonNode> tablesBefore = byKey(applied.path("tables"));
            long seen = snapshot.path("seen").asLong();
            Map<String, JsonNode> settledDatabases = settle(ownDatabases, databasesBefore, databases, seen);
            Map<String, JsonNode> settledTables = settle(ownTables, tablesBefore, tables, seen);
            minus(settledTables, tables).forEach(this::dropTable);
            minus(settledDatabases, databases).forEach(this::dropDatabase);
            changed(settledDatabases, databases).forEach(this::putDatabase);
            changed(settledTables, tables).forEach(this::putTable);
            applied = snapshot;
        } finally {
            mirroring = false;
        }
    }

    boolean hasDatabase(String name) {
        return catalog.databaseExists(lower(name));
    }

    Optional<ObjectNode> describe(String database, String name) {
        return catalog.tableExists(lower(database), lower(name))
                ? Optional.of(table(lower(database), lower(name)))
                : Optional.empty();
    }

    /** Takes over a definition that the session itself makes, and reports it. */
    void define(JsonNode entry) {
        CatalogTable table = entries.table(entry);
        String name = table.identifier().table();
        boolean there = catalog.tableExists(table.database(), name);
        mirroring = true;
        try {
            if (there) {
                forget(table.database(), name);
            }
            catalog.createTable(table, false);
        } finally {
            mirroring = false;
        }
        report(there ? "tableAltered" : "tableCreated", table(table.database(), name));
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /**
     * What the difference to a snapshot is taken from: the snapshot before, corrected by what this session has changed.
     * Of its changes that the parent knows, the snapshot is right, so they count as different; of the others the session
     * is, so they count as equal.
     */
    private static Map<String, JsonNode> settle(
            Map<String, Long> own, Map<String, JsonNode> before, Map<String, JsonNode> now, long seen) {
        Map<String, JsonNode> corrected = new LinkedHashMap<>(before);
        own.forEach((key, number) -> {
            JsonNode entry = now.get(key);
            if (number <= seen) {
                own.remove(key, number);
                corrected.put(key, named(key));
            } else if (entry == null) {
                corrected.remove(key);
            } else {
                corrected.put(key, entry);
            }
        });
        return corrected;
    }

    private void putDatabase(JsonNode entry) {
        careful(entry, () -> {
            var database = entries.database(entry);
            if (catalog.databaseExists(database.name())) {
                catalog.alterDatabase(database);
            } else {
                catalog.createDatabase(database, true);
            }
        });
    }

    private void dropDatabase(JsonNode entry) {
        careful(entry, () -> {
            String name = entry.path("name").asText();
            if (catalog.databaseExists(name)) {
                for (var table : JavaConverters.seqAsJavaList(catalog.listTables(name))) {
                    forget(name, table);
                }
                catalog.dropDatabase(name, true, true);
            }
        });
    }

    private void putTable(JsonNode entry) {
        careful(entry, () -> {
            CatalogTable table = entries.table(entry);
            String database = table.database();
            String name = table.identifier().table();
            if (!catalog.databaseExists(database)) {
                LOG.warn("table {}.{} names a database that is not there", database, name);
                return;
            }
            if (catalog.tableExists(database, name)) {
                if (entries.describe(catalog.getTable(database, name)).equals(entry)) {
                    return; // this session made it
                }
                forget(database, name);
            }
            catalog.createTable(table, false);
        });
    }

    private void dropTable(JsonNode entry) {
        careful(entry, () -> {
            String database = entry.path("database").asText();
            String name = entry.path("name").asText();
            if (catalog.databaseExists(database) && catalog.tableExists(database, name)) {
                forget(database, name);
            }
        });
    }

    /** Takes a table out of the catalog and leaves its files alone, which dropping a managed table would not. */
    private void forget(String database, String name) {
        CatalogTable table = catalog.getTable(database, name);
        if (table.tableType().equals(CatalogTableType.MANAGED())) {
            catalog.alterTable(entries.withType(table, CatalogTableType.EXTERNAL()));
        }
        spark.sessionState().catalog().refreshTable(new TableIdentifier(name, scala.Option.apply(database)));
        catalog.dropTable(database, name, true, false);
    }

    private static void careful(JsonNode entry, Runnable change) {
        try {
            change.run();
        } catch (Exception e) {
            LOG.warn(
                    "catalog entry left out: {}.{}",
                    entry.path("database").asText(),
                    entry.path("name").asText(),
                    e);
        }
    }

    private void report(ExternalCatalogEvent event) {
        ExternalCatalog source = catalog;
        if (event instanceof CreateDatabaseEvent created) {
            report("databaseCreated", entries.describe(source.getDatabase(created.database())));
        } else if (event instanceof AlterDatabaseEvent altered) {
            report("databaseCreated", entries.describe(source.getDatabase(altered.database())));
        } else if (event instanceof DropDatabaseEvent dropped) {
            report("databaseDropped", nameOnly(dropped.database()));
        } else if (event instanceof CreateTableEvent created) {
            report("tableCreated", table(created.database(), created.name()));
        } else if (event instanceof AlterTableEvent altered) {
            if (!altered.kind().equals("stats")) {
                report("tableAltered", table(altered.database(), altered.name()));
            }
        } else if (event instanceof DropTableEvent dropped) {
            report("tableDropped", nameOnly(dropped.name()).put("database", dropped.database()));
        } else if (event instanceof RenameTableEvent renamed) {
            report("tableDropped", nameOnly(renamed.name()).put("database", renamed.database()));
            report("tableCreated", table(renamed.database(), renamed.newName()));
        }
    }

    private void report(String kind, ObjectNode entry) {
        Map<String, Long> own = entry.has("database") ? ownTables : ownDatabases;
        own.put(key(entry), reported.incrementAndGet());
        ObjectNode message = Wire.message("catalogChange").put("kind", kind);
        message.set("entry", entry);
        changes.accept(message);
    }

    private ObjectNode table(String database, String name) {
        return entries.describe(catalog.getTable(database, name));
    }

    private static ObjectNode nameOnly(String name) {
        return Wire.JSON.createObjectNode().put("name", name);
    }

    private static String key(JsonNode entry) {
        return entry.path("database").asText() + "\0" + entry.path("name").asText();
    }

    /** An entry that says no more than its name, and so equals no other. */
    private static JsonNode named(String key) {
        int end = key.indexOf('\0');
        return nameOnly(key.substring(end + 1)).put("database", key.substring(0, end));
    }

    private static Map<String, JsonNode> byKey(JsonNode entries) {
        Map<String, JsonNode> byKey = new LinkedHashMap<>();
        for (JsonNode entry : entries) {
            byKey.put(key(entry), entry);
        }
        return byKey;
    }

    private static List<JsonNode> minus(Map<String, JsonNode> all, Map<String, JsonNode> some) {
        List<JsonNode> rest = new ArrayList<>();
        all.forEach((key, entry) -> {
            if (!some.containsKey(key)) {
                rest.add(entry);
            }
        });
        return rest;
    }

    private static List<JsonNode> changed(Map<String, JsonNode> before, Map<String, JsonNode> after) {
        List<JsonNode> changed = new ArrayList<>();
        after.forEach((key, entry) -> {
            if (!entry.equals(before.get(key))) {
                changed.add(entry);
            }
        });
        return changed;
    }
}
