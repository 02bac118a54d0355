package io.gluethread.playground.slack.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.slack.json.Json;
import io.gluethread.playground.slack.workspace.Happening;
import io.gluethread.playground.slack.workspace.Workspace;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The way to the bot: its WebSockets while it has any open, else its request URL. What goes over it is in the X-ray. */
public final class BotLink implements AutoCloseable {
    private final Workspace workspace;
    private final Duration deadline;
    private final SocketLinks sockets;
    private final HttpLink http;
    private final AtomicReference<Optional<URI>> target;

    public BotLink(Workspace workspace, String secret, Duration deadline, Optional<URI> target, SocketLinks sockets) {
        this.workspace = workspace;
        this.deadline = deadline;
        this.sockets = sockets;
        this.http = new HttpLink(secret, workspace::now, deadline);
        this.target = new AtomicReference<>(target);
    }

    public Optional<URI> requestUrl() {
        return target.get();
    }

    public void deliverTo(URI uri) {
        target.set(Optional.of(uri));
    }

    /**
     * Asks an address for its challenge, as Slack's app settings do before they take a request URL
     * (docs.slack.dev/reference/events/url_verification), and takes it when the challenge comes back.
     *
     * @return what is wrong; empty when the address was taken
     */
    public Optional<String> verify(URI uri) {
        String challenge = UUID.randomUUID().toString();
        ObjectNode body = Json.object()
                .put("token", Workspace.VERIFICATION)
                .put("challenge", challenge)
                .put("type", "url_verification");
        Answer answer = traced("url_verification", "", Outgoing.event(body, 0, ""), Optional.of(uri));
        JsonNode json = answer.json();
        String given = json.isObject()
                ? json.path("challenge").asText()
                : answer.body().strip();
        if (!answer.ok() || !given.equals(challenge)) {
            return Optional.of("Your URL didn't respond with the value of the challenge parameter. (HTTP %d %s)"
                    .formatted(answer.status(), answer.failure()));
        }
        deliverTo(uri);
        return Optional.empty();
    }

    /** False until somebody said where the bot listens, or the bot has opened its first WebSocket. */
    public boolean connected() {
        return target.get().isPresent() || sockets.used();
    }

    Answer event(ObjectNode envelope, int retry, String reason) {
        JsonNode event = envelope.path("event");
        return traced(
                "event " + event.path("type").asText(),
                about(event),
                Outgoing.event(envelope, retry, reason),
                target.get());
    }

    /** A block action, submission or shortcut. */
    public Answer interaction(ObjectNode payload) {
        String detail = payload.has("actions")
                ? payload.path("actions").path(0).path("action_id").asText()
                : payload.path("callback_id")
                        .asText(payload.path("view").path("callback_id").asText());
        String who = payload.path("user").path("id").asText();
        return traced(
                payload.path("type").asText(),
                summary(who + " " + detail),
                Outgoing.interaction(payload),
                target.get());
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

    /** A slash command, by its fields. */
    public Answer command(Map<String, String> fields) {
        String typed = fields.getOrDefault("command", "") + " " + fields.getOrDefault("text", "");
        String where = fields.getOrDefault("channel_id", "") + " " + fields.getOrDefault("user_id", "");
        return traced("command", summary(where + " " + typed), Outgoing.command(fields), target.get());
    }

    private Answer traced(String what, String summary, Outgoing outgoing, Optional<URI> uri) {
        Answer answer = deliver(outgoing, uri);
        ObjectNode wire = Json.object()
                .put("at", workspace.now().toString())
                .put("from", "slack")
                .put("to", "bot")
                .put("what", what)
                .put("status", answer.status())
                .put("ms", answer.ms())
                .put("summary", summary)
                .put("request", outgoing.body())
                .put("response", answer.body());
        if (!answer.ok()) {
            wire.put("error", answer.failure());
        }
        if (outgoing.retry() > 0) {
            wire.put("retry", Integer.toString(outgoing.retry()));
        }
        workspace.tell(new Happening.Wire(wire));
        return answer;
    }

    private Answer deliver(Outgoing outgoing, Optional<URI> uri) {
        boolean verification = outgoing.payload().path("type").asText().equals("url_verification");
        return uri.isPresent() && (verification || sockets.count() == 0)
                ? http.deliver(uri.get(), outgoing)
                : sockets.deliver(outgoing, deadline);
    }

    /** A short, one-line excerpt for the X-ray. */
    public static String summary(String text) {
        String line = text.replace('\n', ' ').strip();
        return line.length() <= 200 ? line : line.substring(0, 199) + "…";
    }

    @Override
    public void close() {
        sockets.close();
        http.close();
    }
}
