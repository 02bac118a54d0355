package io.gluethread.broker;

import io.gluethread.broker.glue.Glue;
import java.util.function.Supplier;

/** A Glue that does something else after each call. */
final class AfterCall extends GlueInBetween {
    private final Runnable after;

    AfterCall(Glue glue, Runnable after) {
        super(glue);
        this.after = after;
    }

    @Override
    <T> T call(Supplier<T> work) {
        T answer = work.get();
        after.run();
        return answer;
    }
}
