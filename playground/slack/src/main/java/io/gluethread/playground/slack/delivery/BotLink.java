package io.gluethread.playground.slack.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.slack.json.Json;
import io.gluethread.playground.slack.workspace.Happening;
import io.gluethread.playground.slack.workspace.Workspace;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Sends signed requests to the bot and waits for its answer, at most the deadline. */
public final class BotLink implements AutoCloseable {
    private final Workspace workspace;
    private final String secret;
    private final Duration deadline;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final AtomicReference<Optional<URI>> target;

    public BotLink(Workspace workspace, String secret, Duration deadline, Optional<URI> target) {
        this.workspace = workspace;
        this.secret = secret;
        this.deadline = deadline;
        this.target = new AtomicReference<>(target);
    }

    public void deliverTo(URI uri) {
        target.set(Optional.of(uri));
    }

    /** False until somebody said where the bot listens. */
    public boolean connected() {
        return target.get().isPresent();
    }

    Answer event(ObjectNode envelope, Map<String, String> headers) {
        String what = "event " + envelope.path("event").path("type").asText();
        return post(what, about(envelope.path("event")), "application/json", Json.writeAscii(envelope), headers);
    }

    /** A block action, submission or shortcut: one form field {@code payload}. */
    public Answer interaction(ObjectNode payload) {
        String body = "payload=" + encode(Json.writeAscii(payload));
        String what = payload.path("type").asText();
        String detail = payload.has("actions")
                ? payload.path("actions").path(0).path("action_id").asText()
                : payload.path("callback_id")
                        .asText(payload.path("view").path("callback_id").asText());
        String who = payload.path("user").path("id").asText();
        return post(what, summary(who + " " + detail), "application/x-www-form-urlencoded", body, Map.of());
    }

    /** Where, who, and what was said or chosen. */
    private static String about(JsonNode event) {
        JsonNode inner = event.path("message").isObject() ? event.path("message") : event;
        return summary(Stream.of(
                        event.path("channel").asText(event.at("/item/channel").asText()),
                        inner.path("user").asText(),
                        event.path("subtype").asText(),
                        event.path("reaction").asText(),
                        inner.path("text").asText())
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(" ")));
    }

    /** A slash command: its fields as a form. */
    public Answer command(Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(e -> encode(e.getKey()) + "=" + encode(e.getValue()))
                .collect(Collectors.joining("&"));
        String typed = fields.getOrDefault("command", "") + " " + fields.getOrDefault("text", "");
        return post(
                "command",
                summary(fields.getOrDefault("channel_id", "") + " " + fields.getOrDefault("user_id", "") + " " + typed),
                "application/x-www-form-urlencoded",
                body,
                Map.of());
    }

    private Answer post(String what, String summary, String type, String body, Map<String, String> headers) {
        long from = System.nanoTime();
        Answer answer = send(type, body, headers, from);
        ObjectNode wire = Json.object()
                .put("at", workspace.now().toString())
                .put("from", "slack")
                .put("to", "bot")
                .put("what", what)
                .put("status", answer.status())
                .put("ms", answer.ms())
                .put("summary", summary)
                .put("request", body)
                .put("response", answer.body());
        if (!answer.ok()) {
            wire.put("error", answer.failure());
        }
        if (headers.containsKey("x-slack-retry-num")) {
            wire.put("retry", headers.get("x-slack-retry-num"));
        }
        workspace.tell(new Happening.Wire(wire));
        return answer;
    }

    private Answer send(String type, String body, Map<String, String> headers, long from) {
        Optional<URI> uri = target.get();
        if (uri.isEmpty()) {
            return new Answer(0, "", 0, "connection_failed", false);
        }
        long seconds = workspace.now().getEpochSecond();
        HttpRequest.Builder request = HttpRequest.newBuilder(uri.get())
                .timeout(deadline)
                .header("Content-Type", type)
                .header("User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)")
                .header("X-Slack-Request-Timestamp", Long.toString(seconds))
                .header("X-Slack-Signature", Signature.of(secret, seconds, body))
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        headers.forEach(request::header);
        CompletableFuture<HttpResponse<String>> sent =
                http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        try {
            // The request's own timeout ends with the headers; the deadline covers the body too.
            HttpResponse<String> response = sent.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
            boolean noRetry = response.headers()
                    .firstValue("x-slack-no-retry")
                    .filter("1"::equals)
                    .isPresent();
            boolean ok = response.statusCode() >= 200 && response.statusCode() < 300;
            return new Answer(response.statusCode(), response.body(), ms(from), ok ? "" : "http_error", noRetry);
        } catch (TimeoutException _) {
            sent.cancel(true);
            return new Answer(0, "", ms(from), "http_timeout", false);
        } catch (ExecutionException e) {
            return new Answer(0, "", ms(from), reason(e.getCause()), false);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Answer(0, "", ms(from), "connection_failed", false);
        }
    }

    private static String reason(@Nullable Throwable cause) {
        return switch (cause) {
            case ConnectException _ -> "connection_failed";
            case HttpTimeoutException _ -> "http_timeout";
            case IOException _ -> "connection_failed";
            case null, default -> "unknown_error";
        };
    }

    private static long ms(long from) {
        return (System.nanoTime() - from) / 1_000_000;
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** A short, one-line excerpt for the X-ray. */
    public static String summary(String text) {
        String line = text.replace('\n', ' ').strip();
        return line.length() <= 200 ? line : line.substring(0, 199) + "…";
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
