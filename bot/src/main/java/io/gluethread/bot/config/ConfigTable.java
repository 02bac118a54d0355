package io.gluethread.bot.config;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The one table of variables: {@link #read} reads by it, {@link #markdown} documents it. */
public final class ConfigTable {
    private static final Variable BOT_TOKEN =
            Variable.required("SLACK_BOT_TOKEN", "a bot token (xoxb-…)", "Slack bot token.");
    private static final Variable MODE = Variable.of(
            "SLACK_MODE",
            "http or socket",
            "http",
            "How Slack reaches the service: by requests to it, or over a WebSocket that the service opens (Socket Mode).");
    private static final Variable APP_TOKEN = Variable.optional(
            "SLACK_APP_TOKEN", "an app-level token (xapp-…)", "**Required** when SLACK_MODE is socket.");
    private static final Variable SIGNING_SECRET = Variable.optional(
            "SLACK_SIGNING_SECRET",
            "the app's signing secret",
            "Requests are verified with it. **Required** when SLACK_MODE is http.");
    private static final Variable OLD_SIGNING_SECRET = Variable.optional(
            "SLACK_SIGNING_SECRET_PREVIOUS",
            "a signing secret",
            "Accepted as well, for the time in which the secret is rolled over.");
    private static final Variable SLACK_API = Variable.of(
            "SLACK_API_URL",
            "an http(s) address that ends with /",
            "https://slack.com/api/",
            "Slack's Web API; a local one in the playground. Answers and downloads may go to its host too.");
    private static final Variable RESPONSE_HOSTS = Variable.of(
            "SLACK_RESPONSE_HOSTS",
            "host names, separated by commas",
            "hooks.slack.com",
            "Hosts that a response_url may name; anything else is refused.");
    private static final Variable HOST = Variable.of("BOT_HOST", "an address", "0.0.0.0", "Where the service listens.");
    private static final Variable PORT =
            Variable.of("BOT_PORT", "a port, 0 for a free one", "8082", "Port of the service.");
    private static final Variable NOTICE = Variable.of(
            "STOP_NOTICE_SECONDS",
            "whole seconds from 0 to 600",
            "5",
            "When the process is told to stop, /readyz says so for this long while everything goes on, so that requests go elsewhere before the port is closed. Make it longer than the load balancer takes to notice.");
    private static final Variable DRAIN = Variable.of(
            "DRAIN_SECONDS",
            "whole seconds from 0 to 600",
            "20",
            "When the service is stopped, it waits for so long at most for what is under way. Keep it, with STOP_NOTICE_SECONDS, below what the platform allows before it kills.");
    private static final Variable REGION =
            Variable.of("REGION", "an AWS region", "us-east-1", "Region of sessions by default.");
    private static final Variable AWS_ENDPOINT = Variable.optional(
            "AWS_ENDPOINT",
            "an http(s) address",
            "Glue, STS and S3 are called here instead of at AWS's own addresses.");
    private static final Variable PRICING_ENDPOINT = Variable.optional(
            "PRICING_ENDPOINT",
            "an http(s) address",
            "The Price List is called here; by default at AWS_ENDPOINT or AWS.");
    private static final Variable ROLE = Variable.optional(
            "ROLE_ARN", "an IAM role's ARN", "The role that sessions run with unless a thread chooses another.");
    private static final Variable USD = Variable.optional(
            "USD_PER_DPU_HOUR",
            "a price in USD",
            "Used, and labelled an estimate, when the Price List does not answer; a bundled table when not set.");
    private static final Variable KEY_ID = Variable.optional(
            "AWS_ACCESS_KEY_ID",
            "an access key id",
            "With AWS_SECRET_ACCESS_KEY, instead of what AWS's default chain of credentials finds.");
    private static final Variable KEY_SECRET =
            Variable.optional("AWS_SECRET_ACCESS_KEY", "a secret access key", "Belongs to AWS_ACCESS_KEY_ID.");
    private static final Variable SERVICE = Variable.of(
            "SERVICE",
            "letters, digits, points, dashes and underscores",
            "gluethread",
            "Tag by which this installation knows its own sessions again; two in one AWS account need two.");
    private static final Variable DIRECT = Variable.of(
            "DIRECT_MESSAGES", "yes or no", "no", "Whether the service may be used in direct messages with it.");
    private static final Variable MOST_EACH = Variable.of(
            "MAX_SESSIONS_PER_PERSON",
            "a whole number from 1 to 1000",
            "3",
            "Sessions that one person may have alive.");
    private static final Variable MOST =
            Variable.of("MAX_SESSIONS", "a whole number from 1 to 1000", "50", "Sessions that may be alive together.");
    private static final Variable CALLS = Variable.of(
            "GLUE_CALLS_PER_SECOND",
            "a whole number from 1 to 1000",
            "100",
            "Calls of each of Glue's operations that one replica makes at most. It begins with 20 and finds by itself how many Glue takes.");
    private static final Variable HOME =
            Variable.of("HOME", "a directory", ".gluethread", "State: the embedded database.");
    private static final Variable DB_URL = Variable.optional(
            "DB_URL",
            "a JDBC address",
            "Database; by default an embedded one in HOME. PostgreSQL for several replicas.");
    private static final Variable DB_USER = Variable.optional("DB_USER", "a name", "Database user.");
    private static final Variable DB_PASSWORD = Variable.optional("DB_PASSWORD", "a password", "Database password.");
    private static final Variable CHANNELS = Variable.optional(
            "ALLOWED_CHANNELS",
            "channel ids, separated by commas, or *",
            "Channels in which the service may be used. Not set: none.");
    private static final Variable PEOPLE = Variable.optional(
            "ALLOWED_PEOPLE",
            "user ids, separated by commas, or *",
            "People who may use the service; * is every full member of the workspace. Not set: none.");
    private static final Variable ADMINS = Variable.optional(
            "ADMINS", "user ids, separated by commas", "People who may stop and change what belongs to others.");
    private static final Variable LANGUAGE =
            Variable.optional("LANGUAGE", "python or scala", "Language of sessions by default; python when not set.");
    private static final Variable WORKER_TYPE =
            Variable.of("WORKER_TYPE", "a Glue worker type", "G.1X", "Worker type by default.");
    private static final Variable WORKERS =
            Variable.of("NUMBER_OF_WORKERS", "a whole number from 1 to 1000", "2", "Number of workers by default.");
    private static final Variable GLUE_VERSION =
            Variable.of("GLUE_VERSION", "a Glue version", "5.0", "Glue version by default.");
    private static final Variable IDLE = Variable.of(
            "IDLE_TIMEOUT_MINUTES",
            "whole minutes, 1 or more",
            "30",
            "A session in which nothing ran for so long is stopped.");
    private static final Variable TIMEOUT =
            Variable.of("TIMEOUT_MINUTES", "whole minutes, 1 or more", "480", "A session lives no longer than this.");
    private static final Variable DIGEST_CHANNEL = Variable.optional(
            "DIGEST_CHANNEL", "a channel id", "Where the daily digest is posted. Not set: it is not posted by itself.");
    private static final Variable DIGEST_AT =
            Variable.of("DIGEST_AT", "a time such as 08:30", "08:30", "When it is posted.");
    private static final Variable ZONE = Variable.of(
            "TIME_ZONE", "a time zone such as Europe/Vienna", "UTC", "The zone of DIGEST_AT and of what a day is.");

    private static final List<Variable> ALL = List.of(
            BOT_TOKEN,
            MODE,
            APP_TOKEN,
            SIGNING_SECRET,
            OLD_SIGNING_SECRET,
            SLACK_API,
            RESPONSE_HOSTS,
            HOST,
            PORT,
            NOTICE,
            DRAIN,
            REGION,
            AWS_ENDPOINT,
            PRICING_ENDPOINT,
            ROLE,
            KEY_ID,
            KEY_SECRET,
            SERVICE,
            USD,
            HOME,
            DB_URL,
            DB_USER,
            DB_PASSWORD,
            CHANNELS,
            DIRECT,
            PEOPLE,
            ADMINS,
            LANGUAGE,
            WORKER_TYPE,
            WORKERS,
            GLUE_VERSION,
            IDLE,
            TIMEOUT,
            MOST_EACH,
            MOST,
            CALLS,
            DIGEST_CHANNEL,
            DIGEST_AT,
            ZONE);

    private ConfigTable() {}

    static Config read(Map<String, String> environment) {
        Variables in = new Variables(environment);
        Optional<Secret> token = in.read(BOT_TOKEN, Secret::new);
        boolean socket = in.read(MODE, text -> matching(text.toLowerCase(Locale.ROOT), "http|socket"))
                .filter("socket"::equals)
                .isPresent();
        Optional<Secret> appToken = in.read(APP_TOKEN, text -> new Secret(matching(text, "xapp-.+")));
        Optional<Secret> signing = in.read(SIGNING_SECRET, Secret::new);
        in.need(socket ? APP_TOKEN : SIGNING_SECRET);
        Optional<Secret> previous = in.read(OLD_SIGNING_SECRET, Secret::new);
        Optional<URI> api = in.read(SLACK_API, text -> address(text, true));
        Optional<Set<String>> hosts = in.read(RESPONSE_HOSTS, ConfigTable::names);
        Optional<String> host = in.read(HOST, Function.identity());
        Optional<Integer> port = in.read(PORT, text -> between(text, 0, 65_535));
        Optional<Integer> notice = in.read(NOTICE, text -> between(text, 0, 600));
        Optional<Integer> drain = in.read(DRAIN, text -> between(text, 0, 600));
        Optional<String> region = in.read(REGION, text -> matching(text, "[a-z]{2}(-[a-z]+)+-\\d"));
        Optional<URI> endpoint = in.read(AWS_ENDPOINT, text -> address(text, false));
        Optional<URI> pricing = in.read(PRICING_ENDPOINT, text -> address(text, false));
        Optional<String> role = in.read(ROLE, text -> matching(text, "arn:aws[a-z-]*:iam::\\d{12}:role/.+"));
        Optional<BigDecimal> usd = in.read(USD, ConfigTable::price);
        Optional<String> keyId = in.read(KEY_ID, Function.identity());
        Optional<Secret> keySecret = in.read(KEY_SECRET, Secret::new);
        if (keyId.isPresent() != keySecret.isPresent()) {
            in.problem("%sAWS_ACCESS_KEY_ID and %<sAWS_SECRET_ACCESS_KEY belong together".formatted(Variables.PREFIX));
        }
        Optional<String> service = in.read(SERVICE, text -> matching(text, "[A-Za-z0-9._-]{1,100}"));
        Optional<Path> home = in.read(HOME, Path::of);
        Optional<Secret> url = in.read(DB_URL, text -> new Secret(matching(text, "jdbc:.+")));
        Optional<String> user = in.read(DB_USER, Function.identity());
        Optional<Secret> password = in.read(DB_PASSWORD, Secret::new);
        Optional<Set<String>> channels = in.read(CHANNELS, ConfigTable::names);
        Optional<Boolean> direct =
                in.read(DIRECT, text -> matching(text, "yes|no").equals("yes"));
        Optional<Set<String>> people = in.read(PEOPLE, ConfigTable::names);
        Optional<Set<String>> admins = in.read(ADMINS, ConfigTable::names);
        Optional<String> language = in.read(LANGUAGE, text -> matching(text.toLowerCase(Locale.ROOT), "python|scala"));
        Optional<String> workerType = in.read(WORKER_TYPE, text -> matching(text, "[A-Za-z0-9.]{1,20}"));
        Optional<Integer> workers = in.read(WORKERS, text -> between(text, 1, 1000));
        Optional<String> version = in.read(GLUE_VERSION, text -> matching(text, "\\d+\\.\\d+"));
        Optional<Duration> idle = in.read(IDLE, text -> minutes(text, 1));
        Optional<Duration> timeout = in.read(TIMEOUT, text -> minutes(text, 1));
        Optional<Integer> mostEach = in.read(MOST_EACH, text -> between(text, 1, 1000));
        Optional<Integer> most = in.read(MOST, text -> between(text, 1, 1000));
        Optional<Integer> calls = in.read(CALLS, text -> between(text, 1, 1000));
        Optional<String> digestChannel = in.read(DIGEST_CHANNEL, text -> matching(text, "[A-Z][A-Z0-9_]{1,40}"));
        Optional<LocalTime> digestAt = in.read(DIGEST_AT, LocalTime::parse);
        Optional<ZoneId> zone = in.read(ZONE, ZoneId::of);
        unknown(environment).forEach(in::problem);
        if (!in.problems().isEmpty()) {
            throw new BadConfigException(in.problems());
        }
        return new Config(
                new Config.Slack(
                        token.orElseThrow(),
                        Stream.concat(signing.stream(), previous.stream()).toList(),
                        appToken.filter(_ -> socket),
                        api.orElseThrow(),
                        hosts.orElseThrow()),
                new Config.Http(
                        host.orElseThrow(),
                        port.orElseThrow(),
                        Duration.ofSeconds(notice.orElseThrow()),
                        Duration.ofSeconds(drain.orElseThrow())),
                new Config.Aws(
                        region.orElseThrow(),
                        endpoint,
                        pricing,
                        keyId.map(id -> new Config.AccessKey(id, keySecret.orElseThrow())),
                        role,
                        usd,
                        service.orElseThrow()),
                new Config.State(home.orElseThrow(), url, user, password),
                new Config.Access(
                        channels.orElse(Set.of()),
                        direct.orElseThrow(),
                        people.orElse(Set.of()),
                        admins.orElse(Set.of())),
                new Config.Sessions(
                        language.filter("scala"::equals).isPresent(),
                        workerType.orElseThrow(),
                        workers.orElseThrow(),
                        version.orElseThrow(),
                        idle.orElseThrow(),
                        timeout.orElseThrow(),
                        mostEach.orElseThrow(),
                        most.orElseThrow(),
                        calls.orElseThrow()),
                new Config.Digests(digestChannel, digestAt.orElseThrow(), zone.orElseThrow()));
    }

    /** {@code docs/configuration.md}. */
    public static String markdown() {
        StringBuilder page = new StringBuilder("""
                # Configuration

                The service reads its environment once, when it starts. Everything that is wrong is named at once, and no
                value is ever printed. This page is made from the table in `ConfigTable`; a test compares the two.

                | variable | takes | default | meaning |
                |---|---|---|---|
                """);
        for (Variable v : ALL) {
            String byDefault = v.byDefault().map(d -> "`" + d + "`").orElse(v.required() ? "**required**" : "not set");
            page.append("| `%s%s` | %s | %s | %s |%n"
                    .formatted(Variables.PREFIX, v.name(), v.takes(), byDefault, v.meaning())
                    .replace("\r", ""));
        }
        return page.toString();
    }

    /** A variable of ours that nobody reads is most likely misspelt. Those of the launcher and the playground are known. */
    private static List<String> unknown(Map<String, String> environment) {
        Set<String> known = ALL.stream().map(Variable::name).collect(Collectors.toSet());
        Set<String> launcher = Set.of("SLACK_PORT", "GLUE_PORT", "SLACK_LIMITS", "ROOT", "JAVA_HOME", "JAVA_17_HOME");
        List<String> problems = new ArrayList<>();
        environment.keySet().stream()
                .filter(key -> key.startsWith(Variables.PREFIX))
                .map(key -> key.substring(Variables.PREFIX.length()))
                .filter(name -> name.startsWith("SLACK_") || name.startsWith("DB_") || name.startsWith("ALLOWED_"))
                .filter(name -> !known.contains(name) && !launcher.contains(name))
                .sorted()
                .forEach(name -> problems.add("%s%s is not known".formatted(Variables.PREFIX, name)));
        return problems;
    }

    private static URI address(String text, boolean slashAtEnd) {
        URI uri = URI.create(text);
        boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!web || uri.getHost() == null || (slashAtEnd && !text.endsWith("/"))) {
            throw new IllegalArgumentException("not an address");
        }
        return uri;
    }

    private static String matching(String text, String pattern) {
        if (!text.matches(pattern)) {
            throw new IllegalArgumentException("does not match");
        }
        return text;
    }

    private static int between(String text, int least, int most) {
        int number = Integer.parseInt(text);
        if (number < least || number > most) {
            throw new IllegalArgumentException("out of range");
        }
        return number;
    }

    private static Duration minutes(String text, int least) {
        return Duration.ofMinutes(between(text, least, 100_000));
    }

    private static BigDecimal price(String text) {
        BigDecimal price = new BigDecimal(text);
        if (price.signum() < 0 || price.compareTo(BigDecimal.valueOf(1000)) > 0) {
            throw new IllegalArgumentException("not a price");
        }
        return price;
    }

    private static Set<String> names(String text) {
        return Stream.of(text.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
