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
import java.util.Optional;

/**
 * Many sessions on one node: how often Glue is called, and how much later than it came about a statement's end is seen.
 * Beside it the official kernel's policy on the same statements and at a Glue with the same limit.
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
        plan.cases().stream().map(ScalePlan.Case::limit).distinct().forEach(limit -> kernel(plan, limit, out));
        try (Scratch scratch = Scratch.create();
                Crowd crowd = new Crowd(scratch.folder().resolve("ledger"))) {
            fill(plan, crowd);
            for (ScalePlan.Case one : plan.cases()) {
                measure(plan, one, crowd, out);
            }
        }
    }

    private static void fill(ScalePlan plan, Crowd crowd) {
        List<io.gluethread.broker.session.ThreadId> threads = new ArrayList<>();
        for (int i = 0; i < plan.running() + plan.idle(); i++) {
            threads.add(crowd.idle());
        }
        while (!crowd.isReady()) {
            crowd.pass(Duration.ofSeconds(10));
        }
        threads.subList(0, plan.running()).forEach(crowd::busy);
    }

    private static void measure(ScalePlan plan, ScalePlan.Case one, Crowd crowd, PrintStream out) {
        crowd.goesOnWith(one.most(), one.limit());
        crowd.pass(plan.time());
        crowd.takeDelays();
        int throttledBefore = crowd.throttled();
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
                "Gluethread, " + one.title(),
                perMinute(plan, before, after, List.of(GlueOperation.GET_STATEMENT)),
                perMinute(plan, before, after, List.of(GlueOperation.values())),
                (crowd.throttled() - throttledBefore) / minutes(plan),
                delays);
        out.printf(
                Locale.ROOT,
                "scale, Gluethread, %s: ListSessions %.0f a minute, heap %.0f MB and %.2f cores, both with the simulated Glue%n",
                one.title(),
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
        return calls / minutes(plan);
    }

    private static double minutes(ScalePlan plan) {
        return plan.time().toNanos() / NANOS_PER_SECOND / 60;
    }

    private static void kernel(ScalePlan plan, Optional<Integer> limit, PrintStream out) {
        KernelPolicy kernel = new KernelPolicy(limit);
        kernel.run(plan.running(), plan.time().multipliedBy(2));
        String title = "kernel's policy, limit " + limit.map(String::valueOf).orElse("none");
        double calls = kernel.calls() / minutes(plan);
        print(out, title, calls, calls, kernel.throttled() / minutes(plan), kernel.delays());
        out.printf(
                Locale.ROOT,
                "scale, %s: %.0f errors shown to users a minute%n",
                title,
                kernel.errors() / minutes(plan));
    }

    private static void print(
            PrintStream out, String who, double polls, double calls, double throttled, Delays delays) {
        out.printf(
                Locale.ROOT,
                "scale, %-38s GetStatement %.0f a minute, all calls %.0f a minute, %.0f throttled; ends seen n=%d: late by p50=%.2f s p99=%.2f s, of the running time p50=%.1f%% p99=%.0f%%; those under 10 s late by p50=%.2f s p99=%.2f s%n",
                who + ":",
                polls,
                calls,
                throttled,
                delays.count(),
                delays.seconds(50),
                delays.seconds(99),
                delays.relative(50) * 100,
                delays.relative(99) * 100,
                delays.secondsOfShort(50),
                delays.secondsOfShort(99));
        out.flush();
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getProcessCpuTime();
    }
}
