package io.gluethread.sparkhost;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the first {@code limit} bytes written to it and counts the others. */
final class BoundedOutput extends OutputStream {
    private final int limit;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private long dropped;

    BoundedOutput(int limit) {
        this.limit = limit;
    }

    @Override
    public synchronized void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        int room = dropped > 0 ? 0 : Math.max(0, Math.min(length, limit - kept.size()));
        if (room < length) {
            while (room > 0 && (bytes[offset + room] & 0xC0) == 0x80) {
                room--; // never half a character
            }
        }
        kept.write(bytes, offset, room);
        dropped += length - room;
    }

    /** Counts bytes that were cut elsewhere. */
    synchronized void drop(long bytes) {
        dropped += bytes;
    }

    void print(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        write(bytes, 0, bytes.length);
    }

    /** What was kept, without trailing newlines, and a last line that tells of what was not. */
    synchronized String text() {
        String text = kept.toString(StandardCharsets.UTF_8);
        if (dropped > 0) {
            return text + "\n... output cut here: " + dropped + " more bytes were printed";
        }
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return text.substring(0, end);
    }
}
