package io.gluethread.playground.glue.fault;

import io.gluethread.playground.glue.wire.HttpAnswer;
import java.util.function.Supplier;

/** Where strikes land. */
public interface Strikes {
    /**
     * Carries out an operation on a session and lets the strike hit that session.
     *
     * @param operation its name: what CreateSession makes is struck from its beginning, else the strike comes after
     */
    HttpAnswer around(String operation, String session, Strike strike, Supplier<HttpAnswer> effect);
}
