package io.gluethread.playground.glue.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** The engine under test, on this build's own Spark host. */
final class RealSpark {
    private static final AtomicBoolean SAID = new AtomicBoolean();

    private RealSpark() {}

    static Path host() {
        return Path.of(System.getProperty("gluethread.root", "../.."), "playground/spark-host/target/spark-host");
    }

    static SparkEngineSettings settings(Path home) {
        return new SparkEngineSettings(
                home,
                home.resolve("s3"),
                host(),
                python(),
                "1g",
                4,
                0,
                true,
                false,
                64 * 1024,
                Duration.ofMinutes(2),
                environment());
    }

    static String python() {
        return System.getenv().getOrDefault("GLUETHREAD_PYTHON", "python3");
    }

    /** This machine's own, with something that must not get out. */
    static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("SLACK_BOT_TOKEN", "xoxb-secret");
        environment.put("AWS_SECRET_ACCESS_KEY", "aws-secret");
        return environment;
    }

    /** Skips where there is no PySpark, and says so. */
    static void assumePySpark(EngineInfo info) {
        @Nullable String version = info.python().orElse(null);
        if (version == null && SAID.compareAndSet(false, true)) {
            System.out.println("skipped: " + python() + " cannot import PySpark 3.5");
        }
        Assumptions.assumeTrue(version != null, python() + " cannot import PySpark 3.5");
    }
}
