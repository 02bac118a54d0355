package io.gluethread.playground.slack.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.gluethread.playground.slack.api.Arguments;
import io.gluethread.playground.slack.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartConfig;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** Reads request bodies: form, JSON, multipart, or raw bytes. */
final class Bodies {
    private static final int MOST = 5_000_000;
    private static final int MOST_UPLOAD = 100_000_000;
    private static final long MOST_THROWN_AWAY = 64_000_000;
    private static final MultiPartConfig PARTS = new MultiPartConfig.Builder()
            .maxParts(1_000)
            .maxSize(MOST_UPLOAD)
            .maxPartSize(MOST_UPLOAD)
            .maxMemoryPartSize(MOST_UPLOAD)
            .build();

    /** A body that cannot be read; the message is for the client. */
    static final class Unreadable extends IOException {
        private static final long serialVersionUID = 1;

        Unreadable(String message) {
            super(message);
        }
    }

    private Bodies() {}

    /** Arguments of a Web API call, from the query and from the body of any of Slack's content types. */
    static Arguments arguments(Request request) throws IOException {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        String type = type(request);
        if (type.startsWith("multipart/form-data")) {
            try (MultiPartFormData.Parts parts = parts(request)) {
                for (MultiPart.Part part : parts) {
                    values.putIfAbsent(
                            part.getName(), TextNode.valueOf(part.getContentAsString(StandardCharsets.UTF_8)));
                }
            }
        } else {
            byte[] body = bytes(request, MOST);
            if (type.startsWith("application/json")) {
                JsonNode json = Json.read(body);
                if (body.length > 0 && !json.isObject()) {
                    throw new Unreadable("invalid_json");
                }
                json.properties().forEach(p -> values.put(p.getKey(), p.getValue()));
            } else if (type.isEmpty() || type.startsWith("application/x-www-form-urlencoded")) {
                form(new String(body, StandardCharsets.UTF_8), values);
            } else if (body.length > 0) {
                throw new Unreadable("invalid_form_data");
            }
        }
        String query = request.getHttpURI().getQuery();
        form(query == null ? "" : query, values);
        return new Arguments(values);
    }

    static void form(String text, Map<String, JsonNode> values) throws Unreadable {
        for (String pair : text.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            values.putIfAbsent(decode(name), TextNode.valueOf(equals < 0 ? "" : decode(pair.substring(equals + 1))));
        }
    }

    private static String decode(String text) throws Unreadable {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw new Unreadable("invalid_form_data");
        }
    }

    static JsonNode json(Request request) throws IOException {
        JsonNode json = Json.read(bytes(request, MOST));
        if (!json.isContainerNode()) {
            throw new Unreadable("the body must be JSON");
        }
        return json;
    }

    /** An uploaded file: raw bytes (Java SDK) or the first part of a form (Node). */
    static byte[] upload(Request request) throws IOException {
        if (!type(request).startsWith("multipart/form-data")) {
            return bytes(request, MOST_UPLOAD);
        }
        try (MultiPartFormData.Parts parts = parts(request)) {
            for (MultiPart.Part part : parts) {
                try (InputStream in = Content.Source.asInputStream(part.getContentSource())) {
                    return in.readAllBytes();
                }
            }
        }
        throw new Unreadable("the form has no part");
    }

    private static MultiPartFormData.Parts parts(Request request) throws IOException {
        try {
            String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
            return MultiPartFormData.getParts(request, request, type, PARTS);
        } catch (RuntimeException e) {
            throw new Unreadable("invalid_form_data: " + e.getMessage());
        }
    }

    private static String type(Request request) {
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        return type == null ? "" : type.toLowerCase(Locale.ROOT);
    }

    /** A sender who is still sending would not hear why it was refused. */
    private static void readToItsEnd(InputStream in) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        long left = MOST_THROWN_AWAY;
        for (int count = in.read(buffer); count >= 0 && left > 0; count = in.read(buffer)) {
            left -= count;
        }
    }

    static byte[] bytes(Request request, int most) throws IOException {
        try (InputStream in = Content.Source.asInputStream(request)) {
            byte[] body = in.readNBytes(most + 1);
            if (body.length > most) {
                readToItsEnd(in);
                throw new Unreadable("request_body_too_large");
            }
            return body;
        }
    }
}
