package io.gluethread.sparkhost;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The process's standard output. What is printed while a statement runs belongs to the statement; everything else, and
 * what Spark's tasks print, which on a cluster would happen on another machine, goes to the log.
 */
final class StandardOutput extends OutputStream {
    private final PrintStream log;
    private volatile @Nullable OutputStream statement;

    private StandardOutput(PrintStream log) {
        this.log = log;
    }

    /** Must come before anything loads {@code scala.Console}, which keeps the stream that it finds. */
    static StandardOutput install() {
        StandardOutput output = new StandardOutput(System.out);
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
        return output;
    }

    void collectInto(OutputStream target) {
        statement = target;
    }

    void stopCollecting() {
        System.out.flush();
        statement = null;
    }

    @Override
    public void write(int b) throws IOException {
        target().write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        target().write(bytes, offset, length);
    }

    private OutputStream target() {
        OutputStream current = statement;
        if (current == null || TaskThreads.isTask(Thread.currentThread())) {
            return log;
        }
        return current;
    }
}
