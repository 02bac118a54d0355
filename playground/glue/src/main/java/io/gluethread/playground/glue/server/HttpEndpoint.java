package io.gluethread.playground.glue.server;

import io.gluethread.playground.glue.wire.HttpAnswer;
import io.gluethread.playground.glue.wire.HttpCall;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.eclipse.jetty.http.HttpHeader;
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

/** The HTTP server: reads a call whole, has it answered on a virtual thread, writes the answer or cuts the line. */
public final class HttpEndpoint implements AutoCloseable {
    /** Room for 68,000 characters of code, each escaped, and for 75 arguments of 4,096. */
    private static final int MAX_BODY = 4 * 1024 * 1024;

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
            byte[] body;
            try (InputStream in = Content.Source.asInputStream(request)) {
                body = in.readNBytes(MAX_BODY + 1);
            }
            HttpAnswer answer = body.length > MAX_BODY
                    ? Routes.refusal(413, "The request is larger than " + MAX_BODY + " bytes.")
                    : routes.answer(new HttpCall(
                            request.getMethod(), Request.getPathInContext(request), headers(request), body));
            switch (answer) {
                case HttpAnswer.Full full -> write(full, response, callback);
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
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.contentType());
            response.getHeaders().put("x-amzn-RequestId", UUID.randomUUID().toString());
            answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.body().length);
            response.write(true, ByteBuffer.wrap(answer.body()), callback);
        }
    }
}
