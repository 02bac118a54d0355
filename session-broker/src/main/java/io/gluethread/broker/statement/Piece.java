package io.gluethread.broker.statement;

import java.util.List;

/**
 * Something recognised in printed lines.
 *
 * @param parts what it is, in order; none for a table without columns, which is how Spark says "done"
 * @param before text that stood before it on its first line
 * @param next the first line after it
 */
record Piece(List<Part> parts, String before, int next) {
    Piece(List<Part> parts, int next) {
        this(parts, "", next);
    }
}
