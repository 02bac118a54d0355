package io.gluethread.playground.glue.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How sessions are run on this machine.
 *
 * @param home folder for the sessions' own folders, for tables without a location and for caches
 * @param s3 folder in which the buckets of {@code s3://} addresses are folders
 * @param host the built Spark host: a folder with {@code jvm.options}, {@code lib/*.jar} and {@code python}
 * @param python the program that runs Python statements if it can import PySpark; a path or a name on the PATH
 * @param heap of one session, as {@code -Xmx} takes it
 * @param maxSessions that may live at once
 * @param warm processes that are started ahead, for the next sessions; 0 for none
 * @param quickCompiler whether the JVM's quick compiler is used alone: starts sooner, computes more slowly on much data
 * @param classSharing whether an archive of loaded classes is made after the first session, to start the next sooner
 * @param outputLimit bytes of text that one statement may answer with
 * @param bootLimit after which a session that is not ready is given up
 * @param environment from which the sessions get what is on the allow-list, and a JDK 17 is found
 */
public record SparkEngineSettings(
        Path home,
        Path s3,
        Path host,
        String python,
        String heap,
        int maxSessions,
        int warm,
        boolean quickCompiler,
        boolean classSharing,
        int outputLimit,
        Duration bootLimit,
        Map<String, String> environment) {
    private static final Pattern HEAP = Pattern.compile("[1-9][0-9]*[mMgG]");

    public SparkEngineSettings {
        if (!HEAP.matcher(heap).matches()) {
            throw new IllegalArgumentException("not a heap size such as 1g or 768m: " + heap);
        }
        if (maxSessions < 1) {
            throw new IllegalArgumentException("at least one session must be allowed, not " + maxSessions);
        }
        if (warm < 0 || warm > maxSessions) {
            throw new IllegalArgumentException(
                    "sessions that are started ahead: 0 to " + maxSessions + ", not " + warm);
        }
        if (outputLimit < 1) {
            throw new IllegalArgumentException(
                    "a statement must be allowed some output, not " + outputLimit + " bytes");
        }
        s3 = s3.toAbsolutePath().normalize();
        home = home.toAbsolutePath().normalize();
        host = host.toAbsolutePath().normalize();
        environment = Map.copyOf(environment);
    }

    /**
     * The usual settings. The environment may change them: {@code GLUETHREAD_PYTHON}, {@code GLUETHREAD_SPARK_HEAP}
     * (1g), {@code GLUETHREAD_SPARK_SESSIONS} (4), {@code GLUETHREAD_SPARK_WARM} (1),
     * {@code GLUETHREAD_SPARK_COMPILER} ({@code quick} or {@code full}),
     * {@code GLUETHREAD_SPARK_CLASS_SHARING} ({@code on} or {@code off}).
     */
    public static SparkEngineSettings of(Path home, Path host, Map<String, String> environment) {
        int sessions = number(environment, "GLUETHREAD_SPARK_SESSIONS", 4);
        return new SparkEngineSettings(
                home,
                home.resolve("s3"),
                host,
                environment.getOrDefault("GLUETHREAD_PYTHON", "python3"),
                environment.getOrDefault("GLUETHREAD_SPARK_HEAP", "1g"),
                sessions,
                Math.min(sessions, number(environment, "GLUETHREAD_SPARK_WARM", 1)),
                !choice(environment, "GLUETHREAD_SPARK_COMPILER", "quick", "full")
                        .equals("full"),
                choice(environment, "GLUETHREAD_SPARK_CLASS_SHARING", "on", "off")
                        .equals("on"),
                4 * 1024 * 1024,
                Duration.ofMinutes(2),
                environment);
    }

    public SparkEngineSettings withS3(Path folder) {
        return new SparkEngineSettings(
                home,
                folder,
                host,
                python,
                heap,
                maxSessions,
                warm,
                quickCompiler,
                classSharing,
                outputLimit,
                bootLimit,
                environment);
    }

    private static int number(Map<String, String> environment, String name, int otherwise) {
        String text = environment.getOrDefault(name, Integer.toString(otherwise));
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is not a number: " + text, e);
        }
    }

    private static String choice(Map<String, String> environment, String name, String usual, String other) {
        String text = environment.getOrDefault(name, usual);
        if (!text.equals(usual) && !text.equals(other)) {
            throw new IllegalArgumentException(name + " is neither " + usual + " nor " + other + ": " + text);
        }
        return text;
    }
}
