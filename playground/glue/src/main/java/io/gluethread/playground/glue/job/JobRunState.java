package io.gluethread.playground.glue.job;

import java.util.EnumSet;
import java.util.Set;

/** The states of a job's run, as {@code JobRun.JobRunState} names them; those that this endpoint gives. */
enum JobRunState {
    WAITING,
    STARTING,
    RUNNING,
    STOPPING,
    STOPPED,
    SUCCEEDED,
    FAILED,
    TIMEOUT;

    /** The states that can follow this one. A script that is done before the stop reaches it has been stopped. */
    Set<JobRunState> next() {
        return switch (this) {
            case WAITING -> EnumSet.of(STARTING, STOPPED);
            case STARTING -> EnumSet.of(RUNNING, SUCCEEDED, FAILED, STOPPING);
            case RUNNING -> EnumSet.of(SUCCEEDED, FAILED, STOPPING, TIMEOUT);
            case STOPPING -> EnumSet.of(STOPPED);
            case STOPPED, SUCCEEDED, FAILED, TIMEOUT -> EnumSet.noneOf(JobRunState.class);
        };
    }

    boolean over() {
        return next().isEmpty();
    }
}
