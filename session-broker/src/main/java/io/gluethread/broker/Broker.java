package io.gluethread.broker;

import io.gluethread.broker.session.CellId;
import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.Language;
import io.gluethread.broker.session.Person;
import io.gluethread.broker.session.SessionSpec;
import io.gluethread.broker.session.SessionView;
import io.gluethread.broker.session.Settings;
import io.gluethread.broker.session.ThreadId;
import io.gluethread.broker.session.ThreadKey;
import io.gluethread.broker.session.ThreadView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The core's one door: threads, their sessions and their cells. Every method writes the ledger first and returns at
 * once; what has to be said to Glue is said afterwards by the broker's own loop, in order, one statement at a time per
 * session, also after a crash. What people are to see is marked in the same transaction (see
 * {@link io.gluethread.broker.ledger.Surfaces}). Safe for use by many threads.
 */
public interface Broker {

    /**
     * Makes a thread. The same {@code request} again is the same thread: {@code dedup} names the Slack event that asked.
     */
    ThreadView open(Opening request);

    /**
     * @param rootTs the message that is to be the root, or empty when the card becomes the root
     * @param startNow whether to start the session now; otherwise the first cell does
     * @param dedup a key that is the same whenever the same request is delivered again
     */
    record Opening(
            String team,
            String channel,
            Optional<String> rootTs,
            Person owner,
            String name,
            Settings settings,
            boolean startNow,
            String dedup) {}

    /** Starts a session in a thread that has none alive. */
    Started start(ThreadId thread, Person by, Settings change);

    /** As {@link #start(ThreadId, Person, Settings)}; the same {@code dedup} again starts nothing more. */
    Started start(ThreadId thread, Person by, Settings change, String dedup);

    sealed interface Started {
        record Starting(SessionView session) implements Started {}

        /** @param session it was alive when this was first asked; now it may be over */
        record AlreadyAlive(SessionView session) implements Started {}

        /** What was asked for cannot be created; each problem names the setting and what to do. */
        record Refused(List<String> problems) implements Started {}
    }

    /** Changes what the thread's next session is created with. A live session stays as it is. */
    Configured configure(ThreadId thread, Person by, Settings change);

    /**
     * As {@link #configure(ThreadId, Person, Settings)}; the same {@code dedup} again changes nothing more, and tells what it
     * changed then.
     */
    Configured configure(ThreadId thread, Person by, Settings change, String dedup);

    /**
     * @param before the resolved spec before the change
     * @param after the resolved spec after it
     * @param live the session that goes on unchanged, if one is alive
     * @param overtaken whether it was done before, and something else has been set since
     */
    record Configured(
            SessionSpec before,
            SessionSpec after,
            Optional<SessionView> live,
            List<String> problems,
            boolean overtaken) {}

    /** What a session with these settings over the defaults would be, or what is wrong with them. */
    Resolved resolve(Settings settings);

    sealed interface Resolved {
        record Good(SessionSpec spec) implements Resolved {}

        record Bad(List<String> problems) implements Resolved {}
    }

    /**
     * Puts a cell at the end of the thread's queue and starts a session if none is alive. The same {@code dedup} again is
     * the same cell and runs once, whatever the thread.
     */
    Submitted submit(ThreadId thread, NewCell cell);

    record NewCell(Person author, Language language, String code, Optional<String> sourceTs, String dedup) {}

    sealed interface Submitted {
        /** @param startsSession whether this cell makes a session begin */
        record Queued(CellView cell, boolean startsSession) implements Submitted {}

        /** The very same request was taken before. */
        record Before(CellView cell) implements Submitted {}

        record Refused(String problem, String whatToDo) implements Submitted {}
    }

    Stopped stop(ThreadId thread, Person by);

    /**
     * As {@link #stop(ThreadId, Person)}; the same {@code dedup} again stops nothing more, and tells what it stopped then.
     */
    Stopped stop(ThreadId thread, Person by, String dedup);

    sealed interface Stopped {
        record Stopping(SessionView session, int cellsLost) implements Stopped {}

        record NothingAlive(Optional<SessionView> last) implements Stopped {}
    }

    Cancelled cancel(ThreadId thread, CellId cell, Person by);

    /**
     * As {@link #cancel(ThreadId, CellId, Person)}; the same {@code dedup} again cancels nothing more, and tells of the cell
     * that it meant then.
     */
    Cancelled cancel(ThreadId thread, CellId cell, Person by, String dedup);

    sealed interface Cancelled {
        record Asked(CellView cell) implements Cancelled {}

        record OverAlready(CellView cell) implements Cancelled {}

        record NoSuchCell() implements Cancelled {}
    }

    /**
     * What a request did when it was handled before: opened a thread, took a cell, started, stopped, cancelled, kept,
     * configured. Empty when nothing is known of it. Who chooses what a request means asks here first.
     *
     * @param dedup as it was given with that
     */
    Optional<Before> before(String dedup);

    /**
     * What a request did.
     *
     * @param thread in which thread; empty when it did nothing, see {@link Broker#nothingDone}, or in none
     * @param target the cell or session that it meant, by its id; of settings, how they were before
     */
    record Before(Optional<ThreadId> thread, Optional<String> target) {}

    /** Remembers that there was nothing to do for a request, so that it finds nothing to do when it is handled again. */
    void nothingDone(String dedup);

    /**
     * Postpones the idle stop: the session counts as used now, and is not stopped as idle before this much has gone; its
     * lifetime stays. Empty when none is ready.
     */
    Optional<SessionView> keep(ThreadId thread, Duration more, Person by);

    /**
     * As {@link #keep(ThreadId, Duration, Person)}; the same {@code dedup} again keeps nothing for longer, and tells of the
     * session that it meant then, while that is ready.
     */
    Optional<SessionView> keep(ThreadId thread, Duration more, Person by, String dedup);

    Optional<ThreadView> find(ThreadKey key);

    Optional<ThreadView> thread(ThreadId id);

    Optional<CellView> cell(CellId id);

    /** The thread's cells, oldest first. */
    List<CellView> cells(ThreadId id);

    /** The cells that one message of the thread brought, oldest first. */
    List<CellView> cellsFrom(ThreadId id, String sourceTs);

    /** Threads whose session is alive or that wait for their first cell, newest first. */
    List<ThreadView> openThreads();

    /** Every session, of every thread, that ran at some time in [from, to): what money is counted from. */
    List<SessionView> sessionsBetween(Instant from, Instant to);

    /** Sessions in the account that this service did not start, as the last sweep saw them. */
    List<Foreign> foreignSessions();

    record Foreign(String region, io.gluethread.broker.glue.GlueSession session) {}
}
