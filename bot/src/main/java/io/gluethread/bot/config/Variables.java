package io.gluethread.bot.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads variables and collects what is wrong with them, so that everything can be named at once. */
final class Variables {
    static final String PREFIX = "GLUETHREAD_";

    private final Map<String, String> environment;
    private final List<String> problems = new ArrayList<>();

    Variables(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The variable's value, or empty when it is not set and has no default, or is wrong (which is noted). */
    <T> Optional<T> read(Variable variable, Function<String, T> parse) {
        Optional<String> text = Optional.ofNullable(environment.get(PREFIX + variable.name()))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .or(variable::byDefault)
                .filter(value -> !value.isEmpty());
        if (text.isEmpty()) {
            if (variable.required()) {
                need(variable);
            }
            return Optional.empty();
        }
        try {
            return Optional.of(parse.apply(text.get()));
        } catch (RuntimeException e) {
            // The exception's message may hold the value, and the value may be a secret.
            problems.add("%s%s is not %s".formatted(PREFIX, variable.name(), variable.takes()));
            return Optional.empty();
        }
    }

    /** Notes that a variable is not set, if it is not. */
    void need(Variable variable) {
        if (environment.getOrDefault(PREFIX + variable.name(), "").isBlank()) {
            problems.add("%s%s is not set (%s)".formatted(PREFIX, variable.name(), variable.takes()));
        }
    }

    void problem(String problem) {
        problems.add(problem);
    }

    List<String> problems() {
        return List.copyOf(problems);
    }
}
