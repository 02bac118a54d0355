package io.gluethread.playground.glue.wire;

import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request, read whole.
 *
 * @param headers by lower-case name
 */
@SuppressWarnings("ArrayRecordComponent") // a call is read once and never compared
public record HttpCall(String method, String path, Map<String, String> headers, byte[] body) {
    public HttpCall {
        headers = Map.copyOf(headers);
    }

    public Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(headers.get(lowerCaseName));
    }
}
