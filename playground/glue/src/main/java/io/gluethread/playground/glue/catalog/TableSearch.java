package io.gluethread.playground.glue.catalog;

import io.gluethread.playground.glue.wire.AwsError;
import io.gluethread.playground.glue.wire.Members;
import io.gluethread.playground.glue.wire.TextRule;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A SearchTables request. Source: AWS Glue API Reference, "SearchTables": the text is looked for in names, descriptions,
 * columns and parameters, in quotes as a whole; filters must all hold.
 */
record TableSearch(Predicate<StoredTable> filter, Comparator<StoredTable> order) {
    static TableSearch read(Members members) {
        Predicate<StoredTable> text = members.optionalText("SearchText", TextRule.length(1, 1024))
                .map(TableSearch::holding)
                .orElse(table -> true);
        Predicate<StoredTable> filters = members.structures("Filters", Integer.MAX_VALUE).stream()
                .map(TableSearch::filter)
                .reduce(text, Predicate::and);
        return new TableSearch(
                filters,
                members.structures("SortCriteria", 1).stream()
                        .map(TableSearch::order)
                        .findFirst()
                        .orElse(Comparator.comparing(TableSearch::fullName)));
    }

    List<StoredTable> in(List<StoredTable> tables) {
        return tables.stream().filter(filter).sorted(order).toList();
    }

    private static Predicate<StoredTable> holding(String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        if (wanted.length() > 1 && wanted.startsWith("\"") && wanted.endsWith("\"")) {
            String whole = wanted.substring(1, wanted.length() - 1);
            return table -> words(table.table()).anyMatch(whole::equals);
        }
        return table -> words(table.table()).anyMatch(word -> word.contains(wanted));
    }

    private static Stream<String> words(CatalogTable table) {
        return Stream.of(
                        Stream.of(table.name(), table.database(), table.description()),
                        Stream.concat(table.columns().stream(), table.partitionKeys().stream())
                                .flatMap(column -> Stream.of(column.name(), column.comment())),
                        table.parameters().entrySet().stream().flatMap(e -> Stream.of(e.getKey(), e.getValue())))
                .flatMap(words -> words)
                .map(word -> word.toLowerCase(Locale.ROOT));
    }

    private static Predicate<StoredTable> filter(Members members) {
        String key = members.text("Key", TextRule.length(1, 1024));
        String value = members.text("Value", TextRule.length(1, 1024));
        String comparator = members.optionalText("Comparator", TextRule.ANY).orElse("EQUALS");
        return table -> compare(field(table, key), value)
                .filter(order -> holds(comparator, order))
                .isPresent();
    }

    private static boolean holds(String comparator, int order) {
        return switch (comparator) {
            case "EQUALS" -> order == 0;
            case "GREATER_THAN" -> order > 0;
            case "LESS_THAN" -> order < 0;
            case "GREATER_THAN_EQUALS" -> order >= 0;
            case "LESS_THAN_EQUALS" -> order <= 0;
            default -> throw AwsError.invalidInput("Comparator '" + comparator + "' is not valid.");
        };
    }

    private static Optional<Integer> compare(Optional<String> field, String value) {
        return field.map(text -> text.compareToIgnoreCase(value));
    }

    /** A property by the name that filters and sorting use; any other name is a table parameter. */
    private static Optional<String> field(StoredTable stored, String key) {
        CatalogTable table = stored.table();
        return switch (key) {
            case "Name" -> Optional.of(table.name());
            case "DatabaseName" -> Optional.of(table.database());
            case "Description" -> Optional.of(table.description());
            case "TableType" -> Optional.of(table.viewText().isPresent() ? "VIRTUAL_VIEW" : "EXTERNAL_TABLE");
            case "CreateTime" -> Optional.of(stored.created()).map(Instant::toString);
            case "UpdateTime" -> Optional.of(stored.updated()).map(Instant::toString);
            case "Classification", "classification" -> Optional.of(table.provider());
            default -> Optional.ofNullable(table.parameters().get(key));
        };
    }

    private static String fullName(StoredTable stored) {
        return stored.table().database() + "." + stored.table().name();
    }

    private static Comparator<StoredTable> order(Members members) {
        String field = members.text("FieldName", TextRule.length(0, 1024));
        Comparator<StoredTable> ascending = Comparator.comparing(
                        (StoredTable table) -> field(table, field).orElse(""))
                .thenComparing(TableSearch::fullName);
        return switch (members.optionalText("Sort", TextRule.ANY).orElse("ASC")) {
            case "ASC" -> ascending;
            case "DESC" -> ascending.reversed();
            default -> throw AwsError.invalidInput("Sort must be ASC or DESC.");
        };
    }
}
