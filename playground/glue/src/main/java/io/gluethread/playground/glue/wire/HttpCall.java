package io.gluethread.playground.glue.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One HTTP request. Its body is read when somebody asks for it: whole and bounded, or as a stream. */
public final class HttpCall {
    /** Room for 68,000 characters of code, each escaped, and for 75 arguments of 4,096. */
    public static final int MAX_BODY = 4 * 1024 * 1024;

    private final String method;
    private final String path;
    private final Map<String, String> query;
    private final Map<String, String> headers;
    private final InputStream in;
    private byte @Nullable [] whole;

    /**
     * A call as it came over the wire.
     *
     * @param rawPath percent-encoded
     * @param rawQuery without the question mark; empty if there is none
     * @param headers by lower-case name
     * @throws AwsError if path or query are not percent-encoded text
     */
    public HttpCall(String method, String rawPath, String rawQuery, Map<String, String> headers, InputStream in) {
        this.method = method;
        this.path = decoded(rawPath.replace("+", "%2B"));
        this.query = form(rawQuery);
        this.headers = Map.copyOf(headers);
        this.in = in;
    }

    public String method() {
        return method;
    }

    /** Decoded, beginning with a slash. */
    public String path() {
        return path;
    }

    public Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(headers.get(lowerCaseName));
    }

    /** Every header by its lower-case name. */
    public Map<String, String> headers() {
        return headers;
    }

    /** A parameter of the query; the empty text if it stands there without a value. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name));
    }

    public boolean has(String parameter) {
        return query.containsKey(parameter);
    }

    /**
     * The whole body.
     *
     * @throws AwsError 413 if it is larger than {@link #MAX_BODY}
     */
    public byte[] body() throws IOException {
        byte[] bytes = whole;
        if (bytes == null) {
            bytes = in.readNBytes(MAX_BODY + 1);
            if (bytes.length > MAX_BODY) {
                throw new AwsError(
                        413, "RequestEntityTooLargeException", "The request is larger than " + MAX_BODY + " bytes.");
            }
            whole = bytes;
        }
        return bytes;
    }

    /** The body as it comes; the whole body again if it has been read already. */
    public InputStream stream() {
        byte[] bytes = whole;
        return bytes == null ? in : new ByteArrayInputStream(bytes);
    }

    /**
     * The parameters of a form, the first of each name.
     *
     * @throws AwsError if it is not percent-encoded
     */
    public static Map<String, String> form(String encoded) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : encoded.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                parameters.putIfAbsent(decoded(name), decoded(value));
            }
        }
        return parameters;
    }

    private static String decoded(String encoded) {
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new AwsError(400, "InvalidURI", "Could not parse the specified URI: not percent-encoded.");
        }
    }
}
