package io.gluethread.broker.ledger;

import io.gluethread.broker.session.CellId;

/**
 * One thing that Slack shows of a thread, and that is brought up to date as a whole. What it is to look like is a
 * function of the ledger, so a lost or doubled update does no harm: it is rendered again.
 */
public sealed interface Slot {
    /** The live card; the thread's root message where the service opened the thread, else its first reply. */
    record Card() implements Slot {}

    /** A cell's one message: status line, then result, edited in place. */
    record Cell(CellId cell) implements Slot {}

    /** The reaction on the message that a cell came from. */
    record Mark(CellId cell) implements Slot {}

    /**
     * One part of a result as a file: from 100 on, {@code part} is that of the result's file, whose meaning does not depend
     * on how the message looks. Smaller numbers are of an earlier version and count the files of one rendering.
     */
    record File(CellId cell, int part) implements Slot {}

    /** Something said once in the thread, kept in the ledger as it is to be said. {@code id} is {@code [a-z0-9-]}. */
    record Note(String id) implements Slot {}

    /** The slot as text, the key in the ledger and in Slack's message metadata. */
    default String key() {
        return switch (this) {
            case Card() -> "card";
            case Cell(CellId cell) -> "cell:" + cell;
            case Mark(CellId cell) -> "mark:" + cell;
            case File(CellId cell, int part) -> "file:%s:%d".formatted(cell, part);
            case Note(String id) -> "note:" + id;
        };
    }

    static Slot parse(String key) {
        String[] parts = key.split(":", -1);
        return switch (parts[0]) {
            case "card" -> new Card();
            case "cell" -> new Cell(new CellId(parts[1]));
            case "mark" -> new Mark(new CellId(parts[1]));
            case "file" -> new File(new CellId(parts[1]), Integer.parseInt(parts[2]));
            case "note" -> new Note(parts[1]);
            default -> throw new IllegalArgumentException("not a slot: '%s'".formatted(key));
        };
    }
}
