package io.gluethread.playground.glue.catalog;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The local Data Catalog: the one that GetTables reads, that every session starts with, and that a session's DDL
 * changes. Kept in one JSON file, written whole at every change. Names are folded to lower case, as Glue folds them.
 */
public final class CatalogStore {
    private final CatalogFile file;
    private final InstantSource clock;
    private final Map<String, StoredDatabase> databases = new TreeMap<>();
    private final Map<String, Map<String, StoredTable>> tables = new TreeMap<>();
    private long version;

    private CatalogStore(CatalogFile file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    /**
     * Opens the store in a folder.
     *
     * @throws java.io.UncheckedIOException if the folder cannot be used, or holds a catalog that cannot be read
     */
    public static CatalogStore open(Path folder, InstantSource clock) {
        CatalogStore store = new CatalogStore(new CatalogFile(folder.resolve("catalog.json")), clock);
        store.file.read().ifPresent(store::load);
        return store;
    }

    private void load(CatalogFile.Content content) {
        version = content.version();
        content.databases().forEach(d -> databases.put(key(d.database().name()), d));
        content.tables()
                .forEach(t -> tablesOf(t.table().database()).put(key(t.table().name()), t));
    }

    /** Whether nothing has ever been put into it. */
    public synchronized boolean isNew() {
        return version == 0;
    }

    public synchronized CatalogSnapshot snapshot() {
        return new CatalogSnapshot(
                version,
                databases.values().stream().map(StoredDatabase::database).toList(),
                allTables().stream().map(StoredTable::table).toList());
    }

    /** Takes over one change; one that changes nothing is forgotten. */
    public synchronized void apply(CatalogChange change) {
        Instant now = clock.instant();
        boolean changed =
                switch (change) {
                    case CatalogChange.DatabaseCreated(var database) -> put(database, now);
                    case CatalogChange.DatabaseDropped(var name) -> {
                        tables.remove(key(name));
                        yield databases.remove(key(name)) != null;
                    }
                    case CatalogChange.TableCreated(var table) -> put(table, now);
                    case CatalogChange.TableAltered(var table) -> put(table, now);
                    case CatalogChange.TableDropped(var database, var table) ->
                        tablesOf(database).remove(key(table)) != null;
                };
        if (changed) {
            version++;
            file.write(new CatalogFile.Content(version, List.copyOf(databases.values()), allTables()));
        }
    }

    private boolean put(CatalogDatabase database, Instant now) {
        StoredDatabase before = databases.get(key(database.name()));
        if (before != null && before.database().equals(database)) {
            return false;
        }
        databases.put(key(database.name()), new StoredDatabase(database, before == null ? now : before.created()));
        return true;
    }

    private boolean put(CatalogTable table, Instant now) {
        if (!databases.containsKey(key(table.database()))) {
            put(new CatalogDatabase(table.database(), "", "", Map.of()), now);
        }
        StoredTable before = tablesOf(table.database()).get(key(table.name()));
        if (before != null && before.table().equals(table)) {
            return false;
        }
        Instant created = before == null ? now : before.created();
        tablesOf(table.database()).put(key(table.name()), new StoredTable(table, created, now));
        return true;
    }

    public synchronized List<StoredDatabase> databases() {
        return List.copyOf(databases.values());
    }

    public synchronized Optional<StoredDatabase> database(String name) {
        return Optional.ofNullable(databases.get(key(name)));
    }

    /** The tables of a database by name; none if there is no such database. */
    public synchronized List<StoredTable> tables(String database) {
        return List.copyOf(tables.getOrDefault(key(database), Map.of()).values());
    }

    public synchronized Optional<StoredTable> table(String database, String name) {
        return Optional.ofNullable(tables.getOrDefault(key(database), Map.of()).get(key(name)));
    }

    /** The tables of all databases, by database and name. */
    public synchronized List<StoredTable> allTablesNow() {
        return allTables();
    }

    private List<StoredTable> allTables() {
        return tables.values().stream()
                .map(Map::values)
                .flatMap(Collection::stream)
                .toList();
    }

    private Map<String, StoredTable> tablesOf(String database) {
        return tables.computeIfAbsent(key(database), name -> new TreeMap<>());
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
