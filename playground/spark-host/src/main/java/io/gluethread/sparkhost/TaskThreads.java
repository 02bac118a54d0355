package io.gluethread.sparkhost;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The threads on which Spark runs tasks in local mode. What they do is the only sign of a task that goes on after Spark
 * has written it off as killed.
 */
final class TaskThreads {
    private static final String WORKER = "Executor task launch worker";
    private static final String AT_WORK = "org.apache.spark.executor.Executor$TaskRunner";

    private TaskThreads() {}

    static boolean isTask(Thread thread) {
        return thread.getName().startsWith(WORKER);
    }

    /** The names of the tasks at work; a thread keeps the name of its last task when it rests. */
    static Set<String> atWork() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> isTask(entry.getKey()))
                .filter(entry -> Arrays.stream(entry.getValue())
                        .anyMatch(frame -> frame.getClassName().equals(AT_WORK)))
                .map(entry -> entry.getKey().getName())
                .collect(Collectors.toSet());
    }

    /** How long these threads have computed since they began, in milliseconds, added up. */
    static long computedMillis(Set<String> names) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> names.contains(thread.getName()))
                .mapToLong(thread -> Math.max(0, threads.getThreadCpuTime(thread.getId())) / 1_000_000)
                .sum();
    }
}
