package io.gluethread.broker.ledger;

import io.gluethread.broker.statement.Part;
import io.gluethread.broker.statement.Result;
import io.gluethread.broker.statement.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * Which parts of a result are shown as files beside the cell's message: pictures, and whatever a message would cut. The
 * broker wants these slots and whoever delivers fills them, so both ask here.
 */
public final class Showing {
    /** A table with more rows than this comes as a file too. */
    public static final int ROWS_IN_A_MESSAGE = 100;

    /** A table with more columns than this comes as a file too. */
    public static final int COLUMNS_IN_A_MESSAGE = 20;

    /** A table or a text with more characters than this comes as a file too. */
    public static final int CHARACTERS_IN_A_MESSAGE = 8_000;

    /** One result has at most this many files; what else it printed stays in the ledger. */
    public static final int MOST_FILES = 10;

    private Showing() {}

    /**
     * The parts that become files, in order: the n-th is {@link Slot.File} n.
     *
     * @param result as the ledger has it
     */
    public static List<Part> files(Result result) {
        List<Part> files = new ArrayList<>();
        for (Part part : result.parts()) {
            if (isFile(part) && files.size() < MOST_FILES) {
                files.add(part);
            }
        }
        return List.copyOf(files);
    }

    private static boolean isFile(Part part) {
        return switch (part) {
            case Part.Text(String text) -> text.length() > CHARACTERS_IN_A_MESSAGE;
            case Part.Picture _ -> true;
            case Part.Rows(Table table) ->
                table.rows().size() > ROWS_IN_A_MESSAGE
                        || table.columns().size() > COLUMNS_IN_A_MESSAGE
                        || characters(table) > CHARACTERS_IN_A_MESSAGE;
        };
    }

    private static long characters(Table table) {
        long characters = 0;
        for (Table.Column column : table.columns()) {
            characters += column.name().length();
        }
        for (var row : table.rows()) {
            for (var value : row) {
                characters += value == null ? 0 : value.length();
            }
        }
        return characters;
    }
}
