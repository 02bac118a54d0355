package io.gluethread.bench.ack;

import io.gluethread.bench.measure.Scratch;
import io.gluethread.bench.measure.Times;
import io.gluethread.bench.node.Node;
import io.gluethread.bench.node.Population;
import io.gluethread.bench.node.QuietGlue;
import io.gluethread.broker.glue.memory.InMemoryGlue;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;

/**
 * Acknowledgements in an open loop: of the service while it watches many statements and sessions, of the service that has
 * nothing else to do, and of bare Bolt. One after the other, so that none takes the processors away from another.
 */
public final class LoadBench {
    private final LoadPlan plan;
    private final PrintStream out;
    private final QuietSlack slack;
    private final SignedCommands commands;

    private LoadBench(LoadPlan plan, PrintStream out, QuietSlack slack) {
        this.plan = plan;
        this.out = out;
        this.slack = slack;
        this.commands = new SignedCommands(slack.url(), InstantSource.system());
    }

    /** Measures and prints. */
    public static void run(LoadPlan plan, PrintStream out) throws Exception {
        out.printf(
                "Acknowledgement at %d events per second for %d s, beside %d running statements and %d idle sessions%n",
                plan.perSecond(),
                plan.time().toSeconds(),
                plan.threads().running(),
                plan.threads().idle());
        try (Scratch scratch = Scratch.create();
                QuietSlack slack = new QuietSlack()) {
            LoadBench bench = new LoadBench(plan, out, slack);
            bench.busy(Files.createDirectory(scratch.folder().resolve("busy")));
            bench.free(Files.createDirectory(scratch.folder().resolve("free")));
            bench.bolt(Files.createDirectory(scratch.folder().resolve("bolt")));
        }
    }

    private void busy(Path home) throws Exception {
        InMemoryGlue sessions = plan.threads().settle(home, Population.Cells.MIXED, InstantSource.system());
        try (QuietGlue glue = new QuietGlue(sessions);
                Node node = Node.start(slack.url(), glue.url(), home, SignedCommands.SECRET)) {
            Duration ready = node.untilReady();
            Duration looked = node.until(
                    "every statement was asked for",
                    () -> glue.looked() >= plan.threads().running());
            assert looked.compareTo(ready) > 0 || plan.threads().running() == 0;
            Times warm = loop(node.address(), plan.warmUp());
            glue.forget();
            Times measured = loop(node.address(), plan.time());
            print("Gluethread, at work", warm, measured);
            out.printf(
                    Locale.ROOT,
                    "ack under load, Gluethread, at work: meanwhile GetStatement %.0f times a second, all sessions listed %d times%n",
                    glue.polls() / (double) plan.time().toSeconds(),
                    glue.lists());
            node.kill();
        }
    }

    private void free(Path home) throws Exception {
        try (QuietGlue glue = new QuietGlue(new InMemoryGlue(InstantSource.system()));
                Node node = Node.start(slack.url(), glue.url(), home, SignedCommands.SECRET)) {
            Duration ready = node.untilReady();
            assert ready.isPositive();
            Times warm = loop(node.address(), plan.warmUp());
            print("Gluethread, nothing else", warm, loop(node.address(), plan.time()));
            node.kill();
        }
    }

    private void bolt(Path home) throws Exception {
        try (ContenderProcess bolt = ContenderProcess.start(Contender.BOLT, slack.url(), home)) {
            Times warm = loop(bolt.address(), plan.warmUp());
            print("bare Bolt", warm, loop(bolt.address(), plan.time()));
        }
    }

    private Times loop(InetSocketAddress to, Duration time) throws Exception {
        return new OpenLoop(to, plan.connections()).run(commands.next(plan.events(time), to), plan.perSecond());
    }

    private void print(String who, Times warm, Times measured) {
        out.printf(
                Locale.ROOT,
                "ack under load, %-26s n=%d p50=%.2f ms p99=%.2f ms p99.9=%.2f ms worst=%.2f ms (after %d to warm up)%n",
                who + ":",
                measured.count(),
                measured.medianMillis(),
                measured.percentileMillis(99),
                measured.percentileMillis(99.9),
                measured.percentileMillis(100),
                warm.count());
        out.flush();
    }
}
