package io.gluethread.playground.glue.catalog;

import java.time.Instant;

/** A table with the times at which it came into the catalog and was last changed. */
public record StoredTable(CatalogTable table, Instant created, Instant updated) {}
