package io.gluethread.playground.glue.s3;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** Times as S3 writes them: ISO 8601 with milliseconds in documents, the form of RFC 9110 in headers. */
final class S3Times {
    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter HTTP = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private S3Times() {}

    static String iso(Instant time) {
        return ISO.format(time);
    }

    static String http(Instant time) {
        return HTTP.format(time);
    }

    /** The time in a header; empty if it is none, which means that the header is ignored. */
    static Optional<Instant> read(String header) {
        try {
            return Optional.of(HTTP.parse(header, Instant::from));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
