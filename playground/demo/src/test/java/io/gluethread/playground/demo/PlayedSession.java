package io.gluethread.playground.demo;

import io.gluethread.playground.glue.catalog.CatalogSnapshot;
import io.gluethread.playground.glue.engine.EngineEnd;
import io.gluethread.playground.glue.engine.EngineInfo;
import io.gluethread.playground.glue.engine.EngineListener;
import io.gluethread.playground.glue.engine.EngineOutcome;
import io.gluethread.playground.glue.engine.EngineSession;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A session without Spark: everything in it happens in order on one thread; whoever extends it says what a statement does. */
public abstract class PlayedSession implements EngineSession {
    private static final int NOTHING = -1;

    private final EngineListener listener;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());
    private int held = NOTHING;
    private boolean over;

    protected PlayedSession(EngineListener listener) {
        this.listener = listener;
    }

    /** Does this after all that came before. */
    protected final void inOrder(Runnable what) {
        thread.execute(what);
    }

    public final void ready() {
        inOrder(() -> listener.ready(new EngineInfo(1, "3.5.7", "17", Optional.empty())));
    }

    /** From now on this statement runs until it is cancelled or {@link #endHeld}. */
    protected final void hold(int statementId) {
        held = statementId;
    }

    /** Nothing happens when something else has ended the statement before. */
    protected final void endHeld(int statementId, EngineOutcome outcome) {
        if (held == statementId && !over) {
            held = NOTHING;
            listener.done(statementId, outcome);
        }
    }

    /** The process ends by itself, as when the system kills it. */
    protected final void die() {
        end(false, 137, "The session's process ended with exit code 137.");
    }

    protected final boolean isOver() {
        return over;
    }

    @Override
    public final void cancel(int statementId) {
        inOrder(() -> endHeld(statementId, new EngineOutcome.Cancelled()));
    }

    @Override
    public final void catalog(CatalogSnapshot snapshot) {}

    @Override
    public final void stop() {
        inOrder(() -> end(true, 0, "The session was stopped."));
    }

    @Override
    public final void kill() {
        stop();
    }

    private void end(boolean asked, int exitCode, String reason) {
        if (!over) {
            over = true;
            listener.ended(new EngineEnd(asked, OptionalInt.of(exitCode), reason, ""));
        }
    }

    @Override
    public final OptionalLong pid() {
        return OptionalLong.empty();
    }
}
