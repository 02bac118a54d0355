package io.gluethread.playground.glue.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table or a view.
 *
 * @param provider {@code csv}, {@code parquet}, {@code json}, {@code orc}, {@code text}; {@code view} for a view
 * @param location folder or URI of its files; empty for a view
 * @param columns without the partition keys
 * @param options of the provider, such as {@code header} and {@code sep} for csv
 * @param parameters table properties, such as {@code skip.header.line.count}
 * @param viewText the query of a view
 */
public record CatalogTable(
        String database,
        String name,
        String description,
        String provider,
        String location,
        List<CatalogColumn> columns,
        List<CatalogColumn> partitionKeys,
        Map<String, String> options,
        Map<String, String> parameters,
        Optional<String> viewText) {
    public CatalogTable {
        if (database.isBlank() || name.isBlank()) {
            throw new IllegalArgumentException("a table without a full name: '" + database + "'.'" + name + "'");
        }
        if (provider.equals("view") != viewText.isPresent()) {
            throw new IllegalArgumentException(
                    "a view has a query and a table has none: " + database + "." + name + " (" + provider + ")");
        }
        columns = List.copyOf(columns);
        partitionKeys = List.copyOf(partitionKeys);
        options = Map.copyOf(options);
        parameters = Map.copyOf(parameters);
    }
}
