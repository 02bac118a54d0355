package io.gluethread.playground.slack.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.slack.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches what other servers of the playground have heard, local Glue for one, as long as a page is open: {@code GET
 * <source>/after/<number>} answers {@code {"last": n, "wire": [...]}}.
 */
final class FurtherWires implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FurtherWires.class);
    private static final long EVERY_MS = 400;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final List<URI> sources;
    private final BooleanSupplier watched;
    private final Consumer<ObjectNode> listener;
    private final Map<URI, Long> heard = new HashMap<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("local-slack-wires").factory());

    FurtherWires(List<URI> sources, BooleanSupplier watched, Consumer<ObjectNode> listener) {
        this.sources = List.copyOf(sources);
        this.watched = watched;
        this.listener = listener;
        if (!sources.isEmpty()) {
            var _ = ticker.scheduleWithFixedDelay(this::look, EVERY_MS, EVERY_MS, TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        if (watched.getAsBoolean()) {
            sources.forEach(this::ask);
        }
    }

    private void ask(URI source) {
        long after = heard.getOrDefault(source, 0L);
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(source + "/after/" + after))
                    .timeout(PATIENCE)
                    .build();
            JsonNode answer = Json.read(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
            long last = answer.path("last").asLong();
            if (last < after) {
                // It was started anew and counts from the beginning.
                heard.remove(source);
                return;
            }
            heard.put(source, last);
            for (JsonNode wire : answer.path("wire")) {
                if (wire instanceof ObjectNode object) {
                    listener.accept(object);
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("{} did not tell its wire", source, e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        http.shutdownNow();
    }
}
