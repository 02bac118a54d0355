package io.gluethread.bench.roundtrip;

import io.gluethread.bench.measure.Pause;
import io.gluethread.bench.measure.Scratch;
import io.gluethread.bench.measure.Times;
import io.gluethread.bot.Bot;
import io.gluethread.bot.config.Config;
import io.gluethread.broker.statement.PollPace;
import io.gluethread.playground.demo.Playground;
import io.gluethread.playground.demo.PlaygroundSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.glue.model.Statement;

/**
 * The same small cell, three ways, in turns and in the same Spark session: written in a Slack thread until the result is
 * to be read there; by the AWS SDK, asking as often as the service does; and by the SDK asking far more often.
 */
public final class RoundTripBench {
    private static final Path SPARK_HOST = Path.of("playground/spark-host/target/spark-host");
    private static final Duration OFTEN = Duration.ofMillis(50);
    /** People write no faster; what Slack allows per channel (one message a second) is not what we measure. */
    private static final Duration BETWEEN_CELLS = Duration.ofSeconds(2);

    private static final int WARM_UP = 5;
    private static final double NANOS_PER_MILLI = 1e6;

    private final ThreadPerson person;
    private final SdkSession sdk;
    private final InstantSource clock = InstantSource.system();

    private final List<Long> slack = new ArrayList<>();
    private final List<Long> samePace = new ArrayList<>();
    private final List<Long> often = new ArrayList<>();
    private final List<Long> before = new ArrayList<>();
    private final List<Long> spark = new ArrayList<>();
    private final List<Long> after = new ArrayList<>();

    private RoundTripBench(ThreadPerson person, SdkSession sdk) {
        this.person = person;
        this.sdk = sdk;
    }

    /**
     * Measures and prints.
     *
     * @param cells of each way
     */
    public static void run(int cells, PrintStream out) throws Exception {
        if (!Files.isDirectory(SPARK_HOST)) {
            throw new IOException("%s is missing; `./gluethread bench` builds it".formatted(SPARK_HOST));
        }
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("GLUETHREAD_LANGUAGE", "scala");
        InstantSource clock = InstantSource.system();
        try (Scratch scratch = Scratch.create();
                Playground playground = Playground.start(
                        PlaygroundSettings.onFreePorts(scratch.folder(), SPARK_HOST.toAbsolutePath(), environment),
                        clock);
                Bot bot = Bot.start(Config.from(playground.botEnvironment()), clock)) {
            playground.botListensOn(bot.port());
            ThreadPerson person = new ThreadPerson(playground.page());
            out.printf("A cell (Scala, one sum) and its result; %d cells each way%n", cells);
            person.begins("@glue start scala");
            String first = person.says("```1 + 999998```");
            person.awaitShown("999999", first);
            try (SdkSession sdk = new SdkSession(playground.glue())) {
                RoundTripBench bench = new RoundTripBench(person, sdk);
                bench.measure(cells);
                bench.print(out);
            }
        }
    }

    private void measure(int cells) throws IOException, InterruptedException {
        for (int i = 0; i < WARM_UP + cells; i++) {
            if (i == WARM_UP) {
                List.of(slack, samePace, often, before, spark, after).forEach(List::clear);
            }
            int number = 2_000_000 + 10 * i;
            throughSlack(number);
            Pause.of(BETWEEN_CELLS);
            samePace.add(direct(number + 1, PollPace::next));
            often.add(direct(number + 2, _ -> OFTEN));
        }
    }

    private void throughSlack(int number) throws IOException, InterruptedException {
        long postedAt = clock.millis();
        long began = System.nanoTime();
        String ts = person.says("```1 + %d```".formatted(number));
        person.awaitShown(Integer.toString(number + 1), ts);
        long took = System.nanoTime() - began;
        slack.add(took);
        Statement statement = sdk.holding("1 + " + number);
        before.add(millis(statement.startedOn() - postedAt));
        spark.add(millis(statement.completedOn() - statement.startedOn()));
        after.add(took - millis(statement.completedOn() - postedAt));
    }

    private long direct(int number, UnaryOperator<Duration> pace) {
        long began = System.nanoTime();
        Statement statement = sdk.run("1 + " + number, pace);
        long took = System.nanoTime() - began;
        if (!statement.toString().contains(Integer.toString(number + 1))) {
            throw new IllegalStateException("a sum is not what it should be: " + statement);
        }
        return took;
    }

    private static long millis(long millis) {
        return (long) (millis * NANOS_PER_MILLI);
    }

    private void print(PrintStream out) {
        double baseline = times(samePace).medianMillis();
        line(out, "through Slack:", slack, baseline);
        line(out, "SDK, same pace:", samePace, baseline);
        line(out, "SDK, every 50 ms:", often, baseline);
        out.printf(
                Locale.ROOT,
                "roundtrip, through Slack, medians of its parts: posted to running %.0f ms, running %.0f ms, done to shown %.0f ms%n",
                times(before).medianMillis(),
                times(spark).medianMillis(),
                times(after).medianMillis());
        out.flush();
    }

    private static void line(PrintStream out, String title, List<Long> nanos, double baseline) {
        Times times = times(nanos);
        out.printf(
                Locale.ROOT,
                "roundtrip, %-18s n=%d median=%.0f ms p90=%.0f ms ratio of medians=%.2f%n",
                title,
                times.count(),
                times.medianMillis(),
                times.percentileMillis(90),
                times.medianMillis() / baseline);
    }

    private static Times times(List<Long> nanos) {
        return Times.ofNanos(nanos.stream().mapToLong(Long::longValue).toArray());
    }
}
