package io.gluethread.playground.glue.catalog;

/** What a statement did to the catalog. A rename arrives as a drop and a creation. */
public sealed interface CatalogChange {
    record DatabaseCreated(CatalogDatabase database) implements CatalogChange {}

    record DatabaseDropped(String database) implements CatalogChange {}

    record TableCreated(CatalogTable table) implements CatalogChange {}

    record TableAltered(CatalogTable table) implements CatalogChange {}

    record TableDropped(String database, String table) implements CatalogChange {}
}
