package io.gluethread.bot.config;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Everything that the service is told from outside. Made by {@link #from}, or by hand in tests and the playground. */
public record Config(Slack slack, Http http, Aws aws, State state, Access access, Sessions sessions, Digests digests) {
    /**
     * @param signingSecrets the current one first; a second is accepted while secrets are rolled over
     * @param appToken present in Socket Mode; then nothing comes in by HTTP and nothing is signed
     * @param api the Web API's base with a slash at its end
     * @param responseHosts hosts to which answers may be posted, beside the host of {@code api}
     */
    public record Slack(
            Secret botToken,
            List<Secret> signingSecrets,
            Optional<Secret> appToken,
            URI api,
            Set<String> responseHosts) {
        public Slack {
            signingSecrets = List.copyOf(signingSecrets);
            responseHosts = Set.copyOf(responseHosts);
            if (signingSecrets.isEmpty() && appToken.isEmpty()) {
                throw new IllegalArgumentException("without Socket Mode at least one signing secret is needed");
            }
            if (!api.toString().endsWith("/")) {
                throw new IllegalArgumentException("the Slack API address ends with a slash: '%s'".formatted(api));
            }
        }
    }

    /**
     * @param port 0 picks a free one
     * @param notice for how long a stop is announced before it begins
     * @param drain for how long at most a stop waits for what is under way
     */
    public record Http(String host, int port, Duration notice, Duration drain) {}

    /**
     * @param endpoint of Glue and its neighbours, instead of AWS's own
     * @param pricingEndpoint of the Price List
     * @param role the role that sessions run with when nobody chooses another
     * @param usdPerDpuHour used, and labelled an estimate, when the Price List does not answer; empty: a bundled table
     * @param service by which this installation knows its own sessions again, as a tag
     */
    public record Aws(
            String region,
            Optional<URI> endpoint,
            Optional<URI> pricingEndpoint,
            Optional<AccessKey> accessKey,
            Optional<String> role,
            Optional<BigDecimal> usdPerDpuHour,
            String service) {}

    /** Instead of what AWS's default chain of credentials finds. */
    public record AccessKey(String id, Secret secret) {}

    /** @param databaseUrl JDBC; empty means a file in {@code home} */
    public record State(
            Path home,
            Optional<Secret> databaseUrl,
            Optional<String> databaseUser,
            Optional<Secret> databasePassword) {}

    /** Who may do what. What is not allowed here is denied; {@code *} allows all members of the workspace. */
    public record Access(Set<String> channels, boolean directMessages, Set<String> people, Set<String> admins) {
        public Access {
            channels = Set.copyOf(channels);
            people = Set.copyOf(people);
            admins = Set.copyOf(admins);
        }
    }

    /** What a session has when nobody chooses otherwise. */
    public record Sessions(
            boolean scala,
            String workerType,
            int workers,
            String glueVersion,
            Duration idleTimeout,
            Duration timeout,
            int mostPerPerson,
            int most,
            int callsPerSecond) {}

    /** @param channel empty: no digest is posted by itself */
    public record Digests(Optional<String> channel, LocalTime at, ZoneId zone) {}

    /**
     * Reads the environment.
     *
     * @throws BadConfigException with every problem at once
     */
    public static Config from(Map<String, String> environment) {
        return ConfigTable.read(environment);
    }
}
