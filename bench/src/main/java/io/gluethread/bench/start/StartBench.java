package io.gluethread.bench.start;

import io.gluethread.bench.measure.Pause;
import io.gluethread.bench.measure.Ratio;
import io.gluethread.bench.measure.Scratch;
import io.gluethread.bench.measure.Times;
import io.gluethread.playground.demo.Playground;
import io.gluethread.playground.demo.PlaygroundSettings;
import io.gluethread.playground.glue.engine.JavaSeventeen;
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
import java.util.stream.Stream;

/**
 * From the command to the ready line of the playground, and from CreateSession to READY, each beside an empty Spark shell
 * of the same Spark on the same JDK: from its start until it has evaluated one line.
 */
public final class StartBench {
    private static final Path SPARK_HOST =
            Path.of("playground/spark-host/target/spark-host").toAbsolutePath();
    private static final Path SHELL = Path.of("bench/target/spark-shell").toAbsolutePath();

    /** Time in which somebody reads the page before the first command; the process that is started ahead uses it. */
    private static final Duration READING = Duration.ofSeconds(30);

    private static final Duration ARCHIVE_PATIENCE = Duration.ofMinutes(5);

    private enum What {
        SHELL("an empty Spark shell"),
        DEMO("./gluethread demo"),
        PLAIN("session, nothing prepared"),
        ARCHIVE("session, class archive"),
        AHEAD("session, started ahead");

        private final String title;

        What(String title) {
            this.title = title;
        }
    }

    private final Path folder;
    private final Map<What, List<Times>> measured = new HashMap<>();

    private StartBench(Path folder) {
        this.folder = folder;
    }

    /** Measures so many rounds, everything once in each, and prints. */
    public static void run(int rounds, PrintStream out) throws Exception {
        if (!Files.isDirectory(SPARK_HOST) || !Files.isDirectory(SHELL)) {
            throw new IOException("%s or %s is missing; `./gluethread bench` builds both".formatted(SPARK_HOST, SHELL));
        }
        try (Scratch scratch = Scratch.create()) {
            StartBench bench = new StartBench(scratch.folder());
            out.printf("Starts, %d rounds in turns; the page is read for %d s%n", rounds, READING.toSeconds());
            bench.makeArchive();
            for (int round = 0; round < rounds; round++) {
                for (What what : What.values()) {
                    bench.measured
                            .computeIfAbsent(what, _ -> new ArrayList<>())
                            .add(Times.ofNanos(new long[] {bench.once(what)}));
                }
            }
            bench.print(out);
        }
    }

    private long once(What what) throws Exception {
        return switch (what) {
            case SHELL -> shell();
            case DEMO -> demo();
            case PLAIN ->
                session("plain", Map.of("GLUETHREAD_SPARK_WARM", "0", "GLUETHREAD_SPARK_CLASS_SHARING", "off"));
            case ARCHIVE -> session("shared", Map.of("GLUETHREAD_SPARK_WARM", "0"));
            case AHEAD -> session("shared", Map.of());
        };
    }

    private long shell() throws Exception {
        List<String> command = new ArrayList<>();
        command.add(JavaSeventeen.find(System.getenv()).java().toString());
        try (Stream<String> options = Files.lines(SPARK_HOST.resolve("jvm.options"))) {
            options.filter(line -> line.startsWith("--add-opens") || line.startsWith("-Djdk"))
                    .forEach(command::add);
        }
        command.addAll(List.of(
                "-Xmx1g",
                "-Dscala.usejavacp=true",
                "-Dspark.master=local[*]",
                "-Dspark.app.name=shell",
                "-Dspark.ui.enabled=false",
                "-Dspark.sql.catalogImplementation=in-memory",
                "-cp",
                SHELL + "/*:" + SPARK_HOST + "/lib/*",
                "org.apache.spark.repl.Main",
                "-usejavacp"));
        try (Started shell = Started.until(
                "shell is ready",
                command,
                Map.of("SPARK_LOCAL_IP", "127.0.0.1"),
                "println(\"shell is \" + \"ready \" + spark.version)\n",
                folder.resolve("shell.log"))) {
            return shell.nanos();
        }
    }

    private long demo() throws IOException {
        try (Started demo = Started.until(
                "Gluethread is ready",
                List.of("./gluethread", "demo"),
                Map.of(
                        "GLUETHREAD_HOME", folder.resolve("demo").toString(),
                        "GLUETHREAD_SLACK_PORT", "0",
                        "GLUETHREAD_GLUE_PORT", "0",
                        "GLUETHREAD_BOT_PORT", "0"),
                "",
                folder.resolve("demo.log"))) {
            return demo.nanos();
        }
    }

    private long session(String home, Map<String, String> settings) throws Exception {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.putAll(settings);
        environment.put("GLUETHREAD_PYTHON", "no-python-here");
        try (Playground playground = Playground.start(
                        PlaygroundSettings.onFreePorts(folder.resolve(home), SPARK_HOST, environment),
                        InstantSource.system());
                NewSession sdk = new NewSession(playground.glue())) {
            playground.prepareSessions();
            if (!settings.containsKey("GLUETHREAD_SPARK_WARM")) {
                Pause.of(READING);
            }
            return sdk.untilReady();
        }
    }

    /** The first session of a home is followed by the making of the archive. */
    private void makeArchive() throws Exception {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.putAll(Map.of("GLUETHREAD_SPARK_WARM", "0", "GLUETHREAD_PYTHON", "no-python-here"));
        Path home = folder.resolve("shared");
        try (Playground playground = Playground.start(
                        PlaygroundSettings.onFreePorts(home, SPARK_HOST, environment), InstantSource.system());
                NewSession sdk = new NewSession(playground.glue())) {
            sdk.untilReady();
            long until = System.nanoTime() + ARCHIVE_PATIENCE.toNanos();
            while (!hasArchive(home.resolve("spark/cache"))) {
                if (System.nanoTime() > until) {
                    throw new IOException("no class archive after " + ARCHIVE_PATIENCE);
                }
                Pause.of(Duration.ofSeconds(1));
            }
        }
    }

    private static boolean hasArchive(Path cache) throws IOException {
        if (!Files.isDirectory(cache)) {
            return false;
        }
        try (Stream<Path> files = Files.list(cache)) {
            return files.anyMatch(file -> file.toString().endsWith(".jsa"));
        }
    }

    private void print(PrintStream out) {
        List<Times> shells = measured.getOrDefault(What.SHELL, List.of());
        for (What what : What.values()) {
            List<Times> rounds = measured.getOrDefault(what, List.of());
            out.printf(
                    Locale.ROOT,
                    "start, %-26s n=%d median=%.0f ms ratio=%s%n",
                    what.title + ":",
                    rounds.size(),
                    Times.pooled(rounds).medianMillis(),
                    what == What.SHELL ? "1 (baseline)" : Ratio.ofMedians(rounds, shells));
        }
        out.flush();
    }
}
