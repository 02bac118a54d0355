package io.gluethread.playground.glue.catalog;

/**
 * A column.
 *
 * @param type in Spark's and Hive's words, such as {@code decimal(10,2)}
 */
public record CatalogColumn(String name, String type, String comment) {
    public CatalogColumn {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a column without a name");
        }
        if (type.isBlank()) {
            throw new IllegalArgumentException("column without a type: " + name);
        }
    }
}
