package io.gluethread.sparkhost;

import java.util.List;

/** What became of a statement's code. */
sealed interface Answer {
    record Ok() implements Answer {}

    /** The code failed; the lines of the traceback end with newlines. */
    record Failed(String name, String value, List<String> traceback) implements Answer {}
}
