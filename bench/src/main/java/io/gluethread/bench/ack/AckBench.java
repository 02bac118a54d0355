package io.gluethread.bench.ack;

import io.gluethread.bench.measure.Ratio;
import io.gluethread.bench.measure.Scratch;
import io.gluethread.bench.measure.Times;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Acknowledgements of slash commands in a closed loop: the service and bare Bolt take turns, round by round. */
public final class AckBench implements AutoCloseable {
    private final AckPlan plan;
    private final PrintStream out;
    private final Scratch scratch;
    private final QuietSlack slack;
    private final SignedCommands commands;
    private final Map<Contender, ContenderProcess> processes = new EnumMap<>(Contender.class);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private long sentToUs;

    private AckBench(AckPlan plan, PrintStream out) throws Exception {
        this.plan = plan;
        this.out = out;
        this.scratch = Scratch.create();
        this.slack = new QuietSlack();
        this.commands = new SignedCommands(slack.url(), InstantSource.system());
    }

    /** Measures and prints. */
    public static void run(AckPlan plan, PrintStream out) throws Exception {
        try (AckBench bench = new AckBench(plan, out)) {
            bench.start();
            for (int connections : plan.connections()) {
                bench.series(connections);
            }
        }
    }

    private void start() throws Exception {
        out.printf(
                "Acknowledgement of a signed slash command; JVM options %s%n",
                String.join(" ", ContenderProcess.OPTIONS));
        for (Contender contender : Contender.values()) {
            Path home = Files.createDirectory(scratch.folder().resolve(contender.name()));
            processes.put(contender, ContenderProcess.start(contender, slack.url(), home));
        }
        int most = Collections.max(plan.connections());
        for (Contender contender : Contender.values()) {
            round(contender, most, Math.max(most, plan.warmUp()));
        }
    }

    private void series(int connections) throws Exception {
        Map<Contender, List<Times>> measured = new EnumMap<>(Contender.class);
        for (int round = 0; round < plan.rounds(); round++) {
            List<Contender> turns = new ArrayList<>(Arrays.asList(Contender.values()));
            Collections.rotate(turns, round);
            for (Contender contender : turns) {
                measured.computeIfAbsent(contender, _ -> new ArrayList<>())
                        .add(round(contender, connections, plan.requests()));
            }
        }
        List<Times> baseline = measured.getOrDefault(Contender.BOLT, List.of());
        measured.forEach((contender, rounds) -> {
            Times all = Times.pooled(rounds);
            String ratio = contender == Contender.BOLT
                    ? "1 (baseline)"
                    : Ratio.ofMedians(rounds, baseline).toString();
            out.printf(
                    Locale.ROOT,
                    "ack, connections=%d, %-20s n=%d p50=%.2f ms p99=%.2f ms ratio of p50=%s%n",
                    connections,
                    contender.title() + ":",
                    all.count(),
                    all.medianMillis(),
                    all.percentileMillis(99),
                    ratio);
        });
        out.flush();
    }

    /** One turn of one contender. What the service does after its acknowledgements is over when this returns. */
    private Times round(Contender contender, int connections, int requests) throws Exception {
        ContenderProcess process = processes.get(contender);
        if (process == null) {
            throw new IllegalStateException(contender.title() + " was not started");
        }
        List<Caller> callers = new ArrayList<>();
        try {
            List<Callable<long[]>> work = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                Caller caller = new Caller(process.address());
                callers.add(caller);
                List<byte[]> share = commands.next(requests / connections, process.address());
                work.add(() -> caller.send(share));
            }
            List<Times> times = new ArrayList<>();
            for (Future<long[]> done : threads.invokeAll(work)) {
                times.add(Times.ofNanos(done.get()));
            }
            Times all = Times.pooled(times);
            if (contender == Contender.GLUETHREAD) {
                sentToUs += all.count();
                slack.awaitAnswers(sentToUs);
            }
            return all;
        } finally {
            for (Caller caller : callers) {
                caller.close();
            }
        }
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        for (ContenderProcess process : processes.values()) {
            process.close();
        }
        slack.close();
        scratch.close();
    }
}
