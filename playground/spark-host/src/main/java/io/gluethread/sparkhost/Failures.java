package io.gluethread.sparkhost;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Failures outside of the user's code, in the shape of an answer. */
final class Failures {
    private static final int FRAMES = 8;

    private Failures() {}

    static Answer ofHost(Throwable failure) {
        List<String> lines = Stream.concat(
                        Stream.of(failure.toString()),
                        Arrays.stream(failure.getStackTrace()).limit(FRAMES).map(frame -> "  at " + frame))
                .map(line -> line + "\n")
                .toList();
        return new Answer.Failed(failure.getClass().getSimpleName(), String.valueOf(failure.getMessage()), lines);
    }
}
