package io.gluethread.playground.glue.catalog;

import io.gluethread.playground.glue.wire.AwsError;
import io.gluethread.playground.glue.wire.Members;
import io.gluethread.playground.glue.wire.TextRule;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads {@code DatabaseInput} and {@code TableInput}: Hive's words for a table become Spark's. */
final class TableInput {
    private static final TextRule PARAMETER = TextRule.length(0, 512_000);
    private static final TextRule TYPE = TextRule.singleLine(1, 131_072);

    private TableInput() {}

    static CatalogDatabase database(Members input) {
        return new CatalogDatabase(
                name(input),
                input.optionalText("Description", TextRule.DESCRIPTION).orElse(""),
                input.optionalText("LocationUri", TextRule.length(1, 1024)).orElse(""),
                input.map("Parameters", TextRule.ANY, PARAMETER, Integer.MAX_VALUE));
    }

    /** Glue folds names to lower case: Developer Guide, "Table". */
    private static String name(Members input) {
        return input.text("Name", TextRule.NAME).toLowerCase(Locale.ROOT);
    }

    static CatalogTable table(String database, Members input) {
        Optional<String> view = input.optionalText("ViewOriginalText", TextRule.length(0, 409_600))
                .filter(text -> !text.isEmpty());
        Optional<Members> storage = input.structure("StorageDescriptor");
        Map<String, String> parameters =
                new LinkedHashMap<>(input.map("Parameters", TextRule.ANY, PARAMETER, Integer.MAX_VALUE));
        String provider = view.isPresent() ? "view" : provider(storage, parameters);
        parameters.remove("EXTERNAL");
        return new CatalogTable(
                database,
                name(input),
                input.optionalText("Description", TextRule.DESCRIPTION).orElse(""),
                provider,
                storage.flatMap(s -> s.optionalText("Location", TextRule.length(0, 2056)))
                        .orElse(""),
                storage.map(s -> columns(s, "Columns")).orElse(List.of()),
                columns(input, "PartitionKeys"),
                storage.map(s -> options(s, provider)).orElse(Map.of()),
                parameters,
                view);
    }

    private static List<CatalogColumn> columns(Members members, String name) {
        return members.structures(name, Integer.MAX_VALUE).stream()
                .map(column -> new CatalogColumn(
                        column.text("Name", TextRule.NAME).toLowerCase(Locale.ROOT),
                        column.optionalText("Type", TYPE).orElse("string"),
                        column.optionalText("Comment", TextRule.length(0, 255)).orElse("")))
                .toList();
    }

    /** What the files are, by the classification that crawlers write, else by the library that reads them. */
    private static String provider(Optional<Members> storage, Map<String, String> parameters) {
        if (parameters.getOrDefault("table_type", "").equalsIgnoreCase("ICEBERG")) {
            throw AwsError.invalidInput("This endpoint has no Iceberg tables: leave the parameter table_type out.");
        }
        String library = storage.flatMap(s -> s.structure("SerdeInfo"))
                .flatMap(s -> s.optionalText("SerializationLibrary", TextRule.ANY))
                .orElse("")
                .toLowerCase(Locale.ROOT);
        String told = parameters.getOrDefault("classification", "").toLowerCase(Locale.ROOT);
        parameters.remove("classification");
        return switch (told) {
            case "csv", "parquet", "json", "orc", "text" -> told;
            case "glueparquet" -> "parquet";
            default ->
                Stream.of("parquet", "json", "orc")
                        .filter(library::contains)
                        .findFirst()
                        .orElse("csv");
        };
    }

    private static Map<String, String> options(Members storage, String provider) {
        if (!provider.equals("csv")) {
            return Map.of();
        }
        Map<String, String> serde = storage.structure("SerdeInfo")
                .map(s -> s.map("Parameters", TextRule.ANY, PARAMETER, Integer.MAX_VALUE))
                .orElse(Map.of());
        Map<String, String> options = new HashMap<>();
        Optional.ofNullable(serde.get("field.delim"))
                .or(() -> Optional.ofNullable(serde.get("separatorChar")))
                .ifPresent(separator -> options.put("sep", separator));
        Optional.ofNullable(serde.get("quoteChar")).ifPresent(quote -> options.put("quote", quote));
        return options;
    }
}
