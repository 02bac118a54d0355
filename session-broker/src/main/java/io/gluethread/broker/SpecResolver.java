package io.gluethread.broker;

import io.gluethread.broker.session.Language;
import io.gluethread.broker.session.SessionSpec;
import io.gluethread.broker.session.Setting;
import io.gluethread.broker.session.Settings;
import io.gluethread.broker.session.WorkerType;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Settings over the defaults: the spec they make, or every problem in words. Limits of names and counts are those of
 * <a href="https://docs.aws.amazon.com/glue/latest/webapi/API_CreateSession.html">CreateSession</a>.
 */
final class SpecResolver {
    private static final String NO_ROLE_YET = "arn:aws:iam::000000000000:role/not-named-yet";
    private static final int MOST_ARGUMENTS = 75;
    private static final int MOST_TAGS = 50;
    private static final int OUR_ARGUMENTS = 2;
    private static final int OUR_TAGS = 4;

    private final BrokerDefaults defaults;

    SpecResolver(BrokerDefaults defaults) {
        this.defaults = defaults;
    }

    Broker.Resolved resolve(Settings settings) {
        return resolve(settings, defaults.language());
    }

    /** What settings make so far, where a role may still be missing. The spec is the defaults' when there are problems. */
    record SoFar(SessionSpec spec, List<String> problems) {}

    SoFar resolveSoFar(Settings settings) {
        boolean roleless = text(settings, Setting.IAM_ROLE, defaults.role()).isEmpty();
        Settings complete = roleless ? settings.with(Settings.of(Setting.IAM_ROLE, NO_ROLE_YET)) : settings;
        return switch (resolve(complete)) {
            case Broker.Resolved.Good(SessionSpec spec) -> new SoFar(spec, List.of());
            case Broker.Resolved.Bad(List<String> problems) -> {
                Settings none = Settings.of(Setting.IAM_ROLE, NO_ROLE_YET);
                yield switch (resolve(none)) {
                    case Broker.Resolved.Good(SessionSpec spec) -> new SoFar(spec, problems);
                    case Broker.Resolved.Bad(List<String> own) ->
                        throw new IllegalStateException("the defaults make no session: " + String.join("; ", own));
                };
            }
        };
    }

    /** @param otherwise the session's language where the settings name none */
    Broker.Resolved resolve(Settings settings, Language otherwise) {
        List<String> problems = new ArrayList<>();
        Language language = language(settings, otherwise, problems);
        String region = text(settings, Setting.REGION, defaults.region());
        if (!region.matches("[a-z]{2,4}(-[a-z]+)+-\\d{1,2}")) {
            problems.add("region: '%s' is not a region's name; it looks like us-east-1".formatted(region));
        }
        String role = text(settings, Setting.IAM_ROLE, defaults.role());
        if (role.isEmpty()) {
            problems.add("iam_role: no role is set; name one: %iam_role arn:aws:iam::<account>:role/<name>");
        } else if (!role.matches("arn:aws[^:]*:iam::[0-9]*:role/.+") || role.length() > 2048) {
            problems.add("iam_role: '%s' is not a role's ARN; it looks like arn:aws:iam::123456789012:role/GlueRole"
                    .formatted(cut(role)));
        }
        String version = text(settings, Setting.GLUE_VERSION, defaults.glueVersion());
        if (!version.matches("\\d{1,2}\\.\\d{1,2}")) {
            problems.add("glue_version: '%s' is not a version; it looks like 5.0".formatted(cut(version)));
        }
        Optional<SessionSpec.Size> size = size(settings, problems);
        Duration idle = minutes(
                settings,
                Setting.IDLE_TIMEOUT,
                defaults.idleTimeout(),
                defaults.limits().maxIdleTimeout(),
                problems);
        Duration timeout = minutes(
                settings, Setting.TIMEOUT, defaults.timeout(), defaults.limits().maxTimeout(), problems);
        if (idle.compareTo(timeout) > 0) {
            if (settings.get(Setting.IDLE_TIMEOUT).isPresent()) {
                problems.add("idle_timeout: %d minutes is longer than the whole life, timeout %d minutes"
                        .formatted(idle.toMinutes(), timeout.toMinutes()));
            } else {
                idle = timeout;
            }
        }
        String command = command(settings, problems);
        String prefix = text(settings, Setting.SESSION_ID_PREFIX, "");
        if (!prefix.matches("[A-Za-z0-9-]{0,40}")) {
            problems.add("session_id_prefix: '%s' may have letters, digits and '-', at most 40".formatted(cut(prefix)));
        }
        for (String connection : settings.connections()) {
            if (connection.isBlank() || connection.length() > 255) {
                problems.add("connections: '%s' is not a connection's name; separate names by commas without blanks"
                        .formatted(cut(connection)));
            }
        }
        Map<String, String> arguments = arguments(settings, language, problems);
        tags(settings, problems);
        if (!problems.isEmpty() || size.isEmpty()) {
            return new Broker.Resolved.Bad(List.copyOf(problems));
        }
        return new Broker.Resolved.Good(new SessionSpec(
                language,
                region,
                role,
                version,
                size.get(),
                idle,
                timeout,
                command,
                prefix,
                settings.get(Setting.SECURITY_CONFIG).filter(name -> !name.isBlank()),
                settings.connections(),
                arguments,
                settings.tags()));
    }

    private static Language language(Settings settings, Language otherwise, List<String> problems) {
        String named = text(settings, Setting.LANGUAGE, otherwise.name()).toUpperCase(Locale.ROOT);
        return switch (named) {
            case "PYTHON", "PYSPARK" -> Language.PYTHON;
            case "SCALA", "SPARK" -> Language.SCALA;
            default -> {
                problems.add("language: '%s' is not one a session speaks; choose python or scala (SQL works in both)"
                        .formatted(cut(named.toLowerCase(Locale.ROOT))));
                yield otherwise;
            }
        };
    }

    private Optional<SessionSpec.Size> size(Settings settings, List<String> problems) {
        Optional<String> capacity = settings.get(Setting.MAX_CAPACITY);
        boolean workers = settings.get(Setting.WORKER_TYPE).isPresent()
                || settings.get(Setting.NUMBER_OF_WORKERS).isPresent();
        if (capacity.isPresent() && workers) {
            problems.add("max_capacity: set either it, or worker_type and number_of_workers, not both");
            return Optional.empty();
        }
        int before = problems.size();
        Optional<SessionSpec.Size> size =
                capacity.isPresent() ? capacity(capacity.get(), problems) : workers(settings, problems);
        int most = defaults.limits().maxDpus();
        size.filter(s -> problems.size() == before && s.dpus().compareTo(BigDecimal.valueOf(most)) > 0)
                .ifPresent(s -> problems.add("size: %s DPU is more than the %d that a session may have here"
                        .formatted(s.dpus().toPlainString(), most)));
        return size;
    }

    private static Optional<SessionSpec.Size> capacity(String text, List<String> problems) {
        if (!text.matches("\\d{1,6}(\\.\\d{1,3})?") || new BigDecimal(text).signum() == 0) {
            problems.add("max_capacity: '%s' is not a number of DPU above 0, such as 4".formatted(cut(text)));
            return Optional.empty();
        }
        return Optional.of(new SessionSpec.Size.Capacity(new BigDecimal(text)));
    }

    private Optional<SessionSpec.Size> workers(Settings settings, List<String> problems) {
        String type = text(settings, Setting.WORKER_TYPE, defaults.workerType().name());
        if (!type.matches("[A-Za-z0-9.]{1,20}")) {
            problems.add("worker_type: '%s' is not a worker type; it looks like G.1X".formatted(cut(type)));
            return Optional.empty();
        }
        String text = text(settings, Setting.NUMBER_OF_WORKERS, Integer.toString(defaults.workers()));
        int most = defaults.limits().maxWorkers();
        int count = text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
        if (count < 1 || count > most) {
            problems.add("number_of_workers: '%s' is not a number from 1 to %d".formatted(cut(text), most));
            return Optional.empty();
        }
        return Optional.of(new SessionSpec.Size.Workers(new WorkerType(type), count));
    }

    private static Duration minutes(
            Settings settings, Setting setting, Duration otherwise, Duration most, List<String> problems) {
        Optional<String> text = settings.get(setting);
        if (text.isEmpty()) {
            return otherwise;
        }
        long minutes = text.get().matches("\\d{1,7}") ? Long.parseLong(text.get()) : 0;
        if (minutes < 1 || minutes > most.toMinutes()) {
            problems.add("%s: '%s' is not a number of minutes from 1 to %d"
                    .formatted(setting.magic(), cut(text.get()), most.toMinutes()));
            return otherwise;
        }
        return Duration.ofMinutes(minutes);
    }

    private static String command(Settings settings, List<String> problems) {
        String type = text(settings, Setting.SESSION_TYPE, "etl").toLowerCase(Locale.ROOT);
        return switch (type) {
            case "etl", "glueetl" -> "glueetl";
            case "streaming", "gluestreaming" -> "gluestreaming";
            default -> {
                problems.add(
                        type.contains("ray")
                                ? "session_type: Ray has no statements and is not offered; choose etl or streaming"
                                : "session_type: '%s' is not one; choose etl or streaming".formatted(cut(type)));
                yield "glueetl";
            }
        };
    }

    private static Map<String, String> arguments(Settings settings, Language language, List<String> problems) {
        settings.arguments().forEach((key, value) -> {
            if (!key.matches("[._A-Za-z0-9-]{1,128}")) {
                problems.add("arguments: '%s' is not an argument's name; it looks like --conf".formatted(cut(key)));
            }
            if (value.length() > 4096) {
                problems.add("arguments: the value of %s has %,d characters, Glue takes 4,096"
                        .formatted(cut(key), value.length()));
            }
        });
        if (settings.arguments().size() > MOST_ARGUMENTS - OUR_ARGUMENTS) {
            problems.add("arguments: %d are too many, Glue takes %d beside our own"
                    .formatted(settings.arguments().size(), MOST_ARGUMENTS - OUR_ARGUMENTS));
        }
        Map<String, String> all = new LinkedHashMap<>(settings.arguments());
        // The catalog must be the account's, or a session sees no tables at all.
        all.put("--enable-glue-datacatalog", "true");
        all.remove("--session-language");
        if (language == Language.SCALA) {
            all.put("--session-language", "scala");
        }
        return all;
    }

    private static void tags(Settings settings, List<String> problems) {
        settings.tags().forEach((key, value) -> {
            if (key.isBlank()
                    || key.length() > 128
                    || key.toLowerCase(Locale.ROOT).startsWith("aws:")) {
                problems.add("tags: '%s' is not a tag's name: 1 to 128 characters, not beginning with aws:"
                        .formatted(cut(key)));
            }
            if (value.length() > 256) {
                problems.add(
                        "tags: the value of %s has %d characters, AWS takes 256".formatted(cut(key), value.length()));
            }
        });
        if (settings.tags().size() > MOST_TAGS - OUR_TAGS) {
            problems.add("tags: %d are too many, AWS takes %d beside our own"
                    .formatted(settings.tags().size(), MOST_TAGS - OUR_TAGS));
        }
    }

    private static String text(Settings settings, Setting setting, String otherwise) {
        return settings.get(setting)
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .orElse(otherwise);
    }

    private static String cut(String text) {
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }
}
