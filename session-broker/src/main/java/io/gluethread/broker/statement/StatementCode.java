package io.gluethread.broker.statement;

import io.gluethread.broker.session.CellId;
import io.gluethread.broker.session.Language;
import java.util.Optional;

/**
 * Turns a cell into the code that Glue runs. The first line is a comment that carries the cell's id, so that after an
 * unclear RunStatement the session's statements tell whether it arrived.
 */
public interface StatementCode {
    /** Glue's limit on RunStatement's Code, in characters. */
    int MAX_CODE = 68_000;

    /**
     * @param session PYTHON or SCALA
     * @param cell PYTHON, SCALA or SQL
     */
    String encode(CellId id, Language session, Language cell, String code);

    /** Code that defines {@code display(df)} and friends, sent once per session before its first cell. */
    String prelude(Language session);

    /** The cell id in code that {@link #encode} made, if it has one. */
    Optional<CellId> cellOf(String code);
}
