package io.gluethread.broker.session;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * What a session has used. {@code measured} is true when the figure is GetSession's DPUSeconds; otherwise it is our
 * estimate: by the clock on the wall, or, while it lives, what Glue told last and the time since then.
 *
 * @param running how long it has run
 * @param dpuSeconds DPU × seconds
 */
public record Usage(Duration running, BigDecimal dpuSeconds, boolean measured) {
    public static final Usage NONE = new Usage(Duration.ZERO, BigDecimal.ZERO, false);

    /** The same figure is the same value, however many zeros it was written with. */
    public Usage {
        BigDecimal plain = dpuSeconds.stripTrailingZeros();
        dpuSeconds = plain.scale() < 0 ? plain.setScale(0) : plain;
    }
}
