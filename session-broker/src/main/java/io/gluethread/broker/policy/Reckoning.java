package io.gluethread.broker.policy;

import io.gluethread.broker.glue.GlueSession;
import io.gluethread.broker.session.SessionSpec;
import io.gluethread.broker.session.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a session has used. Glue's own DPUSeconds where it tells them; else DPU × the time it ran, which counts at least
 * the one minute that <a href="https://aws.amazon.com/glue/pricing/">Glue charges</a>.
 */
public final class Reckoning {
    private static final Duration LEAST = Duration.ofMinutes(1);

    private Reckoning() {}

    /** What Glue tells, if it tells anything. */
    public static Optional<Usage> told(GlueSession seen, SessionSpec.Size size) {
        if (seen.dpuSeconds().isPresent()) {
            BigDecimal dpuSeconds = seen.dpuSeconds().get();
            Duration running = seen.executionTime().orElseGet(() -> {
                BigDecimal seconds = dpuSeconds.divide(size.dpus(), 3, RoundingMode.HALF_UP);
                return Duration.ofMillis(seconds.movePointRight(3).longValue());
            });
            return Optional.of(new Usage(running, dpuSeconds, true));
        }
        return seen.executionTime().map(time -> new Usage(time, dpuSeconds(time, size), false));
    }

    /** By the clock on the wall. */
    public static Usage estimated(Instant begun, Instant end, SessionSpec.Size size) {
        Duration ran = Duration.between(begun, end);
        Duration charged = ran.compareTo(LEAST) < 0 ? LEAST : ran;
        return new Usage(ran.isNegative() ? Duration.ZERO : ran, dpuSeconds(charged, size), false);
    }

    /**
     * What Glue told some time ago, and the time since then: an estimate again. Glue's ExecutionTime tells how old it is.
     *
     * @param ready from when it runs for sure; should Glue count from earlier on, a little less is added, never too much
     */
    public static Usage goneOn(Usage told, Instant ready, Instant now, SessionSpec.Size size) {
        Duration since = Duration.between(ready.plus(told.running()), now);
        return since.isPositive()
                ? new Usage(told.running().plus(since), told.dpuSeconds().add(dpuSeconds(since, size)), false)
                : told;
    }

    private static BigDecimal dpuSeconds(Duration time, SessionSpec.Size size) {
        return BigDecimal.valueOf(time.toMillis(), 3).multiply(size.dpus()).setScale(3, RoundingMode.HALF_UP);
    }
}
