package io.gluethread.playground.glue.catalog;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.glue.wire.AwsError;
import io.gluethread.playground.glue.wire.Json;
import io.gluethread.playground.glue.wire.Members;
import io.gluethread.playground.glue.wire.Operation;
import io.gluethread.playground.glue.wire.Page;
import io.gluethread.playground.glue.wire.TextRule;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.IntStream;

/** The Data Catalog operations of Glue that read. */
public final class CatalogOperations {
    private static final int PAGE_SIZE = 100;
    private static final TextRule FILTER = TextRule.singleLine(0, 2048);

    private record Numbered<T>(long number, T item) {}

    private final CatalogStore store;
    private final CatalogJson json;

    public CatalogOperations(CatalogStore store, String account) {
        this.store = store;
        this.json = new CatalogJson(account);
    }

    /** Every operation by its name in {@code X-Amz-Target}. */
    public Map<String, Operation> byName() {
        return Map.of(
                "GetDatabases", this::getDatabases,
                "GetDatabase", this::getDatabase,
                "GetTables", this::getTables,
                "GetTable", this::getTable,
                "GetPartitions", this::getPartitions);
    }

    private ObjectNode getDatabases(ObjectNode request) {
        Members members = members(request);
        OptionalInt maxResults = members.optionalInteger("MaxResults", 1, 100);
        return page(members, maxResults, store.databases(), json::database, "DatabaseList");
    }

    private ObjectNode getDatabase(ObjectNode request) {
        return Json.object().set("Database", json.database(database(members(request), "Name")));
    }

    private ObjectNode getTables(ObjectNode request) {
        Members members = members(request);
        OptionalInt maxResults = members.optionalInteger("MaxResults", 1, 100);
        String database = database(members, "DatabaseName").database().name();
        List<StoredTable> tables = store.tables(database);
        Pattern names = members.optionalText("Expression", FILTER)
                .map(CatalogOperations::pattern)
                .orElse(Pattern.compile(".*"));
        List<StoredTable> matching = tables.stream()
                .filter(table -> names.matcher(table.table().name()).matches())
                .toList();
        return page(members, maxResults, matching, json::table, "TableList");
    }

    private ObjectNode getTable(ObjectNode request) {
        return Json.object().set("Table", json.table(table(members(request), "Name")));
    }

    private ObjectNode getPartitions(ObjectNode request) {
        Members members = members(request);
        OptionalInt maxResults = members.optionalInteger("MaxResults", 1, 1000);
        StoredTable table = table(members, "TableName");
        List<Partitions.Partition> all = Partitions.of(table.table());
        List<Partitions.Partition> matching = members.optionalText("Expression", TextRule.multiLine(0, 2048))
                .filter(expression -> !expression.isBlank())
                .map(expression -> all.stream()
                        .filter(PartitionFilter.parse(expression, table.table().partitionKeys()))
                        .toList())
                .orElse(all);
        return page(members, maxResults, matching, p -> json.partition(table, p), "Partitions");
    }

    private StoredDatabase database(Members members, String member) {
        String name = members.text(member, TextRule.NAME);
        return store.database(name).orElseThrow(() -> AwsError.notFound("Database " + name + " not found."));
    }

    private StoredTable table(Members members, String member) {
        String database = database(members, "DatabaseName").database().name();
        String name = members.text(member, TextRule.NAME);
        return store.table(database, name)
                .orElseThrow(() -> AwsError.notFound("Table " + name + " not found in database " + database + "."));
    }

    private static <T> ObjectNode page(
            Members members, OptionalInt maxResults, List<T> all, Function<T, ObjectNode> toJson, String member) {
        List<Numbered<T>> numbered = IntStream.range(0, all.size())
                .mapToObj(i -> new Numbered<>(i, all.get(i)))
                .toList();
        Page<Numbered<T>> page = Page.of(
                numbered,
                Numbered::number,
                members.optionalText("NextToken", TextRule.ANY),
                maxResults,
                PAGE_SIZE,
                AwsError::invalidInput);
        ObjectNode answer = Json.object();
        ArrayNode list = answer.putArray(member);
        page.items().forEach(item -> list.add(toJson.apply(item.item())));
        page.nextToken().ifPresent(token -> answer.put("NextToken", token));
        return answer;
    }

    private static Pattern pattern(String regex) {
        try {
            return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
        } catch (PatternSyntaxException e) {
            throw AwsError.invalidInput("Expression is not a regular expression: " + regex);
        }
    }

    private static Members members(ObjectNode request) {
        return new Members(request, "InvalidInputException");
    }
}
