package io.gluethread.playground.demo.chaos;

import java.util.Locale;

/** What a cell of the story does when it runs. */
enum CellKind {
    /** Gives a result after a while. */
    OK,
    /** Gives a result that is too long for a message: it comes as a file. */
    LENGTHY,
    /** Fails as people's code does. */
    FAIL,
    /** Runs for so long that people cancel it. */
    HOLD,
    /** Ends its session's process. */
    DIE;

    private static final long HELD_MILLIS = 30_000;

    /** The code: the engine reads its last line. */
    String code(String token, long millis) {
        return "%s %s %d".formatted(name().toLowerCase(Locale.ROOT), token, this == HOLD ? HELD_MILLIS : millis);
    }
}
