package io.gluethread.sparkhost;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Passes the first {@code left} bytes on and says where it cut. */
final class CappedOutput extends OutputStream {
    private final OutputStream out;
    private long left;

    CappedOutput(OutputStream out, long left) {
        this.out = out;
        this.left = left;
    }

    @Override
    public synchronized void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        if (left <= 0) {
            return;
        }
        out.write(bytes, offset, (int) Math.min(length, left));
        left -= length;
        if (left <= 0) {
            out.write("\n... output cut here\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }
}
