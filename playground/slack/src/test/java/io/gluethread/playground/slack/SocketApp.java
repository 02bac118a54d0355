package io.gluethread.playground.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.slack.json.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An app's end of one WebSocket in Socket Mode; it acknowledges only what it is told to. */
final class SocketApp implements WebSocket.Listener, AutoCloseable {
    private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final WebSocket socket;
    final AtomicInteger pings = new AtomicInteger();

    SocketApp(HttpClient http, URI address) {
        socket = http.newWebSocketBuilder().buildAsync(address, this).join();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            frames.add(Json.read(text.toString()));
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket from, java.nio.ByteBuffer message) {
        pings.incrementAndGet();
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String why) {
        closed.countDown();
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable trouble) {
        closed.countDown();
    }

    /** The next frame, waited for at most a minute. */
    JsonNode next() throws InterruptedException {
        JsonNode next = frames.poll(60, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no frame came");
        }
        return next;
    }

    boolean quiet() {
        return frames.isEmpty();
    }

    boolean isClosed() throws InterruptedException {
        return closed.await(60, TimeUnit.SECONDS);
    }

    void ack(JsonNode envelope, @Nullable ObjectNode payload) {
        ObjectNode ack =
                Json.object().put("envelope_id", envelope.path("envelope_id").asText());
        if (payload != null) {
            ack.set("payload", payload);
        }
        socket.sendText(Json.write(ack), true).join();
    }

    @Override
    public void close() {
        socket.abort();
    }
}
