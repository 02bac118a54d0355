package io.gluethread.bot.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One WebSocket to Slack: hears frames, says acknowledgements one after the other, and knows when it is at its end. */
final class SocketConnection implements WebSocket.Listener {
    private static final Logger log = LoggerFactory.getLogger(SocketConnection.class);

    /** Slack pings often, and answers our own pings: after so long without anything the line is dead. */
    private static final Duration SILENCE = Duration.ofSeconds(45);

    private final InstantSource clock;
    private final BiConsumer<SocketConnection, Envelope> taker;
    private final Runnable ending;
    private final CompletableFuture<Boolean> hello = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private volatile Instant heard;
    private volatile boolean atItsEnd;
    private @Nullable WebSocket socket;
    private CompletableFuture<WebSocket> said = new CompletableFuture<>();

    /**
     * @param taker is given every envelope; may not block
     * @param ending is told when another connection is needed
     */
    SocketConnection(InstantSource clock, BiConsumer<SocketConnection, Envelope> taker, Runnable ending) {
        this.clock = clock;
        this.taker = taker;
        this.ending = ending;
        this.heard = clock.instant();
    }

    /** Done when Slack has said hello, which is when it begins to send. */
    CompletableFuture<Boolean> hello() {
        return hello;
    }

    boolean isAlive() {
        return !atItsEnd && hello.isDone() && heard.plus(SILENCE).isAfter(clock.instant());
    }

    @Override
    public void onOpen(WebSocket opened) {
        synchronized (this) {
            socket = opened;
            said.complete(opened);
        }
        opened.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        heard = clock.instant();
        text.append(data);
        if (text.length() > SignedBodyFilter.MAX_BODY) {
            log.warn("a frame over the WebSocket is too long");
            end();
            from.abort();
            return null;
        }
        if (last) {
            String frame = text.toString();
            text.setLength(0);
            Json.object(frame).ifPresentOrElse(this::frame, () -> log.info("a frame over the WebSocket is not JSON"));
        }
        from.request(1);
        return null;
    }

    private void frame(ObjectNode frame) {
        switch (Json.text(frame, "type")) {
            case "hello" -> hello.complete(true);
            case "disconnect" -> {
                log.info("Slack ends a WebSocket: {}", Json.text(frame, "reason"));
                end();
            }
            default -> Envelope.of(frame).ifPresent(envelope -> taker.accept(this, envelope));
        }
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
        heard = clock.instant();
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
        heard = clock.instant();
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String why) {
        log.info("a WebSocket to Slack was closed with {}", code);
        end();
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable trouble) {
        log.info("a WebSocket to Slack broke: {}", trouble.toString());
        end();
    }

    private void end() {
        atItsEnd = true;
        hello.complete(false);
        ending.run();
    }

    /** A WebSocket takes one text at a time; what cannot be said is lost, and Slack sends its envelope again. */
    synchronized void say(String words) {
        said = said.thenCompose(open -> open.sendText(words, true)).exceptionally(trouble -> {
            log.info("an acknowledgement was not sent: {}", trouble.toString());
            end();
            throw new IllegalStateException("the WebSocket is broken", trouble);
        });
    }

    synchronized void ping() {
        if (socket != null) {
            CompletableFuture<WebSocket> _ = socket.sendPing(ByteBuffer.allocate(0));
        }
    }

    synchronized void close() {
        atItsEnd = true;
        if (socket != null) {
            WebSocket closing = socket;
            CompletableFuture<Void> _ = said.thenCompose(open -> open.sendClose(WebSocket.NORMAL_CLOSURE, ""))
                    .handle((_, trouble) -> {
                        if (trouble != null) {
                            closing.abort();
                        }
                        return null;
                    });
        }
    }
}
