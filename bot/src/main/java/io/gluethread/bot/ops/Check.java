package io.gluethread.bot.ops;

import io.gluethread.broker.policy.Ailment;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One thing that has to work.
 *
 * @param unreadyAfter when it ails for so long, others had better take the requests
 * @param deadAfter when it ails for so long, the process is of no use and is best started anew
 * @param ask empty when it works, else what is wrong with it
 */
public record Check(String name, Duration unreadyAfter, Duration deadAfter, Supplier<Optional<Ailment>> ask) {
    private static final Duration NEVER = Duration.ofDays(100_000);

    /** Of no use without it, from the first moment on. */
    public static Check vital(String name, Supplier<Optional<Ailment>> ask) {
        return new Check(name, Duration.ZERO, Duration.ZERO, ask);
    }

    /** Said, for whoever looks, but neither another replica nor another start would help. */
    public static Check told(String name, Supplier<Optional<Ailment>> ask) {
        return new Check(name, NEVER, NEVER, ask);
    }

    /** While it ails others had better take the requests; the process itself is in order. */
    public static Check ready(String name, Supplier<Optional<Ailment>> ask) {
        return new Check(name, Duration.ZERO, NEVER, ask);
    }
}
