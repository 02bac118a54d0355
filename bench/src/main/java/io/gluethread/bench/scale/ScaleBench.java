package io.gluethread.bench.scale;

import io.gluethread.bench.measure.Scratch;
import io.gluethread.broker.glue.GlueOperation;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Many sessions on one node: how often Glue is called, and how much later than it came about a statement's end is seen.
 * Beside it the official kernel's policy on the same statements: each is asked for every second.
 */
public final class ScaleBench {
    private static final double MEGABYTE = 1024 * 1024;
    private static final double NANOS_PER_SECOND = 1e9;

    private ScaleBench() {}

    /** Simulates and prints. */
    public static void run(ScalePlan plan, PrintStream out) throws Exception {
        out.printf(
                "%d running statements and %d idle sessions on one node, simulated Glue, %d simulated minutes each%n",
                plan.running(), plan.idle(), plan.time().toMinutes());
        kernel(plan, out);
        for (int callsPerSecond : plan.callsPerSecond()) {
            try (Scratch scratch = Scratch.create();
                    Crowd crowd = new Crowd(scratch.folder().resolve("ledger"))) {
                fill(plan, crowd);
                measure(plan, callsPerSecond, crowd, out);
            }
        }
    }

    private static void fill(ScalePlan plan, Crowd crowd) {
        List<io.gluethread.broker.session.ThreadId> threads = new ArrayList<>();
        for (int i = 0; i < plan.running() + plan.idle(); i++) {
            threads.add(crowd.idle());
        }
        crowd.pass(Duration.ofSeconds(30));
        threads.subList(0, plan.running()).forEach(crowd::busy);
    }

    private static void measure(ScalePlan plan, int callsPerSecond, Crowd crowd, PrintStream out) {
        crowd.goesOnWith(callsPerSecond);
        crowd.pass(plan.time());
        crowd.takeDelays();
        Map<GlueOperation, Integer> before = crowd.calls();
        long cpu = cpuNanos();
        crowd.pass(plan.time());
        double cores = (cpuNanos() - cpu) / (double) plan.time().toNanos();
        Map<GlueOperation, Integer> after = crowd.calls();
        Delays delays = crowd.takeDelays();
        System.gc();
        Runtime memory = Runtime.getRuntime();
        print(
                out,
                "Gluethread, %d calls/s".formatted(callsPerSecond),
                perMinute(plan, before, after, List.of(GlueOperation.GET_STATEMENT)),
                perMinute(plan, before, after, List.of(GlueOperation.values())),
                delays);
        out.printf(
                Locale.ROOT,
                "scale, Gluethread, %d calls/s: ListSessions %.0f a minute, heap %.0f MB and %.2f cores, both with the simulated Glue%n",
                callsPerSecond,
                perMinute(plan, before, after, List.of(GlueOperation.LIST_SESSIONS)),
                (memory.totalMemory() - memory.freeMemory()) / MEGABYTE,
                cores);
        out.flush();
    }

    private static double perMinute(
            ScalePlan plan,
            Map<GlueOperation, Integer> before,
            Map<GlueOperation, Integer> after,
            List<GlueOperation> operations) {
        int calls = operations.stream()
                .mapToInt(operation -> after.getOrDefault(operation, 0) - before.getOrDefault(operation, 0))
                .sum();
        return calls / (plan.time().toNanos() / NANOS_PER_SECOND / 60);
    }

    /** One GetStatement a second for each statement, from its beginning to the first answer after its end. */
    private static void kernel(ScalePlan plan, PrintStream out) {
        Workload workload = new Workload();
        Delays delays = new Delays();
        double simulated = 0;
        double total = 2.0 * plan.running() * plan.time().toSeconds();
        while (simulated < total) {
            Duration takes = workload.next();
            long polls = (takes.toMillis() + 999) / 1000;
            Duration late = Duration.ofSeconds(polls).minus(takes);
            delays.add(takes, late);
            simulated += polls;
        }
        print(out, "kernel's policy", plan.running() * 60.0, plan.running() * 60.0, delays);
    }

    private static void print(PrintStream out, String who, double polls, double calls, Delays delays) {
        out.printf(
                Locale.ROOT,
                "scale, %-26s GetStatement %.0f a minute, all calls %.0f a minute; ends seen n=%d: late by p50=%.2f s p99=%.2f s, of the running time p50=%.1f%% p99=%.0f%%%n",
                who + ":",
                polls,
                calls,
                delays.count(),
                delays.seconds(50),
                delays.seconds(99),
                delays.relative(50) * 100,
                delays.relative(99) * 100);
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getProcessCpuTime();
    }
}
