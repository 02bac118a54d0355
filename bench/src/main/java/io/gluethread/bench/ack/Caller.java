package io.gluethread.bench.ack;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * One kept connection that sends finished requests one after the other. On the bare socket, so that little of what is
 * measured is the client's own.
 */
public final class Caller implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final String LENGTH = "content-length:";

    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;

    public Caller(InetSocketAddress to) throws IOException {
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(to, PATIENCE_MILLIS);
        out = socket.getOutputStream();
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Nanoseconds from the first byte sent to the last byte of the answer, for each request. */
    public long[] send(List<byte[]> requests) throws IOException {
        long[] nanos = new long[requests.size()];
        for (int i = 0; i < nanos.length; i++) {
            long began = System.nanoTime();
            out.write(requests.get(i));
            readAck();
            nanos[i] = System.nanoTime() - began;
        }
        return nanos;
    }

    /** An acknowledgement is 200 with nothing in it; anything else is not what we measure. */
    private void readAck() throws IOException {
        String status = line();
        int length = -1;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
                length = Integer.parseInt(header.substring(LENGTH.length()).strip());
            }
        }
        if (!status.startsWith("HTTP/1.1 200") || length != 0) {
            String body = new String(in.readNBytes(Math.clamp(length, 0, 1000)), StandardCharsets.UTF_8);
            throw new IOException("not an acknowledgement: %s, %d bytes: %s".formatted(status, length, body));
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the connection ended");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
