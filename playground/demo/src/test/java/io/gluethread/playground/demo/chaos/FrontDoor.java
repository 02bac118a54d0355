package io.gluethread.playground.demo.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * The load balancer before the replicas: round robin over those that listen; 503 when there is none, 502 when one dies
 * over a request. It remembers which of Slack's events were taken and how often each was tried.
 */
final class FrontDoor implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final List<Replica> replicas;
    private final Tripwire.Watch watch;
    private final AtomicInteger turn = new AtomicInteger();
    private final Map<String, Event> events = new ConcurrentHashMap<>();

    /** What became of one of Slack's events so far. */
    private record Event(boolean taken, int tries, long lastNanos) {
        Event and(Event later) {
            return new Event(taken || later.taken, tries + later.tries, later.lastNanos);
        }

        /** Slack brings it again: some tries are left, and the longest wait between two is not over. */
        boolean isOwed() {
            return !taken
                    && tries < World.mostTries()
                    && System.nanoTime() - lastNanos < World.longestRetry().toNanos();
        }
    }

    FrontDoor(List<Replica> replicas, Tripwire.Watch watch) throws IOException {
        this.replicas = replicas;
        this.watch = watch;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
        server.setExecutor(threads);
        server.createContext("/", this::pass);
        server.start();
    }

    URI requestUrl() {
        return URI.create(
                "http://127.0.0.1:%d/slack/events".formatted(server.getAddress().getPort()));
    }

    /** Whether the news of a person's message was acknowledged. */
    boolean wasTaken(String channel, String ts) {
        return of(channel, ts).anyMatch(Event::taken);
    }

    /** Whether Slack has done what it does to bring the news of a message to the bot, in vain or not. */
    boolean isSettled(String channel, String ts) {
        return wasTaken(channel, ts)
                || (of(channel, ts).findAny().isPresent() && of(channel, ts).noneMatch(Event::isOwed));
    }

    private Stream<Event> of(String channel, String ts) {
        String about = channel + "/" + ts;
        return events.entrySet().stream()
                .filter(e -> e.getKey().endsWith(about))
                .map(Map.Entry::getValue);
    }

    /** Whether Slack will send some event again: not taken yet, and tried less often than it tries. */
    boolean isOwed() {
        return events.values().stream().anyMatch(Event::isOwed);
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String text = new String(body, StandardCharsets.UTF_8);
            Optional<String> event = event(text);
            boolean taken = hand(exchange, body, text, event.isPresent()) == 200;
            event.ifPresent(key -> events.merge(key, new Event(taken, 1, System.nanoTime()), Event::and));
        }
    }

    /** An event's id, and for what a person said also where it stands. */
    private static Optional<String> event(String body) throws IOException {
        if (!body.startsWith("{")) {
            return Optional.empty();
        }
        JsonNode envelope = JSON.readTree(body);
        JsonNode event = envelope.path("event");
        boolean said =
                Set.of("message", "app_mention").contains(event.path("type").asText())
                        && !event.has("subtype")
                        && !event.has("bot_id");
        String about = said
                ? " " + event.path("channel").asText() + "/" + event.path("ts").asText()
                : "";
        return envelope.has("event_id") ? Optional.of(envelope.path("event_id").asText() + about) : Optional.empty();
    }

    /** The status that Slack got. */
    private int hand(HttpExchange exchange, byte[] body, String text, boolean event) throws IOException {
        for (int tries = 0; tries < replicas.size(); tries++) {
            Replica replica = replicas.get(Math.floorMod(turn.getAndIncrement(), replicas.size()));
            int port = replica.port();
            // A real one would find out by its health checks that a frozen replica does not answer.
            if (port == 0 || (replica.isFrozen() && turn.get() % 4 != 0)) {
                continue;
            }
            try {
                HttpResponse<byte[]> answer = http.send(
                        Tripwire.request(exchange, URI.create("http://127.0.0.1:" + port), body, PATIENCE),
                        HttpResponse.BodyHandlers.ofByteArray());
                if (answer.statusCode() == 200 && event) {
                    watch.after(new Passing(replica.number(), "event", text, ""));
                }
                Tripwire.answer(exchange, answer);
                return answer.statusCode();
            } catch (HttpTimeoutException e) {
                return refuse(exchange, 504);
            } catch (ConnectException e) {
                // Not there: the next one, then.
                turn.get();
            } catch (IOException e) {
                return refuse(exchange, 502);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return refuse(exchange, 503);
            }
        }
        return refuse(exchange, 503);
    }

    private static int refuse(HttpExchange exchange, int status) {
        try {
            exchange.sendResponseHeaders(status, -1);
        } catch (IOException e) {
            // Slack did not wait for it.
            return status;
        }
        return status;
    }

    @Override
    public void close() {
        server.stop(0);
        http.shutdownNow();
        threads.shutdownNow();
    }
}
