package io.gluethread.broker.glue.memory;

import io.gluethread.broker.glue.GlueStatement.Output;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a statement goes: what it gives and how long it takes. Without {@code takes} it runs until it is cancelled or its
 * session ends.
 */
public record Answer(Output output, Optional<Duration> takes) {
    public Answer {
        takes.ifPresent(time -> {
            if (time.isNegative()) {
                throw new IllegalArgumentException("a statement takes no negative time: %s".formatted(time));
            }
        });
    }

    /** Prints this and is done at once. */
    public static Answer text(String text) {
        return new Answer(new Output(text, "ok", "", "", List.of()), Optional.of(Duration.ZERO));
    }

    /** Raises, as user code does: state AVAILABLE, output status {@code error}. */
    public static Answer error(String name, String value, String... traceback) {
        return new Answer(new Output("", "error", name, value, List.of(traceback)), Optional.of(Duration.ZERO));
    }

    /** Runs until somebody ends it. */
    public static Answer endless() {
        return new Answer(new Output("", "ok", "", "", List.of()), Optional.empty());
    }

    public Answer taking(Duration time) {
        return new Answer(output, Optional.of(time));
    }
}
