package io.gluethread.commands.parse;

import java.util.function.Function;

/** What became of reading something typed: it was understood, or it was wrong. */
public sealed interface Parsed<T> {
    record Good<T>(T value) implements Parsed<T> {}

    record Bad<T>(Wrong wrong) implements Parsed<T> {}

    static <T> Parsed<T> good(T value) {
        return new Good<>(value);
    }

    static <T> Parsed<T> bad(String problem, String remedy) {
        return new Bad<>(new Wrong(problem, remedy));
    }

    default <U> Parsed<U> then(Function<T, Parsed<U>> next) {
        return switch (this) {
            case Good<T>(T value) -> next.apply(value);
            case Bad<T>(Wrong wrong) -> new Bad<>(wrong);
        };
    }

    default <U> Parsed<U> map(Function<T, U> next) {
        return then(value -> good(next.apply(value)));
    }
}
