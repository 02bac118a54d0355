package io.gluethread.bot.config;

import java.util.Optional;

/**
 * One environment variable: the row from which it is read and documented.
 *
 * @param name without the prefix {@link Variables#PREFIX}
 * @param byDefault what holds when it is not set; empty when there is nothing
 * @param required whether the service refuses to start without it
 */
record Variable(String name, String takes, Optional<String> byDefault, boolean required, String meaning) {
    static Variable required(String name, String takes, String meaning) {
        return new Variable(name, takes, Optional.empty(), true, meaning);
    }

    static Variable optional(String name, String takes, String meaning) {
        return new Variable(name, takes, Optional.empty(), false, meaning);
    }

    static Variable of(String name, String takes, String byDefault, String meaning) {
        return new Variable(name, takes, Optional.of(byDefault), false, meaning);
    }
}
