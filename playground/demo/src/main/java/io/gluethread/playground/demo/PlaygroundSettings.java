package io.gluethread.playground.demo;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where the playground is: ports (0 picks a free one), its folder, the built Spark host, and the environment that the
 * sessions' processes and the bot are set up from.
 *
 * @param slackLimits whether Slack's rate limits are played
 */
public record PlaygroundSettings(
        int slackPort,
        int gluePort,
        int botPort,
        Path home,
        Path sparkHost,
        boolean slackLimits,
        Map<String, String> environment) {

    public PlaygroundSettings {
        environment = Map.copyOf(environment);
        home = home.toAbsolutePath().normalize();
    }

    /** As the launcher's variables say; they are named in the playground's README. */
    public static PlaygroundSettings from(Map<String, String> environment) {
        return new PlaygroundSettings(
                port(environment, "GLUETHREAD_SLACK_PORT", 8080),
                port(environment, "GLUETHREAD_GLUE_PORT", 8081),
                port(environment, "GLUETHREAD_BOT_PORT", 8082),
                Path.of(environment.getOrDefault("GLUETHREAD_HOME", ".gluethread")),
                Path.of("playground/spark-host/target/spark-host"),
                !"off".equals(environment.get("GLUETHREAD_SLACK_LIMITS")),
                environment);
    }

    /** Free ports everywhere, in a folder of its own: for tests and measurements. */
    public static PlaygroundSettings onFreePorts(Path home, Path sparkHost, Map<String, String> environment) {
        return new PlaygroundSettings(0, 0, 0, home, sparkHost, false, environment);
    }

    private static int port(Map<String, String> environment, String name, int byDefault) {
        String text = environment.getOrDefault(name, Integer.toString(byDefault));
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new IllegalArgumentException("%s must be a port, 0 to 65535, and is '%s'".formatted(name, text));
        }
        return Integer.parseInt(text);
    }
}
