package io.gluethread.playground.glue.server;

import io.gluethread.playground.glue.wire.HttpAnswer;
import io.gluethread.playground.glue.wire.HttpCall;

/** A path of the endpoint itself, beside AWS: what tests and people turn and look at. */
@FunctionalInterface
public interface Control {
    HttpAnswer answer(HttpCall call);
}
