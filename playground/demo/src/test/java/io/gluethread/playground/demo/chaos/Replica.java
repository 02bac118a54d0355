package io.gluethread.playground.demo.chaos;

import io.gluethread.bot.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One bot as a process of its own, that can be killed, frozen and started again. */
final class Replica implements AutoCloseable {
    private static final List<String> OPTIONS = List.of(
            // A small process that starts fast: it does not live long enough for more.
            "-Xmx192m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-Dfile.encoding=UTF-8",
            "--enable-native-access=ALL-UNNAMED");
    private static final Pattern READY = Pattern.compile("Gluethread bot is ready on port (\\d+)");
    private static final long START_SECONDS = 90;

    private final int number;
    private final Map<String, String> environment;
    private final Path log;
    private volatile @Nullable Process process;
    private volatile int port;
    private volatile boolean frozen;

    Replica(int number, Map<String, String> environment, Path log) {
        this.number = number;
        this.environment = environment;
        this.log = log;
    }

    int number() {
        return number;
    }

    /** Returns when it says that it is ready. */
    void start() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder();
        builder.command()
                .add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        builder.command().addAll(OPTIONS);
        builder.command().add(Main.class.getName());
        builder.environment().keySet().removeIf(name -> name.startsWith("GLUETHREAD_"));
        builder.environment().putAll(environment);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Process started = builder.start();
        process = started;
        CountDownLatch ready = new CountDownLatch(1);
        Thread.ofVirtual().start(() -> listen(started, ready));
        if (!ready.await(START_SECONDS, TimeUnit.SECONDS) || port == 0) {
            started.destroyForcibly();
            throw new IllegalStateException("replica %d did not start; see %s".formatted(number, log));
        }
    }

    private void listen(Process started, CountDownLatch ready) {
        try (BufferedReader says = started.inputReader(StandardCharsets.UTF_8)) {
            for (String line = says.readLine(); line != null; line = says.readLine()) {
                Matcher told = READY.matcher(line);
                if (told.matches()) {
                    port = Integer.parseInt(told.group(1));
                    ready.countDown();
                }
            }
        } catch (IOException e) {
            // It was killed while it was being listened to; a thread of this story may not trouble the tests beside it.
            port = 0;
        } finally {
            ready.countDown();
        }
    }

    /** Where it listens; 0 while it does not. */
    int port() {
        return port;
    }

    boolean isFrozen() {
        return frozen;
    }

    /** As {@code kill -9}: returns at once. */
    void strike() {
        port = 0;
        Process now = process;
        if (now != null) {
            // Not the process's own method, which would close the stream that is being read.
            var _ = now.toHandle().destroyForcibly();
        }
    }

    /** Returns when nothing is left of it. */
    void awaitDeath() throws InterruptedException {
        Process now = process;
        if (now != null && now.waitFor() >= 0) {
            process = null;
            frozen = false;
        }
    }

    /** As SIGSTOP: it does nothing more, and does not know it. */
    void freeze() throws IOException, InterruptedException {
        frozen = true;
        signal("-STOP");
    }

    void thaw() throws IOException, InterruptedException {
        signal("-CONT");
        frozen = false;
    }

    private void signal(String name) throws IOException, InterruptedException {
        Process now = process;
        if (now != null) {
            int exit = new ProcessBuilder("kill", name, Long.toString(now.pid()))
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("kill %s %d: exit %d".formatted(name, now.pid(), exit));
            }
        }
    }

    /** As SIGTERM; whether it ended by itself within half a minute. */
    boolean ends() throws InterruptedException {
        Process now = process;
        if (now == null) {
            return true;
        }
        now.destroy();
        port = 0;
        return now.waitFor(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        strike();
    }
}
