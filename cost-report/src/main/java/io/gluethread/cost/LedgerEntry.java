package io.gluethread.cost;

import io.gluethread.broker.session.Person;
import io.gluethread.broker.session.SessionState;
import io.gluethread.broker.session.SessionView;
import java.time.Duration;
import java.time.Instant;

/**
 * A session with whom it counts for: the owner and the channel of its thread. All of a session's cost counts for the
 * thread's owner, also where others ran cells in it.
 *
 * @param thread the thread's name, for people
 */
public record LedgerEntry(SessionView session, Person owner, String channel, String thread) {

    /** When it ended, or now. */
    Instant end(Instant now) {
        Instant end = session.endedAt().orElse(now);
        return end.isBefore(session.createdAt()) ? session.createdAt() : end;
    }

    boolean isAlive() {
        return !session.state().isOver() && session.state() != SessionState.WANTED;
    }

    /** Whether there is anything to count: a session that was refused or never began has cost nothing. */
    boolean counts() {
        return isAlive() || session.usage().dpuSeconds().signum() > 0;
    }

    /** What the part of the session's life in [from, until) cost. A life of no length is all at its beginning. */
    Spend spend(Instant from, Instant until, Instant now) {
        Spend all = Spend.of(session);
        Duration life = Duration.between(session.createdAt(), end(now));
        return life.isZero() ? all : all.part(within(from, until, now), life);
    }

    /** How long it ran in [from, until), as Glue counts running: getting ready is not part of it. */
    Duration ran(Instant from, Instant until, Instant now) {
        Duration ran = session.usage().running();
        long life = Duration.between(session.createdAt(), end(now)).toMillis();
        return life <= 0 || ran.isZero()
                ? within(from, until, now)
                : Duration.ofMillis((long)
                        ((double) ran.toMillis() * within(from, until, now).toMillis() / life));
    }

    /** How long it was there in [from, until). */
    Duration within(Instant from, Instant until, Instant now) {
        Instant begin = session.createdAt().isBefore(from) ? from : session.createdAt();
        Instant end = end(now).isAfter(until) ? until : end(now);
        return end.isAfter(begin) ? Duration.between(begin, end) : Duration.ZERO;
    }

    boolean touches(Instant from, Instant until, Instant now) {
        Instant begin = session.createdAt();
        boolean begins = !begin.isBefore(from) && begin.isBefore(until);
        return begins || within(from, until, now).isPositive();
    }
}
