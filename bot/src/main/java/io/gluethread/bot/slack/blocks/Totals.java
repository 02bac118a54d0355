package io.gluethread.bot.slack.blocks;

import io.gluethread.broker.statement.Table;
import io.gluethread.commands.reply.Figures;

/** How many rows a result has, in words that claim no more than is known. */
final class Totals {
    private Totals() {}

    /** Of the whole result: {@code 3,143 rows}, {@code more than 10,000 rows}. */
    static String words(Table table) {
        return switch (table.total()) {
            case Table.Total.Exactly(long rows) -> Figures.count(rows, "row", "rows");
            case Table.Total.More() -> "more than " + Figures.count(table.rows().size(), "row", "rows");
            case Table.Total.Unknown() -> Figures.count(table.rows().size(), "row", "rows") + " as printed";
        };
    }

    /** Of what is shown: {@code 20 of 3,143 rows}; only the whole when everything is shown. */
    static String shown(Table table, int rows) {
        if (rows == 0 || rows < table.rows().size()) {
            return rows == 0 ? words(table) : "%s of %s".formatted(Texts.number(rows), words(table));
        }
        return table.total() instanceof Table.Total.More
                ? Figures.count(rows, "row", "rows") + ", more exist"
                : words(table);
    }
}
