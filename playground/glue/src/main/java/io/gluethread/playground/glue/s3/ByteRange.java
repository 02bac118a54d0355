package io.gluethread.playground.glue.s3;

import io.gluethread.playground.glue.wire.AwsError;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The bytes of an object that a {@code Range} header asks for. */
record ByteRange(long from, long length) {
    private static final Pattern SINGLE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /**
     * Reads the header. What is not one range of bytes is ignored, as S3 ignores it.
     *
     * @throws AwsError {@code InvalidRange} if it begins after the object's end
     */
    static Optional<ByteRange> of(String header, long size) {
        Matcher range = SINGLE.matcher(header.strip());
        if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            return Optional.empty();
        }
        if (range.group(1).isEmpty()) {
            long last = Math.min(size, Long.parseLong(range.group(2)));
            if (last == 0) {
                throw notSatisfiable();
            }
            return Optional.of(new ByteRange(size - last, last));
        }
        long from = Long.parseLong(range.group(1));
        long to = range.group(2).isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(range.group(2)));
        if (!range.group(2).isEmpty() && Long.parseLong(range.group(2)) < from) {
            return Optional.empty();
        }
        if (from >= size) {
            throw notSatisfiable();
        }
        return Optional.of(new ByteRange(from, to - from + 1));
    }

    String header(long size) {
        return "bytes " + from + "-" + (from + length - 1) + "/" + size;
    }

    private static AwsError notSatisfiable() {
        return new AwsError(416, "InvalidRange", "The requested range is not satisfiable");
    }
}
