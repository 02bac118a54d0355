package io.gluethread.sparkhost;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * JSON lines to and from the parent. Reads and writes go through buffers: on Java 17 the streams of one Unix domain
 * channel wait for each other when a read and a write overlap. One thread writes for all: a channel closes when a thread
 * that uses it is interrupted, and statements are.
 */
final class Wire {
    static final ObjectMapper JSON = new ObjectMapper();

    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(64 * 1024).flip();
    private final BlockingQueue<ByteBuffer> out = new LinkedBlockingQueue<>();
    private final CountDownLatch allSent = new CountDownLatch(1);

    private Wire(SocketChannel channel) {
        this.channel = channel;
        Thread sender = new Thread(this::write, "to-parent");
        sender.setDaemon(true);
        sender.start();
    }

    static Wire connect(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
        return new Wire(channel);
    }

    static ObjectNode message(String op) {
        return JSON.createObjectNode().put("op", op);
    }

    void send(ObjectNode message) {
        try {
            byte[] text = JSON.writeValueAsBytes(message);
            out.add(ByteBuffer.allocate(text.length + 1)
                    .put(text)
                    .put((byte) '\n')
                    .flip());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends one last message and waits until it is out, a second at most. */
    void sendLast(ObjectNode message) {
        send(message);
        out.add(ByteBuffer.allocate(0));
        boolean interrupted = true;
        while (interrupted) {
            try {
                boolean unused = allSent.await(1, TimeUnit.SECONDS);
                interrupted = false;
            } catch (InterruptedException e) {
                // a statement's thread may be the one that says goodbye
            }
        }
    }

    private void write() {
        try {
            while (true) {
                ByteBuffer line = out.take();
                if (!line.hasRemaining()) {
                    allSent.countDown();
                }
                while (line.hasRemaining()) {
                    channel.write(line);
                }
            }
        } catch (IOException | InterruptedException e) {
            allSent.countDown(); // the parent is gone; the reader of this channel ends the process
        }
    }

    /** Waits for the next message; empty when the parent has closed. For one thread only. */
    Optional<JsonNode> read() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            while (in.hasRemaining()) {
                byte b = in.get();
                if (b == '\n') {
                    return Optional.of(JSON.readTree(line.toByteArray()));
                }
                line.write(b);
            }
            in.clear();
            if (channel.read(in) < 0) {
                return Optional.empty();
            }
            in.flip();
        }
    }
}
