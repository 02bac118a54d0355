package io.gluethread.broker;

import io.gluethread.broker.glue.Glue;
import java.util.function.Supplier;

/** A Glue in whose n-th call the calling process dies, before or after the call has had its effect. */
final class MortalGlue extends GlueInBetween {
    /** The process is gone; nothing catches this. */
    static final class Died extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final boolean afterEffect;
    private int callsToLive;

    MortalGlue(Glue glue, int callsToLive, boolean afterEffect) {
        super(glue);
        this.callsToLive = callsToLive;
        this.afterEffect = afterEffect;
    }

    @Override
    <T> T call(Supplier<T> work) {
        boolean last = callsToLive-- == 0;
        if (last && !afterEffect) {
            throw new Died();
        }
        T answer = work.get();
        if (last) {
            throw new Died();
        }
        return answer;
    }
}
