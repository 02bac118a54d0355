package io.gluethread.playground.slack.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.slack.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/** One WebSocket of an app in Socket Mode: sends envelopes and hands each acknowledgement to whoever waits for it. */
public final class SocketLink implements Session.Listener.AutoDemanding {
    private static final int GOING_AWAY = 1000;

    private final SocketLinks links;
    private final Map<String, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private volatile @Nullable Session session;

    SocketLink(SocketLinks links) {
        this.links = links;
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        session = opened;
        links.opened(this);
    }

    @Override
    public void onWebSocketText(String text) {
        JsonNode ack = Json.read(text);
        CompletableFuture<JsonNode> waits =
                waiting.remove(ack.path("envelope_id").asText());
        if (waits != null) {
            waits.complete(ack.path("payload"));
        }
    }

    @Override
    public void onWebSocketClose(int code, String why, Callback callback) {
        gone();
        callback.succeed();
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        gone();
    }

    private void gone() {
        links.closed(this);
        waiting.values().forEach(w -> w.completeExceptionally(new IOException("the WebSocket is closed")));
    }

    /** Sends an envelope; the future holds the payload of its acknowledgement, a missing node when there is none. */
    CompletableFuture<JsonNode> send(ObjectNode envelope) {
        CompletableFuture<JsonNode> ack = new CompletableFuture<>();
        waiting.put(envelope.path("envelope_id").asText(), ack);
        say(envelope);
        return ack;
    }

    /** An acknowledgement that comes after this is nobody's. */
    void forget(ObjectNode envelope) {
        waiting.remove(envelope.path("envelope_id").asText());
    }

    void say(ObjectNode frame) {
        Session open = session;
        if (open != null && open.isOpen()) {
            open.sendText(Json.writeAscii(frame), Callback.NOOP);
        } else {
            gone();
        }
    }

    void ping() {
        Session open = session;
        if (open != null && open.isOpen()) {
            open.sendPing(ByteBuffer.allocate(0), Callback.NOOP);
        }
    }

    void close() {
        Session open = session;
        if (open != null) {
            open.close(GOING_AWAY, "", Callback.NOOP);
        }
    }
}
