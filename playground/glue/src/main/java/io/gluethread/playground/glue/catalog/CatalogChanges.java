package io.gluethread.playground.glue.catalog;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.glue.wire.AwsError;
import io.gluethread.playground.glue.wire.Json;
import io.gluethread.playground.glue.wire.Members;
import io.gluethread.playground.glue.wire.Operation;
import io.gluethread.playground.glue.wire.TextRule;
import java.util.List;
import java.util.Map;

/** The Data Catalog operations of Glue that change it. What they do is in the next statement of every session. */
public final class CatalogChanges {
    private final CatalogStore store;

    public CatalogChanges(CatalogStore store) {
        this.store = store;
    }

    /** Every operation by its name in {@code X-Amz-Target}. */
    public Map<String, Operation> byName() {
        return Map.of(
                "CreateDatabase", this::createDatabase,
                "UpdateDatabase", this::updateDatabase,
                "DeleteDatabase", this::deleteDatabase,
                "CreateTable", this::createTable,
                "UpdateTable", this::updateTable,
                "DeleteTable", this::deleteTable,
                "BatchDeleteTable", this::batchDeleteTable);
    }

    private ObjectNode createDatabase(ObjectNode request) {
        CatalogDatabase database = TableInput.database(members(request).requiredStructure("DatabaseInput"));
        if (store.database(database.name()).isPresent()) {
            throw AwsError.alreadyExists("Database " + database.name() + " already exists.");
        }
        store.apply(new CatalogChange.DatabaseCreated(database));
        return Json.object();
    }

    private ObjectNode updateDatabase(ObjectNode request) {
        Members members = members(request);
        String asked = members.text("Name", TextRule.NAME);
        CatalogDatabase database = TableInput.database(members.requiredStructure("DatabaseInput"));
        String name = database(asked);
        if (!database.name().equalsIgnoreCase(name)) {
            throw AwsError.invalidInput("A database cannot be renamed: " + name + " to " + database.name() + ".");
        }
        store.apply(new CatalogChange.DatabaseCreated(database));
        return Json.object();
    }

    private ObjectNode deleteDatabase(ObjectNode request) {
        store.apply(new CatalogChange.DatabaseDropped(database(members(request).text("Name", TextRule.NAME))));
        return Json.object();
    }

    private ObjectNode createTable(ObjectNode request) {
        Members members = members(request);
        CatalogTable table = table(members);
        String database = table.database();
        if (store.table(database, table.name()).isPresent()) {
            throw AwsError.alreadyExists("Table " + table.name() + " already exists.");
        }
        store.apply(new CatalogChange.TableCreated(table));
        return Json.object();
    }

    private ObjectNode updateTable(ObjectNode request) {
        Members members = members(request);
        CatalogTable table = table(members);
        requireTable(table.database(), table.name());
        store.apply(new CatalogChange.TableAltered(table));
        return Json.object();
    }

    private ObjectNode deleteTable(ObjectNode request) {
        Members members = members(request);
        String asked = members.text("DatabaseName", TextRule.NAME);
        String name = members.text("Name", TextRule.NAME);
        String database = database(asked);
        requireTable(database, name);
        store.apply(new CatalogChange.TableDropped(database, name));
        return Json.object();
    }

    private ObjectNode batchDeleteTable(ObjectNode request) {
        Members members = members(request);
        String asked = members.text("DatabaseName", TextRule.NAME);
        List<String> names = members.texts("TablesToDelete", TextRule.NAME, 100);
        String database = database(asked);
        ObjectNode answer = Json.object();
        ArrayNode errors = answer.putArray("Errors");
        for (String name : names) {
            if (store.table(database, name).isPresent()) {
                store.apply(new CatalogChange.TableDropped(database, name));
            } else {
                errors.addObject()
                        .put("TableName", name)
                        .putObject("ErrorDetail")
                        .put("ErrorCode", "EntityNotFoundException")
                        .put("ErrorMessage", "Table not found");
            }
        }
        return answer;
    }

    /** The table of a TableInput; all of it is read before its database is looked up, as AWS does. */
    private CatalogTable table(Members members) {
        String asked = members.text("DatabaseName", TextRule.NAME);
        Members input = members.requiredStructure("TableInput");
        CatalogTable ignored = TableInput.table(asked, input);
        return TableInput.table(database(asked), input);
    }

    private String database(String name) {
        return store.database(name)
                .orElseThrow(() -> AwsError.notFound("Database " + name + " not found."))
                .database()
                .name();
    }

    private void requireTable(String database, String name) {
        if (store.table(database, name).isEmpty()) {
            throw AwsError.notFound("Table " + name + " not found in database " + database + ".");
        }
    }

    private static Members members(ObjectNode request) {
        return new Members(request, "InvalidInputException");
    }
}
