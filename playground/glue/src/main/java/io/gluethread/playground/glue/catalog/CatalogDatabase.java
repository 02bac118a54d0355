package io.gluethread.playground.glue.catalog;

import java.util.Map;

/**
 * A database. Its name may hold what Spark's SQL would refuse to create, such as the dash in {@code covid-19}.
 *
 * @param location folder or URI for its tables; empty if it has none
 */
public record CatalogDatabase(String name, String description, String location, Map<String, String> parameters) {
    public CatalogDatabase {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a database without a name");
        }
        parameters = Map.copyOf(parameters);
    }
}
