package io.gluethread.bench.recovery;

import io.gluethread.bench.ack.QuietSlack;
import io.gluethread.bench.ack.SignedCommands;
import io.gluethread.bench.measure.Pause;
import io.gluethread.bench.measure.Ratio;
import io.gluethread.bench.measure.Scratch;
import io.gluethread.bench.measure.Times;
import io.gluethread.bench.node.Node;
import io.gluethread.bench.node.Population;
import io.gluethread.bench.node.QuietGlue;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * The service with many open threads is killed at work and started again, beside the same start with an empty ledger:
 * the real process, its ledger in a file, Glue and Slack on the wire.
 */
public final class RecoveryBench implements AutoCloseable {
    private static final String SECRET = SignedCommands.SECRET;

    private final RecoveryPlan plan;
    private final Scratch scratch;
    private final QuietSlack slack;
    private final SignedCommands commands;
    private final ExecutorService watchers = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<What, List<Times>> measured = new LinkedHashMap<>();

    private enum What {
        EMPTY_READY("empty ledger, until /readyz is green"),
        EMPTY_ACK("empty ledger, until the first ack"),
        READY("after the kill, until /readyz is green"),
        ACK("after the kill, until the first ack"),
        LOOKED("after the kill, until every statement was asked for or sent"),
        LISTED("after the kill, until all sessions were listed"),
        POSTED("after the kill, until all due messages are posted");

        private final String title;

        What(String title) {
            this.title = title;
        }
    }

    private RecoveryBench(RecoveryPlan plan) throws Exception {
        this.plan = plan;
        this.scratch = Scratch.create();
        this.slack = new QuietSlack();
        this.commands = new SignedCommands(slack.url(), InstantSource.system());
    }

    /** Measures and prints. */
    public static void run(RecoveryPlan plan, PrintStream out) throws Exception {
        Population threads = plan.threads();
        out.printf(
                "%d open threads: %d statements run, %d cells wait behind them, %d are not sent yet, %d sessions are idle, %d messages are due; killed after %d s%n",
                threads.threads(),
                threads.running(),
                threads.running() * threads.queue(),
                threads.unsent(),
                threads.idle(),
                threads.due(),
                plan.uptime().toSeconds());
        try (RecoveryBench bench = new RecoveryBench(plan)) {
            bench.measure();
            bench.print(out);
        }
    }

    private void measure() throws Exception {
        Path home = Files.createDirectory(scratch.folder().resolve("home"));
        try (QuietGlue glue =
                new QuietGlue(plan.threads().settle(home, Population.Cells.ENDLESS, InstantSource.system()))) {
            crash(glue, home);
            for (int round = 0; round < plan.rounds(); round++) {
                nothing(glue, Files.createDirectory(scratch.folder().resolve("empty-" + round)));
                again(glue, copy(home, scratch.folder().resolve("round-" + round)));
            }
        }
    }

    /** It comes up and is killed at work; until then Slack takes no messages, so that some are due. */
    private void crash(QuietGlue glue, Path home) throws IOException {
        slack.refuse(true);
        try (Node node = Node.start(slack.url(), glue.url(), home, SECRET)) {
            Duration ready = node.untilReady();
            assert !ready.isNegative();
            Pause.of(plan.uptime());
            node.kill();
        }
        slack.refuse(false);
    }

    private void nothing(QuietGlue glue, Path home) throws Exception {
        try (Node node = Node.start(slack.url(), glue.url(), home, SECRET)) {
            Future<Duration> ack = watchers.submit(() -> node.untilAck(commands));
            note(What.EMPTY_READY, node.untilReady());
            note(What.EMPTY_ACK, ack.get());
            node.kill();
        }
    }

    private void again(QuietGlue glue, Path home) throws Exception {
        glue.forget();
        long posted = slack.posts();
        Population threads = plan.threads();
        try (Node node = Node.start(slack.url(), glue.url(), home, SECRET)) {
            Future<Duration> ack = watchers.submit(() -> node.untilAck(commands));
            Future<Duration> looked = watchers.submit(() -> node.until(
                    "every statement was asked for", () -> glue.looked() >= threads.running() + threads.unsent()));
            Future<Duration> listed =
                    watchers.submit(() -> node.until("the sessions were listed", () -> glue.lists() > 0));
            Future<Duration> messages = watchers.submit(
                    () -> node.until("the messages were posted", () -> slack.posts() - posted >= threads.due()));
            note(What.READY, node.untilReady());
            note(What.ACK, ack.get());
            note(What.LOOKED, looked.get());
            note(What.LISTED, listed.get());
            note(What.POSTED, messages.get());
            node.kill();
        }
    }

    private void note(What what, Duration time) {
        measured.computeIfAbsent(what, _ -> new ArrayList<>()).add(Times.ofNanos(new long[] {time.toNanos()}));
    }

    private static Path copy(Path from, Path to) throws IOException {
        Files.createDirectory(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
        return to;
    }

    private void print(PrintStream out) {
        measured.forEach((what, rounds) -> {
            List<Times> baseline =
                    measured.getOrDefault(what == What.ACK ? What.EMPTY_ACK : What.EMPTY_READY, List.of());
            boolean first = what == What.EMPTY_READY || what == What.EMPTY_ACK;
            out.printf(
                    Locale.ROOT,
                    "recovery, %-60s n=%d median=%.0f ms ratio=%s%n",
                    what.title + ":",
                    rounds.size(),
                    Times.pooled(rounds).medianMillis(),
                    first ? "1 (baseline)" : Ratio.ofMedians(rounds, baseline));
        });
        out.flush();
    }

    @Override
    public void close() throws IOException {
        watchers.shutdownNow();
        slack.close();
        scratch.close();
    }
}
