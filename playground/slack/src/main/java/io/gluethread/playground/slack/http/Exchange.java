package io.gluethread.playground.slack.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.gluethread.playground.slack.api.Reply;
import io.gluethread.playground.slack.json.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** One request and the one answer it gets. */
record Exchange(Request request, Response response, Callback callback) {
    String path() {
        return Request.getPathInContext(request);
    }

    String method() {
        return request.getMethod();
    }

    String header(HttpHeader name) {
        String value = request.getHeaders().get(name);
        return value == null ? "" : value;
    }

    void json(int status, JsonNode body) {
        bytes(status, "application/json; charset=utf-8", Json.write(body).getBytes(StandardCharsets.UTF_8));
    }

    void words(int status, String words) {
        bytes(status, "text/plain; charset=utf-8", words.getBytes(StandardCharsets.UTF_8));
    }

    void refuse(int status, String why) {
        json(status, Json.object().put("ok", false).put("error", why));
    }

    void bytes(int status, String type, byte[] body) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    void redirect(String location) {
        response.getHeaders().put(HttpHeader.LOCATION, location);
        words(302, "");
    }

    void reply(Reply reply) {
        if (reply.drop()) {
            EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
            endPoint.close();
            callback.failed(new java.io.EOFException("a fault asked for the connection to be dropped"));
            return;
        }
        reply.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        json(reply.status(), reply.body());
    }
}
