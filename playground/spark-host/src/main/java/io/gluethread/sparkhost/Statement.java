package io.gluethread.sparkhost;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One statement on its way; {@code cancelled} and the end are each settled once, whoever comes first. */
final class Statement {
    /** Why a statement that is cancelled before it starts is done without having run. */
    enum Phase {
        WAITING,
        RUNNING,
        DONE
    }

    final int id;
    final String code;
    final String jobGroup;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private volatile @Nullable Thread thread;

    Statement(int id, String code) {
        this.id = id;
        this.code = code;
        this.jobGroup = "statement-" + id;
    }

    boolean begin(Thread on) {
        thread = on;
        return phase.compareAndSet(Phase.WAITING, Phase.RUNNING);
    }

    /** True for the one caller that may report the end. */
    boolean finish() {
        return phase.getAndSet(Phase.DONE) != Phase.DONE;
    }

    Phase phase() {
        return phase.get();
    }

    /** True for the first caller. */
    boolean cancel() {
        return cancelled.compareAndSet(false, true);
    }

    boolean cancelled() {
        return cancelled.get();
    }

    @Nullable
    Thread thread() {
        return thread;
    }
}
