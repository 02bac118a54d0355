package io.gluethread.playground.slack.delivery;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Signed HTTP requests to the app's request URL; waits for each answer, at most the deadline. */
final class HttpLink implements AutoCloseable {
    private static final int MOST_REDIRECTS = 2;

    private final String secret;
    private final InstantSource clock;
    private final Duration deadline;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .executor(threads)
            .build();

    HttpLink(String secret, InstantSource clock, Duration deadline) {
        this.secret = secret;
        this.clock = clock;
        this.deadline = deadline;
    }

    Answer deliver(URI to, Outgoing outgoing) {
        long from = System.nanoTime();
        URI uri = to;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            Reached reached = send(uri, outgoing, from);
            if (reached.next() == null) {
                return reached.answer();
            }
            uri = reached.next();
        }
        return Answer.none("too_many_redirects", from);
    }

    /** What came back, and where it sends us on to. */
    private record Reached(Answer answer, @Nullable URI next) {}

    private Reached send(URI uri, Outgoing outgoing, long from) {
        String body = outgoing.body();
        long seconds = clock.instant().getEpochSecond();
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(deadline)
                .header("Content-Type", outgoing.contentType())
                .header("User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)")
                .header("X-Slack-Request-Timestamp", Long.toString(seconds))
                .header("X-Slack-Signature", Signature.of(secret, seconds, body))
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        outgoing.headers().forEach(request::header);
        CompletableFuture<HttpResponse<String>> sent =
                http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        try {
            // The request's own timeout ends with the headers; the deadline covers the body too.
            HttpResponse<String> response = sent.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
            Answer answer = Answer.of(response.statusCode(), response.body(), from);
            boolean noRetry = response.headers()
                    .firstValue("x-slack-no-retry")
                    .filter("1"::equals)
                    .isPresent();
            return new Reached(noRetry ? answer.withoutRetry() : answer, redirect(uri, response));
        } catch (TimeoutException _) {
            sent.cancel(true);
            return new Reached(Answer.none("http_timeout", from), null);
        } catch (ExecutionException e) {
            return new Reached(Answer.none(reason(e.getCause()), from), null);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Reached(Answer.none("connection_failed", from), null);
        }
    }

    private static @Nullable URI redirect(URI from, HttpResponse<String> response) {
        boolean elsewhere = response.statusCode() >= 301 && response.statusCode() <= 308;
        return elsewhere
                ? response.headers().firstValue("Location").map(from::resolve).orElse(null)
                : null;
    }

    private static String reason(@Nullable Throwable cause) {
        return switch (cause) {
            case ConnectException _ -> "connection_failed";
            case HttpTimeoutException _ -> "http_timeout";
            case IOException _ -> "connection_failed";
            case null, default -> "unknown_error";
        };
    }

    @Override
    public void close() {
        http.shutdownNow();
        threads.shutdownNow();
    }
}
