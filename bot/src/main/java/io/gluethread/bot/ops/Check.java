package io.gluethread.bot.ops;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * One thing that has to work.
 *
 * @param vital whether the process is of no use, and best started anew, when it does not
 * @param ask empty when it works, else what is wrong in one line
 */
public record Check(String name, boolean vital, Supplier<Optional<String>> ask) {
    /** Empty when it works; one that throws does not work. */
    Optional<String> run() {
        try {
            return ask.get();
        } catch (RuntimeException e) {
            return Optional.of(e.getClass().getSimpleName());
        }
    }
}
