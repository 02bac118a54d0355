package io.gluethread.broker.policy;

import io.gluethread.broker.session.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When an idle or old session is warned about and stopped. Idle time counts from the end of the last work, or from READY;
 * work that runs or waits is never idle, and nothing is stopped for idleness without a warning a minute before. A lifetime ends even while something runs, as Glue's own does.
 *
 * @param warnAfter the share of the idle time after which people are warned, but at least a minute before the stop
 */
public record IdlePolicy(double warnAfter) {
    private static final Duration LAST_CALL = Duration.ofMinutes(1);
    private static final Duration EARLIEST_LIFETIME_WARNING = Duration.ofMinutes(10);

    public IdlePolicy {
        if (!(warnAfter > 0 && warnAfter <= 1)) {
            throw new IllegalArgumentException(
                    "the warning comes after a share in (0, 1], not %s".formatted(warnAfter));
        }
    }

    /**
     * What is known of a session that is READY.
     *
     * @param lastActivity the end of the last work, or READY
     * @param touchedAt when Glue's own idle clock was last turned back without anybody working
     * @param keepUntil somebody asked to keep it until then
     * @param working something runs or waits
     * @param warnedOf the idle deadline that people were warned of
     */
    public record Facts(
            Instant begunAt,
            Instant lastActivity,
            Optional<Instant> touchedAt,
            Optional<Instant> keepUntil,
            boolean working,
            Duration idleTimeout,
            Duration timeout,
            Optional<Instant> warnedOf,
            boolean lifetimeWarned) {

        Instant lifetimeEnd() {
            return begunAt.plus(timeout);
        }
    }

    /** What is to be done about a session. */
    public sealed interface Verdict {
        record Leave() implements Verdict {}

        record WarnIdle(Instant stopsAt) implements Verdict {}

        record WarnLifetime(Instant stopsAt) implements Verdict {}

        /** Run something harmless in it, else Glue stops it although it is to be kept. */
        record Touch() implements Verdict {}

        record Stop(Ending why) implements Verdict {}
    }

    /** When it is stopped if nothing runs; empty while something does. */
    public static Optional<Instant> deadline(Facts facts) {
        if (facts.working()) {
            return Optional.empty();
        }
        Instant idle = later(facts.lastActivity().plus(facts.idleTimeout()), facts.keepUntil());
        return Optional.of(idle.isBefore(facts.lifetimeEnd()) ? idle : facts.lifetimeEnd());
    }

    public Verdict judge(Facts facts, Instant now) {
        Instant end = facts.lifetimeEnd();
        if (!now.isBefore(end)) {
            return new Verdict.Stop(new Ending.Lifetime(facts.timeout().toMinutes()));
        }
        if (!facts.working()) {
            Instant idle = later(facts.lastActivity().plus(facts.idleTimeout()), facts.keepUntil());
            if (!now.isBefore(idle)) {
                Optional<Instant> grace =
                        facts.warnedOf().filter(w -> !w.isBefore(idle) && !w.isAfter(now.plus(LAST_CALL)));
                if (grace.isEmpty()) {
                    // Nobody was warned: we were not there, or the clock was set forward.
                    return new Verdict.WarnIdle(now.plus(LAST_CALL));
                }
                if (now.isBefore(grace.get())) {
                    return new Verdict.Leave();
                }
                long idleFor = Duration.between(facts.lastActivity(), now).toMinutes();
                return new Verdict.Stop(new Ending.Idle(idleFor));
            }
            if (idle.isBefore(end)
                    && !facts.warnedOf().equals(Optional.of(idle))
                    && !now.isBefore(idle.minus(notice(facts.idleTimeout(), facts.idleTimeout())))) {
                return new Verdict.WarnIdle(idle);
            }
            Instant touched =
                    later(facts.lastActivity(), facts.touchedAt().filter(t -> !t.isAfter(now.plus(LAST_CALL))));
            Duration most = scaled(facts.idleTimeout(), warnAfter);
            if (idle.isAfter(touched.plus(facts.idleTimeout())) && !now.isBefore(touched.plus(most))) {
                return new Verdict.Touch();
            }
        }
        if (!facts.lifetimeWarned() && !now.isBefore(end.minus(notice(facts.timeout(), EARLIEST_LIFETIME_WARNING)))) {
            return new Verdict.WarnLifetime(end);
        }
        return new Verdict.Leave();
    }

    private Duration notice(Duration whole, Duration most) {
        Duration rest = scaled(whole, 1 - warnAfter);
        Duration bounded = rest.compareTo(most) > 0 ? most : rest;
        return bounded.compareTo(LAST_CALL) < 0 ? LAST_CALL : bounded;
    }

    private static Duration scaled(Duration duration, double share) {
        return Duration.ofMillis(Math.round(duration.toMillis() * share));
    }

    private static Instant later(Instant one, Optional<Instant> other) {
        return other.filter(o -> o.isAfter(one)).orElse(one);
    }
}
