package io.gluethread.sparkhost;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * The threads on which Spark runs tasks in local mode. Each bears its task's name while it is at work, which is the only
 * sign of a task that goes on after Spark has written it off as killed.
 */
final class TaskThreads {
    private static final String WORKER = "Executor task launch worker";
    private static final String AT_WORK = WORKER + " for task";

    private TaskThreads() {}

    static boolean isTask(Thread thread) {
        return thread.getName().startsWith(WORKER);
    }

    static Set<String> atWork() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith(AT_WORK))
                .collect(Collectors.toSet());
    }
}
