package io.gluethread.playground.glue.server;

import io.gluethread.playground.glue.wire.AwsError;
import io.gluethread.playground.glue.wire.HttpAnswer;
import io.gluethread.playground.glue.wire.HttpCall;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/** The HTTP server: has a call answered on a virtual thread, writes the answer or cuts the line. */
public final class HttpEndpoint implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;
    /** Bytes of a refused request that are read and thrown away. */
    private static final long LARGEST_REFUSED = 64L * 1024 * 1024;

    private final Server server;
    private final ServerConnector connector;

    private HttpEndpoint(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /**
     * Listens on the loopback address.
     *
     * @param port 0 for a free one
     * @throws IOException if the port cannot be had
     */
    static HttpEndpoint start(int port, Routes routes) throws IOException {
        Server server = new Server(new VirtualThreadPool());
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        // Keys of objects may hold anything, percent-encoded; what leads out of a bucket is refused where keys are
        // read.
        http.setUriCompliance(UriCompliance.UNSAFE);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        server.setHandler(new Calls(routes));
        try {
            server.start();
        } catch (Exception e) {
            stop(server);
            throw new IOException("Local Glue cannot listen on 127.0.0.1:" + port + ": " + e.getMessage(), e);
        }
        return new HttpEndpoint(server, connector);
    }

    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        stop(server);
    }

    private static void stop(Server server) {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP server did not stop", e);
        }
    }

    private static final class Calls extends Handler.Abstract {
        private final Routes routes;

        Calls(Routes routes) {
            this.routes = routes;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            switch (answer(request)) {
                case HttpAnswer.Full full -> write(full, response, callback);
                case HttpAnswer.Part part -> write(part, request, response, callback);
                case HttpAnswer.Dropped dropped -> {
                    request.getConnectionMetaData()
                            .getConnection()
                            .getEndPoint()
                            .close();
                    callback.failed(new IOException("connection cut by an ordered fault"));
                }
            }
            return true;
        }

        private HttpAnswer answer(Request request) throws IOException {
            try (InputStream in = Content.Source.asInputStream(request)) {
                HttpAnswer answer = answer(request, in);
                if (!(answer instanceof HttpAnswer.Dropped)) {
                    readToItsEnd(in);
                }
                return answer;
            }
        }

        private HttpAnswer answer(Request request, InputStream in) throws IOException {
            String query = request.getHttpURI().getQuery();
            String path = request.getHttpURI().getPath();
            try {
                return routes.answer(new HttpCall(
                        request.getMethod(),
                        path == null || path.isEmpty() ? "/" : path,
                        query == null ? "" : query,
                        headers(request),
                        in));
            } catch (AwsError e) {
                return Routes.refusal(e.status(), e.text());
            }
        }

        /** A sender who is still sending would not hear why it was refused. */
        private static void readToItsEnd(InputStream in) throws IOException {
            long left = LARGEST_REFUSED;
            byte[] buffer = new byte[BUFFER];
            for (int count = in.read(buffer); count >= 0 && left > 0; count = in.read(buffer)) {
                left -= count;
            }
        }

        private static Map<String, String> headers(Request request) {
            Map<String, String> headers = new HashMap<>();
            request.getHeaders()
                    .forEach(field -> headers.putIfAbsent(
                            field.getName().toLowerCase(Locale.ROOT),
                            field.getValue() == null ? "" : field.getValue()));
            return headers;
        }

        private static void write(HttpAnswer.Full answer, Response response, Callback callback) {
            response.setStatus(answer.status());
            if (!answer.contentType().isEmpty()) {
                response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.contentType());
            }
            putHeaders(answer.headers(), response);
            if (answer.status() != 204 && answer.status() != 304) {
                response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.body().length);
            }
            response.write(true, ByteBuffer.wrap(answer.body()), callback);
        }

        private static void putHeaders(Map<String, String> headers, Response response) {
            String requestId = UUID.randomUUID().toString();
            response.getHeaders().put("x-amzn-RequestId", requestId);
            response.getHeaders().put("x-amz-request-id", requestId);
            headers.forEach((name, value) -> response.getHeaders().put(name, value));
        }

        private static void write(HttpAnswer.Part answer, Request request, Response response, Callback callback)
                throws IOException {
            response.setStatus(answer.status());
            putHeaders(answer.headers(), response);
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.length());
            if (request.getMethod().equals("HEAD")) {
                response.write(true, ByteBuffer.allocate(0), callback);
                return;
            }
            try (SeekableByteChannel file = Files.newByteChannel(answer.file());
                    OutputStream out = Content.Sink.asOutputStream(response)) {
                file.position(answer.from());
                InputStream in = Channels.newInputStream(file);
                byte[] buffer = new byte[BUFFER];
                for (long left = answer.length(); left > 0; ) {
                    int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                    if (count < 0) {
                        throw new IOException("the object became shorter while it was sent");
                    }
                    out.write(buffer, 0, count);
                    left -= count;
                }
            }
            callback.succeeded();
        }
    }
}
