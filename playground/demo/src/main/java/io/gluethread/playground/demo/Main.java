package io.gluethread.playground.demo;

import io.gluethread.bot.Bot;
import io.gluethread.bot.TakenPort;
import io.gluethread.bot.config.BadConfigException;
import io.gluethread.bot.config.Config;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The launcher's {@code demo} and {@code local}: starts, says what is ready, and stays until it is told to end. */
public final class Main {
    private static final Logger log = LoggerFactory.getLogger(Main.class);

    private Main() {}

    public static void main(String[] args) throws InterruptedException {
        PrintStream out = System.out;
        try {
            boolean withBot = withBot(args);
            PlaygroundSettings settings = PlaygroundSettings.from(System.getenv());
            Running running = withBot ? demo(settings, out) : local(settings, out);
            CountDownLatch ended = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                running.close();
                ended.countDown();
            }));
            ended.await();
        } catch (BadConfigException | IllegalArgumentException e) {
            System.err.println("Gluethread cannot start: " + e.getMessage());
            System.exit(2);
        } catch (IOException e) {
            System.err.println("Gluethread cannot start: " + inWords(e));
            System.exit(1);
        } catch (RuntimeException | LinkageError e) {
            // Threads that were started already would keep a process alive that does nothing.
            if (!TakenPort.isCauseOf(e)) {
                log.error("could not start", e);
            }
            System.err.println("Gluethread cannot start: " + inWords(e));
            System.exit(1);
        }
    }

    /**
     * Whether the bot is started too.
     *
     * @throws IllegalArgumentException if there is a word that is not known
     */
    static boolean withBot(String... args) {
        return switch (String.join(" ", args)) {
            case "", "demo" -> true;
            case "local" -> false;
            default ->
                throw new IllegalArgumentException(
                        "it takes one word, 'demo' or 'local', not '%s'".formatted(String.join(" ", args)));
        };
    }

    private static Running demo(PlaygroundSettings settings, PrintStream out) throws IOException {
        // The local Slack begins with an empty workspace each time, so the ledger of an earlier one has nothing to
        // show.
        delete(settings.home().resolve("bot"));
        Playground playground = Playground.start(settings, InstantSource.system());
        try {
            Bot bot = Bot.start(Config.from(playground.botEnvironment()), InstantSource.system());
            playground.botListensOn(bot.port());
            out.println("Local Glue for the AWS CLI and SDKs: " + playground.glue());
            out.println(language(playground));
            out.println("Gluethread is ready: " + playground.page());
            out.flush();
            playground.prepareSessions();
            return new Running(bot, playground);
        } catch (RuntimeException | LinkageError e) {
            playground.close();
            throw e;
        }
    }

    private static Running local(PlaygroundSettings settings, PrintStream out) throws IOException {
        Playground playground = Playground.start(settings, InstantSource.system());
        out.println("# The environment with which `./gluethread serve` joins:");
        export(playground.botEnvironment(), out);
        out.println("# " + language(playground));
        out.println("Local Glue is ready: " + playground.glue());
        out.println("Local Slack is ready: " + playground.page());
        out.flush();
        playground.prepareSessions();
        return new Running(() -> {}, playground);
    }

    private static void export(Map<String, String> environment, PrintStream out) {
        environment.forEach((name, value) -> out.println("export %s='%s'".formatted(name, value)));
    }

    private static String language(Playground playground) {
        return playground.hasPython()
                ? "Sessions speak Python (PySpark was found), Scala and SQL."
                : "Sessions speak Scala and SQL; for Python: python3 -m pip install 'pyspark==3.5.*', then start again.";
    }

    private static String inWords(Throwable e) {
        return TakenPort.isCauseOf(e)
                ? "a port is taken (%s). Another Gluethread may be running; GLUETHREAD_SLACK_PORT, GLUETHREAD_GLUE_PORT and GLUETHREAD_BOT_PORT choose others, 0 picks free ones."
                        .formatted(e.getMessage())
                : e instanceof IOException ? String.valueOf(e.getMessage()) : e.toString();
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** What was started, ended in reverse. */
    private record Running(AutoCloseable bot, Playground playground) {
        void close() {
            try {
                bot.close();
            } catch (Exception e) {
                System.err.println("The bot did not end cleanly: " + e.getMessage());
            } finally {
                playground.close();
            }
        }
    }
}
