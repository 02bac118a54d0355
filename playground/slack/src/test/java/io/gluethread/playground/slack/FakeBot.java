package io.gluethread.playground.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gluethread.playground.slack.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A bot that writes down what it gets and answers what it was told to. */
final class FakeBot implements AutoCloseable {
    /** One request as it came, headers with lower-case names. */
    record Got(Map<String, String> headers, String body) {
        JsonNode json() {
            return Json.read(body);
        }

        JsonNode event() {
            return json().path("event");
        }

        Map<String, String> form() {
            return Arrays.stream(body.split("&", -1))
                    .map(p -> p.split("=", 2))
                    .collect(Collectors.toMap(
                            p -> URLDecoder.decode(p[0], StandardCharsets.UTF_8),
                            p -> URLDecoder.decode(p[1], StandardCharsets.UTF_8)));
        }

        JsonNode payload() {
            return Json.read(form().getOrDefault("payload", ""));
        }
    }

    record Ack(int status, String body, Map<String, String> headers) {
        Ack(int status, String body) {
            this(status, body, Map.of());
        }
    }

    private final HttpServer server;
    private final BlockingQueue<Got> got = new LinkedBlockingQueue<>();
    private final Queue<Function<Got, Ack>> acks = new ConcurrentLinkedQueue<>();

    FakeBot() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/slack/events", this::answer);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/slack/events");
    }

    /** Answers the next request so, or all further ones once these are used up with an empty 200. */
    void nextAck(Function<Got, Ack> ack) {
        acks.add(ack);
    }

    void nextAck(int status, String body) {
        nextAck(_ -> new Ack(status, body));
    }

    /** Sends the next requests on to the same address. */
    void redirectNext(int times) {
        for (int i = 0; i < times; i++) {
            nextAck(_ -> new Ack(307, "", Map.of("Location", url().toString())));
        }
    }

    /** Refuses the next request and asks for no retry. */
    void refuseNextForGood() {
        nextAck(_ -> new Ack(500, "", Map.of("x-slack-no-retry", "1")));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> headers = exchange.getRequestHeaders().entrySet().stream()
                .collect(Collectors.toMap(
                        e -> e.getKey().toLowerCase(java.util.Locale.ROOT),
                        e -> e.getValue().getFirst()));
        Got request = new Got(headers, body);
        Function<Got, Ack> ack = acks.poll();
        got.add(request);
        Ack answer = ack == null ? new Ack(200, "") : ack.apply(request);
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    /** The next request, waited for at most ten seconds. */
    Got next() throws InterruptedException {
        Got next = got.poll(10, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("the bot got nothing");
        }
        return next;
    }

    /** True when nothing is waiting to be read. */
    boolean quiet() {
        return got.isEmpty();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
