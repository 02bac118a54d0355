package io.gluethread.playground.glue.catalog;

import java.util.List;

/**
 * The whole catalog at one moment.
 *
 * @param version rises with every change
 */
public record CatalogSnapshot(long version, List<CatalogDatabase> databases, List<CatalogTable> tables) {
    public CatalogSnapshot {
        databases = List.copyOf(databases);
        tables = List.copyOf(tables);
    }
}
