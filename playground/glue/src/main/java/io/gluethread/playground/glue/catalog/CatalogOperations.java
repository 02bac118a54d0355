package io.gluethread.playground.glue.catalog;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.glue.s3.S3Folder;
import io.gluethread.playground.glue.wire.AwsError;
import io.gluethread.playground.glue.wire.Json;
import io.gluethread.playground.glue.wire.Members;
import io.gluethread.playground.glue.wire.Operation;
import io.gluethread.playground.glue.wire.Page;
import io.gluethread.playground.glue.wire.Scope;
import io.gluethread.playground.glue.wire.TextRule;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.IntStream;

/** The Data Catalog operations of Glue that read. */
public final class CatalogOperations {
    private static final int PAGE_SIZE = 100;
    private static final TextRule FILTER = TextRule.singleLine(0, 2048);

    private final CatalogStore store;
    private final Partitions partitions;
    private final CatalogJson json;

    /**
     * Reads from a store.
     *
     * @param buckets where locations that begin with {@code s3://} lie
     */
    public CatalogOperations(CatalogStore store, S3Folder buckets, String account) {
        this.store = store;
        this.partitions = new Partitions(buckets);
        this.json = new CatalogJson(account);
    }

    /** Every operation by its name in {@code X-Amz-Target}. */
    public Map<String, Operation> byName() {
        return Map.of(
                "GetDatabases", this::getDatabases,
                "GetDatabase", this::getDatabase,
                "GetTables", this::getTables,
                "GetTable", this::getTable,
                "GetPartition", this::getPartition,
                "GetPartitions", this::getPartitions,
                "SearchTables", this::searchTables);
    }

    private ObjectNode getDatabases(ObjectNode request) {
        Members members = members(request);
        OptionalInt maxResults = members.optionalInteger("MaxResults", 1, 100);
        Page<StoredDatabase> page = Page.named(
                store.databases(),
                stored -> key(stored.database().name()),
                Scope.of("databases"),
                token(members),
                maxResults,
                PAGE_SIZE);
        return answer(page, json::database, "DatabaseList");
    }

    private ObjectNode getDatabase(ObjectNode request) {
        return Json.object()
                .set("Database", json.database(database(members(request).text("Name", TextRule.NAME))));
    }

    private ObjectNode getTables(ObjectNode request) {
        Members members = members(request);
        OptionalInt maxResults = members.optionalInteger("MaxResults", 1, 100);
        Optional<String> token = token(members);
        String databaseName = members.text("DatabaseName", TextRule.NAME);
        Pattern names = members.optionalText("Expression", FILTER)
                .map(CatalogOperations::pattern)
                .orElse(Pattern.compile(".*"));
        String database = database(databaseName).database().name();
        List<StoredTable> tables = store.tables(database);
        List<StoredTable> matching = tables.stream()
                .filter(table -> names.matcher(table.table().name()).matches())
                .toList();
        Page<StoredTable> page = Page.named(
                matching,
                stored -> key(stored.table().name()),
                Scope.of("tables", database, names),
                token,
                maxResults,
                PAGE_SIZE);
        return answer(page, json::table, "TableList");
    }

    private ObjectNode getTable(ObjectNode request) {
        return Json.object().set("Table", json.table(table(members(request), "Name")));
    }

    private ObjectNode getPartitions(ObjectNode request) {
        Members members = members(request);
        OptionalInt maxResults = members.optionalInteger("MaxResults", 1, 1000);
        Optional<String> token = token(members);
        Optional<String> expression =
                members.optionalText("Expression", TextRule.multiLine(0, 2048)).filter(text -> !text.isBlank());
        StoredTable table = table(members, "TableName");
        List<Partitions.Partition> all = partitions.of(table.table());
        List<Partitions.Partition> matching = expression
                .map(text -> all.stream()
                        .filter(PartitionFilter.parse(text, table.table().partitionKeys()))
                        .toList())
                .orElse(all);
        Page<Partitions.Partition> page = Page.named(
                matching.stream()
                        .sorted(Comparator.comparing(CatalogOperations::key))
                        .toList(),
                CatalogOperations::key,
                Scope.of("partitions", table.table().database(), table.table().name(), expression),
                token,
                maxResults,
                PAGE_SIZE);
        return answer(page, p -> json.partition(table, p), "Partitions");
    }

    private ObjectNode getPartition(ObjectNode request) {
        Members members = members(request);
        List<String> values = members.texts("PartitionValues", TextRule.length(0, 1024), Integer.MAX_VALUE);
        StoredTable table = table(members, "TableName");
        return partitions.of(table.table()).stream()
                .filter(partition -> partition.values().equals(values))
                .findFirst()
                .map(partition -> Json.object().<ObjectNode>set("Partition", json.partition(table, partition)))
                .orElseThrow(() -> AwsError.notFound("Cannot find partition."));
    }

    private ObjectNode searchTables(ObjectNode request) {
        Members members = members(request);
        OptionalInt maxResults = members.optionalInteger("MaxResults", 1, 1000);
        List<StoredTable> found = TableSearch.read(members).in(store.allTablesNow());
        ObjectNode question = request.deepCopy();
        question.remove(List.of("NextToken", "MaxResults"));
        Page<Integer> page = Page.of(
                IntStream.range(0, found.size()).boxed().toList(),
                i -> i,
                Scope.of("search", question),
                token(members),
                maxResults,
                PAGE_SIZE,
                AwsError::invalidInput);
        return answer(page, i -> json.table(found.get(i)), "TableList");
    }

    private StoredDatabase database(String name) {
        return store.database(name).orElseThrow(() -> AwsError.notFound("Database " + name + " not found."));
    }

    private StoredTable table(Members members, String member) {
        String databaseName = members.text("DatabaseName", TextRule.NAME);
        String name = members.text(member, TextRule.NAME);
        String database = database(databaseName).database().name();
        return store.table(database, name)
                .orElseThrow(() -> AwsError.notFound("Table " + name + " not found in database " + database + "."));
    }

    private static <T> ObjectNode answer(Page<T> page, Function<T, ObjectNode> toJson, String member) {
        ObjectNode answer = Json.object();
        ArrayNode list = answer.putArray(member);
        page.items().forEach(item -> list.add(toJson.apply(item)));
        page.nextToken().ifPresent(token -> answer.put("NextToken", token));
        return answer;
    }

    private static Optional<String> token(Members members) {
        return members.optionalText("NextToken", TextRule.ANY);
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static String key(Partitions.Partition partition) {
        return String.join("/", partition.values());
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
