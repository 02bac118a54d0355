package io.gluethread.broker.glue;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A statement as Glue tells it. A failing program is state AVAILABLE with an output whose status is {@code error}; the
 * status' case varies. The states are open text; final are AVAILABLE, ERROR, CANCELLED, FAILED and COMPLETED.
 */
public record GlueStatement(
        int id,
        String code,
        String state,
        double progress,
        Optional<Instant> startedOn,
        Optional<Instant> completedOn,
        Optional<Output> output) {

    public record Output(String text, String status, String errorName, String errorValue, List<String> traceback) {
        public boolean isError() {
            return status.equalsIgnoreCase("error");
        }
    }

    public boolean isOver() {
        return switch (state.toUpperCase(Locale.ROOT)) {
            case "AVAILABLE", "ERROR", "CANCELLED", "FAILED", "COMPLETED" -> true;
            default -> false;
        };
    }
}
