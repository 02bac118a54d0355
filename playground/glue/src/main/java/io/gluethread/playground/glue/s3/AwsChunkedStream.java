package io.gluethread.playground.glue.s3;

import io.gluethread.playground.glue.wire.AwsError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The content of a body in {@code aws-chunked} encoding: chunks that each begin with their length and perhaps a
 * signature, and trailing headers after the last. Source: Amazon S3 API Reference, "Signature calculations for the
 * Authorization header: transferring payload in multiple chunks". Signatures are not checked here.
 */
final class AwsChunkedStream extends InputStream {
    private static final int LONGEST_LINE = 8 * 1024;

    private final InputStream in;
    private final Map<String, String> trailers = new HashMap<>();
    private long left;
    private boolean begun;
    private boolean over;

    AwsChunkedStream(InputStream in) {
        this.in = in;
    }

    /** The trailing headers by lower-case name; complete when the stream is at its end. */
    Map<String, String> trailers() {
        return Map.copyOf(trailers);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (left == 0 && !nextChunk()) {
            return -1;
        }
        int count = in.read(bytes, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw incomplete();
        }
        left -= count;
        return count;
    }

    private boolean nextChunk() throws IOException {
        if (over) {
            return false;
        }
        if (begun && !line().isEmpty()) {
            throw malformed("a chunk is longer than it says");
        }
        begun = true;
        String head = line();
        int semicolon = head.indexOf(';');
        String size = (semicolon < 0 ? head : head.substring(0, semicolon)).strip();
        try {
            left = Long.parseLong(size, 16);
        } catch (NumberFormatException e) {
            throw malformed("a chunk begins with '" + size + "', which is not a length");
        }
        if (left < 0) {
            throw malformed("a chunk has a negative length");
        }
        if (left == 0) {
            over = true;
            readTrailers();
        }
        return left > 0;
    }

    private void readTrailers() throws IOException {
        for (String line = lineOrEnd(); !line.isEmpty(); line = lineOrEnd()) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                trailers.put(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
    }

    private String line() throws IOException {
        return line(true);
    }

    private String lineOrEnd() throws IOException {
        return line(false);
    }

    private String line(boolean needed) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                if (needed) {
                    throw incomplete();
                }
                break;
            }
            if (line.size() == LONGEST_LINE) {
                throw malformed("a chunk's first line does not end");
            }
            line.write(b);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    private static AwsError malformed(String what) {
        return new AwsError(400, "InvalidRequest", "The aws-chunked body is malformed: " + what + ".");
    }

    private static AwsError incomplete() {
        return new AwsError(
                400,
                "IncompleteBody",
                "You did not provide the number of bytes specified by the Content-Length HTTP header.");
    }
}
