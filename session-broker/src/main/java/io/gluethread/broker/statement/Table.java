package io.gluethread.broker.statement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows and columns of a result.
 *
 * @param rows each as long as {@code columns}; null is SQL's NULL
 * @param total how many rows there are beyond those here
 * @param cellsCut true when values themselves were cut before they reached us, as {@code show()} does at 20 characters
 */
public record Table(List<Column> columns, List<List<@Nullable String>> rows, Total total, boolean cellsCut) {
    public Table {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        for (List<@Nullable String> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "a row of %d values in a table of %d columns".formatted(row.size(), columns.size()));
            }
        }
    }

    /** @param type Spark's simple type name ({@code bigint}, {@code decimal(10,2)}, {@code string}), or "" when unknown */
    public record Column(String name, String type) {
        /** Numeric by its type; a table read from printed text has no types. */
        public boolean isNumeric() {
            return type.matches("(tinyint|smallint|int|bigint|float|double|decimal.*)");
        }
    }

    /** How many rows the whole result has. */
    public sealed interface Total {
        /** All came back, this many. */
        record Exactly(long rows) implements Total {}

        /** More exist than came back; nobody counted them. */
        record More() implements Total {}

        /** Printed text does not say. */
        record Unknown() implements Total {}
    }
}
