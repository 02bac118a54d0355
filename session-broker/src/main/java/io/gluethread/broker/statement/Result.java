package io.gluethread.broker.statement;

import java.util.List;

/** What a statement gave back. An Ok without parts printed nothing, and people are told so. */
public sealed interface Result {
    List<Part> parts();

    record Ok(List<Part> parts) implements Result {
        public Ok {
            parts = List.copyOf(parts);
        }
    }

    /** The code raised: name and message as Spark or the language gave them, and the traceback's lines. */
    record Failed(String name, String message, List<String> traceback, List<Part> parts) implements Result {
        public Failed {
            traceback = List.copyOf(traceback);
            parts = List.copyOf(parts);
        }
    }

    record Cancelled(List<Part> parts) implements Result {
        public Cancelled {
            parts = List.copyOf(parts);
        }
    }
}
