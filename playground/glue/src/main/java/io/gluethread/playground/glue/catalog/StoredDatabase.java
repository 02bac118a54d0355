package io.gluethread.playground.glue.catalog;

import java.time.Instant;

/** A database with the time at which it came into the catalog. */
public record StoredDatabase(CatalogDatabase database, Instant created) {}
