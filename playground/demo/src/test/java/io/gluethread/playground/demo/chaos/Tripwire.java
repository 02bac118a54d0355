package io.gluethread.playground.demo.chaos;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Hands requests on and lets somebody see each of them before it goes on and after its answer came: the moments at which
 * a process is killed. What was sent before the kill arrives nevertheless, as on a real wire.
 */
final class Tripwire implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Set<String> OWN =
            Set.of("connection", "content-length", "expect", "host", "upgrade", "transfer-encoding");

    /** Who looks at what passes. */
    interface Watch {
        /** Whether it is to go on; false loses it. */
        boolean before(Passing passing);

        void after(Passing passing);
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int replica;
    private final URI target;
    private final Function<HttpExchange, String> operation;
    private final Watch watch;

    private Tripwire(int replica, URI target, Function<HttpExchange, String> operation, Watch watch)
            throws IOException {
        this.replica = replica;
        this.target = target;
        this.operation = operation;
        this.watch = watch;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
        server.setExecutor(threads);
        server.createContext("/", this::pass);
        server.start();
    }

    static Tripwire beforeGlue(int replica, URI glue, Watch watch) throws IOException {
        return new Tripwire(
                replica,
                glue,
                exchange -> {
                    String name = exchange.getRequestHeaders().getFirst("X-Amz-Target");
                    return name == null ? "" : name.substring(name.indexOf('.') + 1);
                },
                watch);
    }

    static Tripwire beforeSlack(int replica, URI slack, Watch watch) throws IOException {
        return new Tripwire(
                replica, slack, exchange -> exchange.getRequestURI().getPath().replaceFirst("^/api/", ""), watch);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Passing passing =
                    new Passing(replica, operation.apply(exchange), new String(body, StandardCharsets.UTF_8), "");
            if (!watch.before(passing)) {
                return;
            }
            HttpResponse<byte[]> answer =
                    http.send(request(exchange, target, body, PATIENCE), HttpResponse.BodyHandlers.ofByteArray());
            watch.after(passing.answered(new String(answer.body(), StandardCharsets.UTF_8)));
            answer(exchange, answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // An exchange that is closed without an answer is a connection that is cut.
    }

    static HttpRequest request(HttpExchange exchange, URI to, byte[] body, Duration patience) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        to.resolve(exchange.getRequestURI().toString()))
                .timeout(patience)
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> copy(name, values, request::header));
        return request.build();
    }

    static void answer(HttpExchange exchange, HttpResponse<byte[]> answer) throws IOException {
        answer.headers().map().forEach((name, values) -> copy(name, values, exchange.getResponseHeaders()::add));
        byte[] body = answer.body();
        exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static void copy(String name, List<String> values, BiConsumer<String, String> to) {
        if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
            values.forEach(value -> to.accept(name, value));
        }
    }

    @Override
    public void close() {
        server.stop(0);
        http.shutdownNow();
        threads.shutdownNow();
    }
}
