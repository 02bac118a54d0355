package io.gluethread.playground.slack;

import io.gluethread.playground.slack.control.SlashCommand;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a local Slack is set up.
 *
 * @param port where it listens on 127.0.0.1; 0 picks a free port
 * @param requestUrl where the bot takes events, commands and interactions; empty until it is known
 * @param signingSecret what requests to the bot are signed with
 * @param limits whether rate limits are played; block limits always are
 * @param home folder for uploaded files
 * @param deadline how long the bot has to answer; Slack gives 3 seconds
 * @param retries how long after each failure an event comes again; Slack's are at once, after a minute, after five
 * @param commands what the page offers when somebody types a slash
 * @param furtherWires where other servers tell what they heard, for the page's "What just happened"; asked only while a
 *     page is open
 */
public record LocalSlackSettings(
        int port,
        Optional<URI> requestUrl,
        String signingSecret,
        boolean limits,
        Path home,
        Duration deadline,
        List<Duration> retries,
        List<SlashCommand> commands,
        List<URI> furtherWires) {
    public LocalSlackSettings {
        retries = List.copyOf(retries);
        commands = List.copyOf(commands);
        furtherWires = List.copyOf(furtherWires);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535 - was %d".formatted(port));
        }
        if (signingSecret.isBlank()) {
            throw new IllegalArgumentException("the signing secret must not be blank");
        }
        if (!deadline.isPositive()) {
            throw new IllegalArgumentException("the deadline must be positive - was %s".formatted(deadline));
        }
        requestUrl.filter(u -> !"http".equals(u.getScheme())).ifPresent(u -> {
            throw new IllegalArgumentException("the bot's request URL must be http://... - was '%s'".formatted(u));
        });
    }

    /** The playground's own: a free port, the well-known secret, limits on, three seconds. */
    public static LocalSlackSettings playground(Path home) {
        return new LocalSlackSettings(
                0,
                Optional.empty(),
                "playground-signing-secret",
                true,
                home,
                Duration.ofSeconds(3),
                List.of(Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(5)),
                List.of(SlashCommand.glue()),
                List.of());
    }

    public LocalSlackSettings withPort(int port) {
        return new LocalSlackSettings(
                port, requestUrl, signingSecret, limits, home, deadline, retries, commands, furtherWires);
    }

    public LocalSlackSettings withRequestUrl(URI url) {
        return new LocalSlackSettings(
                port, Optional.of(url), signingSecret, limits, home, deadline, retries, commands, furtherWires);
    }

    public LocalSlackSettings withLimits(boolean limits) {
        return new LocalSlackSettings(
                port, requestUrl, signingSecret, limits, home, deadline, retries, commands, furtherWires);
    }

    public LocalSlackSettings withDeadline(Duration deadline) {
        return new LocalSlackSettings(
                port, requestUrl, signingSecret, limits, home, deadline, retries, commands, furtherWires);
    }

    public LocalSlackSettings withRetries(List<Duration> retries) {
        return new LocalSlackSettings(
                port, requestUrl, signingSecret, limits, home, deadline, retries, commands, furtherWires);
    }

    public LocalSlackSettings withCommands(List<SlashCommand> commands) {
        return new LocalSlackSettings(
                port, requestUrl, signingSecret, limits, home, deadline, retries, commands, furtherWires);
    }

    public LocalSlackSettings withFurtherWires(List<URI> furtherWires) {
        return new LocalSlackSettings(
                port, requestUrl, signingSecret, limits, home, deadline, retries, commands, furtherWires);
    }
}
