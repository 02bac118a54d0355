package io.gluethread.sparkhost;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * A session's process: connects to its parent, starts Spark and does what the parent says until one of them ends. The
 * parent holds this process's standard input open; when that closes, the parent is gone and so is this process.
 */
public final class SessionHost {
    /** Names the environment variable with the word by which the parent knows its child. */
    static final String TOKEN = "GLUETHREAD_HOST_TOKEN";

    private static final int GAVE_UP = 70;
    private static final AtomicReference<@Nullable Wire> PARENT = new AtomicReference<>();
    private static final AtomicReference<@Nullable SparkSession> SPARK = new AtomicReference<>();
    private static final AtomicReference<@Nullable PythonInterpreter> PYTHON = new AtomicReference<>();

    private SessionHost() {}

    /** The session's Spark, for its interpreters. */
    public static SparkSession spark() {
        return Objects.requireNonNull(SPARK.get(), "Spark has not started");
    }

    /** Takes the path of the parent's socket. */
    public static void main(String[] arguments) throws IOException {
        StandardOutput stdout = StandardOutput.install();
        InputStream lifeLine = new FileInputStream(FileDescriptor.in);
        System.setIn(InputStream.nullInputStream());
        Wire parent = Wire.connect(Path.of(arguments[0]));
        PARENT.set(parent);
        parent.send(Wire.message("booting").put("token", System.getenv(TOKEN)));
        StartOrder order = StartOrder.of(parent.read().orElseThrow(() -> new IOException("the parent has gone")));
        endWithParent(lifeLine);
        try {
            Session.boot(order, parent, stdout).listen();
        } catch (Exception | LinkageError failure) {
            failure.printStackTrace();
            fatal("the session could not start: " + failure);
        }
        halt(0);
    }

    static void started(SparkSession spark) {
        SPARK.set(spark);
    }

    static void started(PythonInterpreter python) {
        PYTHON.set(python);
    }

    /** Ends the process because the session cannot go on, and tells the parent why. */
    static void fatal(String reason) {
        Wire parent = PARENT.get();
        if (parent != null) {
            parent.sendLast(Wire.message("fatal").put("reason", reason));
        }
        halt(GAVE_UP);
    }

    static void halt(int code) {
        PythonInterpreter python = PYTHON.get();
        if (python != null) {
            python.kill();
        }
        Runtime.getRuntime().halt(code);
    }

    private static void endWithParent(InputStream lifeLine) {
        Thread watch = new Thread(
                () -> {
                    try (lifeLine) {
                        while (lifeLine.read() >= 0) {}
                    } catch (IOException e) {
                        // closed as well
                    }
                    halt(0);
                },
                "life-line");
        watch.setDaemon(true);
        watch.start();
    }
}
