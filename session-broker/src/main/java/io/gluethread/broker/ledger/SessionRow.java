package io.gluethread.broker.ledger;

import io.gluethread.broker.session.Ending;
import io.gluethread.broker.session.Rate;
import io.gluethread.broker.session.SessionId;
import io.gluethread.broker.session.SessionSpec;
import io.gluethread.broker.session.SessionState;
import io.gluethread.broker.session.ThreadId;
import io.gluethread.broker.session.Usage;
import java.time.Instant;
import java.util.Optional;

/**
 * A session's row.
 *
 * @param askedAt written before CreateSession leaves, taken back when it surely did not arrive
 * @param begunAt when Glue began it, which is from when it is billed
 * @param ending why it ended, or, while it is STOPPING, why it is being stopped
 * @param keepUntil it is not stopped as idle before then
 * @param touchedAt when something was last run in it only to turn Glue's own idle clock back
 * @param warnedOf the idle deadline that people were warned of, so that each idle time has one warning
 * @param stopSentAt written before StopSession leaves, taken back when it surely did not arrive
 * @param stopFailures how often nobody knew what came of StopSession
 * @param stopAgainAt when Glue still says after this moment that it is not stopping, StopSession is said again
 * @param suspect something said that it may be over: it is to be looked at before anything is sent to it
 * @param chore code of our own that it is to run or runs
 * @param usage as last reckoned; while it is alive, as Glue last told, else nothing
 * @param shownAt when its card was last wanted for nothing but its figures
 */
public record SessionRow(
        SessionId id,
        ThreadId thread,
        int generation,
        SessionState state,
        SessionSpec spec,
        Rate rate,
        Instant createdAt,
        Optional<Instant> askedAt,
        Optional<Instant> begunAt,
        Optional<Instant> readyAt,
        Optional<Instant> endedAt,
        Optional<Ending> ending,
        double progress,
        Optional<Instant> lastActivity,
        Optional<Instant> keepUntil,
        Optional<Instant> touchedAt,
        Optional<Instant> warnedOf,
        boolean lifetimeWarned,
        Optional<Instant> stopAskedAt,
        Optional<Instant> stopSentAt,
        int stopFailures,
        Optional<Instant> stopAgainAt,
        boolean suspect,
        Chore chore,
        Optional<Integer> choreStatement,
        Optional<Instant> choreSince,
        Usage usage,
        String message,
        Optional<Instant> shownAt) {

    /** What a session has to run for us, beside people's cells. Running it twice does no harm. */
    public enum Chore {
        /** The prelude is still to be sent. */
        PRELUDE,
        PRELUDE_RUNNING,
        /** Something harmless is to be run, so that Glue's own idle clock begins anew. */
        TOUCH,
        TOUCH_RUNNING,
        NONE
    }

    /** One of which nothing is known yet but what it is to be; its prelude is still to be sent. */
    public static SessionRow begun(
            SessionId id,
            ThreadId thread,
            int generation,
            SessionState state,
            SessionSpec spec,
            Rate rate,
            Instant createdAt) {
        Optional<Instant> never = Optional.empty();
        return new SessionRow(
                id,
                thread,
                generation,
                state,
                spec,
                rate,
                createdAt,
                never,
                never,
                never,
                never,
                Optional.empty(),
                0,
                never,
                never,
                never,
                never,
                false,
                never,
                never,
                0,
                never,
                false,
                Chore.PRELUDE,
                Optional.empty(),
                never,
                Usage.NONE,
                "",
                never);
    }

    public boolean isOver() {
        return state.isOver();
    }
}
