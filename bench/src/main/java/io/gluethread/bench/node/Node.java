package io.gluethread.bench.node;

import io.gluethread.bench.ack.Caller;
import io.gluethread.bench.ack.SignedCommands;
import io.gluethread.bench.measure.Pause;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The service as it is deployed, in a process of its own, which ends with us, since its input then ends. */
public final class Node implements AutoCloseable {
    public static final List<String> OPTIONS = List.of(
            "-Xms512m",
            "-Xmx512m",
            "-Dfile.encoding=UTF-8",
            "--enable-native-access=ALL-UNNAMED",
            "-Dlogback.configurationFile=logback-bench.xml");

    private static final Duration LOOK = Duration.ofMillis(10);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    /** Of the stand-in for Slack. */
    public static final String TOKEN = "xoxb-bench";

    private final Process process;
    private final InetSocketAddress address;
    private final long began;

    private Node(Process process, InetSocketAddress address, long began) {
        this.process = process;
        this.address = address;
        this.began = began;
    }

    /** Starts it and does not wait for anything. */
    public static Node start(URI slack, URI glue, Path home, String secret) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), NodeMain.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(settings(slack, glue, home, port, secret));
        long began = System.nanoTime();
        return new Node(builder.start(), new InetSocketAddress(InetAddress.getLoopbackAddress(), port), began);
    }

    /** What the service is configured with, in this process or in one of its own. */
    public static Map<String, String> settings(URI slack, URI glue, Path home, int port, String secret) {
        return Map.ofEntries(
                Map.entry("GLUETHREAD_SLACK_API_URL", slack + "/api/"),
                Map.entry("GLUETHREAD_SLACK_BOT_TOKEN", TOKEN),
                Map.entry("GLUETHREAD_SLACK_SIGNING_SECRET", secret),
                Map.entry("GLUETHREAD_AWS_ENDPOINT", glue.toString()),
                Map.entry("GLUETHREAD_AWS_ACCESS_KEY_ID", "bench"),
                Map.entry("GLUETHREAD_AWS_SECRET_ACCESS_KEY", "bench"),
                Map.entry("GLUETHREAD_ALLOWED_CHANNELS", "*"),
                Map.entry("GLUETHREAD_ALLOWED_PEOPLE", "*"),
                Map.entry("GLUETHREAD_BOT_HOST", "127.0.0.1"),
                Map.entry("GLUETHREAD_BOT_PORT", Integer.toString(port)),
                Map.entry("GLUETHREAD_HOME", home.toString()));
    }

    public InetSocketAddress address() {
        return address;
    }

    /** Since the process was started. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** Waits for it; answers how old the process was then. */
    public Duration until(String what, BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (!process.isAlive()) {
                throw new IllegalStateException("the service ended before %s".formatted(what));
            }
            if (age().compareTo(PATIENCE) > 0) {
                throw new IllegalStateException("after %s still not: %s".formatted(PATIENCE, what));
            }
            Pause.of(LOOK);
        }
        return age();
    }

    /** Waits until /readyz is green. */
    public Duration untilReady() {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:%d/readyz".formatted(address.getPort())))
                    .build();
            return until("/readyz was green", () -> {
                try {
                    return client.send(request, HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            == 200;
                } catch (IOException e) {
                    return false;
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("interrupted while measuring", e);
                }
            });
        }
    }

    /** Sends commands until one is acknowledged. */
    public Duration untilAck(SignedCommands commands) {
        return until("the first acknowledgement", () -> {
            try (Caller caller = new Caller(address)) {
                return caller.send(commands.next(1, address)).length == 1;
            } catch (IOException e) {
                return false;
            }
        });
    }

    /** As {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly();
        await();
    }

    /** Asks it to end, and waits. */
    @Override
    public void close() {
        process.destroy();
        await();
    }

    private void await() {
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
