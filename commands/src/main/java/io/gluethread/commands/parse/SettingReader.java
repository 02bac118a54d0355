package io.gluethread.commands.parse;

import io.gluethread.broker.session.Language;
import io.gluethread.broker.session.Setting;
import io.gluethread.broker.session.Settings;
import io.gluethread.broker.session.WorkerType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads one value of a session's settings by the rules of the official kernel and of CreateSession
 * (<a href="https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-interactive-sessions.html">API</a>), into canonical
 * text.
 */
public final class SettingReader {
    private static final int MAX_ARGUMENT = 4096;
    private static final int MAX_MINUTES = 7 * 24 * 60;

    private SettingReader() {}

    public static Parsed<Settings> read(Setting setting, String typed) {
        String value = unquoted(typed.strip());
        if (value.isEmpty()) {
            return Parsed.bad(
                    "`%%%s` needs a value.".formatted(setting.magic()),
                    "For example `%%%s %s`.".formatted(setting.magic(), example(setting)));
        }
        return switch (setting) {
            case LANGUAGE -> language(value);
            case REGION -> {
                String region = value.toLowerCase(Locale.ROOT);
                yield check(setting, region, "[a-z]{2}(-[a-z]+){1,3}-\\d{1,2}", "the name of an AWS region");
            }
            case IAM_ROLE -> role(value);
            case GLUE_VERSION ->
                check(setting, value, "[2-9]\\.\\d{1,2}|[1-9]\\d\\.\\d{1,2}", "a Glue version from 2.0 on");
            case WORKER_TYPE -> workerType(value);
            case NUMBER_OF_WORKERS -> whole(setting, value, 1000, "workers");
            case MAX_CAPACITY -> capacity(value);
            case IDLE_TIMEOUT, TIMEOUT -> whole(setting, value, MAX_MINUTES, "minutes");
            case SESSION_TYPE -> {
                String type = value.toLowerCase(Locale.ROOT);
                yield type.equals("ray") || type.equals("glue_ray")
                        ? Parsed.bad("`%session_type ray` is not supported.", Magics.NO_RAY)
                        : check(setting, type, "etl|streaming", "`etl` or `streaming`");
            }
            case SESSION_ID_PREFIX ->
                // The kernel takes these; Glue itself refuses some of them, so what it might refuse becomes a dash.
                check(setting, value, "[-/._#A-Za-z0-9]{1,40}", "up to 40 letters, digits and `- / . _ #`")
                        .map(_ -> Settings.of(setting, value.replaceAll("[^A-Za-z0-9-]", "-")));
            case SECURITY_CONFIG -> check(setting, value, "[^\\p{Cntrl}]{1,255}", "a name of up to 255 characters");
            case CONNECTIONS ->
                list(setting.magic(), value, 255).map(names -> Settings.of(setting, String.join(",", names)));
            case NAME -> check(setting, value, "[^\\p{Cntrl}]{1,80}", "a name of up to 80 characters");
            case ARGUMENTS, TAGS -> throw new IllegalArgumentException(setting + " is not one value");
        };
    }

    /** A Glue default argument that holds a comma separated list. */
    static Parsed<Settings> listArgument(String magic, String key, String typed, boolean onlyS3) {
        return list(magic, typed.strip(), MAX_ARGUMENT).then(items -> {
            Optional<String> elsewhere =
                    items.stream().filter(i -> onlyS3 && !i.startsWith("s3://")).findFirst();
            return elsewhere.isPresent()
                    ? Parsed.bad(
                            "`%%%s` takes files in S3, not '%s'.".formatted(magic, shown(elsewhere.get())),
                            "Each begins with `s3://`.")
                    : argument(key, String.join(",", items));
        });
    }

    /** {@code k=v --conf k2=v2}, as Glue's own {@code --conf} wants it. */
    static Parsed<Settings> sparkConf(String typed) {
        String value = unquoted(typed.strip().replaceFirst("^--conf\\s+", ""));
        for (String pair : value.split("\\s+--conf\\s+", -1)) {
            if (!pair.strip().matches("[A-Za-z0-9_.-]+=.*")) {
                return Parsed.bad(
                        "'%s' is not a Spark setting.".formatted(shown(pair.strip())),
                        "Write `%spark_conf spark.sql.shuffle.partitions=10 --conf spark.x=y`.");
            }
        }
        return argument("--conf", value);
    }

    /** One of Glue's default arguments. */
    static Parsed<Settings> argument(String key, String value) {
        String name = key.startsWith("--") ? key : "--" + key;
        if (!name.matches("[._\\-A-Za-z0-9]{3,128}")) {
            return Parsed.bad(
                    "'%s' cannot be the name of an argument.".formatted(shown(key)),
                    "Names have up to 128 letters, digits and `. - _`.");
        }
        if (value.length() > MAX_ARGUMENT) {
            return Parsed.bad(
                    "The value of `%s` has %,d characters; Glue takes %,d."
                            .formatted(name, value.length(), MAX_ARGUMENT),
                    "Put the rest into a file in S3.");
        }
        return Parsed.good(new Settings(Map.of(), Map.of(name, value), Map.of()));
    }

    static Parsed<Settings> tag(String key, String value) {
        if (key.isEmpty() || key.length() > 128 || value.length() > 256 || key.startsWith("aws:")) {
            return Parsed.bad(
                    "The tag '%s' cannot be set.".formatted(shown(key)),
                    "A tag's name has 1 to 128 characters and does not begin with `aws:`; its value has up to 256.");
        }
        return Parsed.good(new Settings(Map.of(), Map.of(), Map.of(key, value)));
    }

    static Parsed<Settings> language(String value) {
        Optional<Language> language = Tags.language(value).filter(l -> l != Language.SQL);
        return language.isPresent()
                ? Parsed.good(
                        Settings.of(Setting.LANGUAGE, language.get().name().toLowerCase(Locale.ROOT)))
                : Parsed.bad(
                        "A session speaks python or scala, not '%s'.".formatted(shown(value)),
                        "SQL cells work in both: begin them with `%%sql`.");
    }

    private static Parsed<Settings> role(String value) {
        if (value.length() >= 20 && value.length() <= 2048 && value.matches("arn:aws[^:\\s]*:iam::\\d{12}:role/\\S+")) {
            return Parsed.good(Settings.of(Setting.IAM_ROLE, value));
        }
        return Parsed.bad(
                "`%%iam_role` needs a role's full ARN, not '%s'.".formatted(shown(value)),
                "It looks like `arn:aws:iam::123456789012:role/MyGlueRole`; `aws iam get-role --role-name MyGlueRole` tells it.");
    }

    private static Parsed<Settings> workerType(String value) {
        Optional<String> known = Workers.NAMES.stream()
                .filter(name -> name.equalsIgnoreCase(value))
                .findFirst();
        if (known.isPresent()) {
            return Parsed.good(Settings.of(Setting.WORKER_TYPE, new WorkerType(known.get()).name()));
        }
        if (value.equalsIgnoreCase("Z.2X")) {
            return Parsed.bad("Worker type Z.2X is for Ray.", Magics.NO_RAY);
        }
        return Parsed.bad(
                "'%s' is not a worker type.".formatted(shown(value)),
                "There are %s. `help workers` shows what each is.".formatted(String.join(", ", Workers.NAMES)));
    }

    private static Parsed<Settings> whole(Setting setting, String value, int max, String unit) {
        if (value.matches("\\d{1,9}")) {
            int number = Integer.parseInt(value);
            if (number >= 1 && number <= max) {
                return Parsed.good(Settings.of(setting, String.valueOf(number)));
            }
        }
        return Parsed.bad(
                "`%%%s` cannot be '%s'.".formatted(setting.magic(), shown(value)),
                "It is a whole number of %s, 1 to %,d.".formatted(unit, max));
    }

    private static Parsed<Settings> capacity(String value) {
        if (value.matches("\\d{1,6}(\\.\\d{1,4})?") && new BigDecimal(value).signum() > 0) {
            return Parsed.good(Settings.of(Setting.MAX_CAPACITY, value));
        }
        return Parsed.bad(
                "max_capacity cannot be '%s'.".formatted(shown(value)),
                "It is a number of DPU above 0, such as 2 or 5.");
    }

    private static Parsed<Settings> check(Setting setting, String value, String pattern, String allowed) {
        return value.matches(pattern)
                ? Parsed.good(Settings.of(setting, value))
                : Parsed.bad(
                        "`%%%s` cannot be '%s'.".formatted(setting.magic(), shown(value)),
                        "It is %s, such as `%s`.".formatted(allowed, example(setting)));
    }

    /** Comma separated, in brackets or not; names have no blanks in them. */
    private static Parsed<List<String>> list(String magic, String typed, int maxEach) {
        String inside = unquoted(typed);
        if (inside.startsWith("[") && inside.endsWith("]")) {
            inside = inside.substring(1, inside.length() - 1);
        }
        List<String> items = new ArrayList<>();
        for (String part : inside.split(",", -1)) {
            String item = unquoted(part.strip());
            if (item.isEmpty() || item.matches(".*\\s.*") || item.length() > maxEach) {
                return Parsed.bad(
                        item.isEmpty()
                                ? "`%%%s` has an empty name in its list.".formatted(magic)
                                : "`%%%s` cannot take '%s'.".formatted(magic, shown(item)),
                        "Separate the names by commas, without blanks in them.");
            }
            items.add(item);
        }
        return Parsed.good(items);
    }

    static String unquoted(String value) {
        boolean quoted = value.length() >= 2
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(value.length() - 1) == value.charAt(0);
        return quoted ? value.substring(1, value.length() - 1).strip() : value;
    }

    /** A bad value as it is repeated to the person: never long. */
    static String shown(String value) {
        String line = value.lines().collect(Collectors.joining(" "));
        return line.codePointCount(0, line.length()) <= 60
                ? line
                : line.substring(0, line.offsetByCodePoints(0, 57)) + "...";
    }

    static String example(Setting setting) {
        return switch (setting) {
            case LANGUAGE -> "scala";
            case REGION -> "us-east-1";
            case IAM_ROLE -> "arn:aws:iam::123456789012:role/MyGlueRole";
            case GLUE_VERSION -> "5.0";
            case WORKER_TYPE -> "G.1X";
            case NUMBER_OF_WORKERS -> "2";
            case MAX_CAPACITY -> "2";
            case IDLE_TIMEOUT -> "30";
            case TIMEOUT -> "480";
            case SESSION_TYPE -> "etl";
            case SESSION_ID_PREFIX -> "sales";
            case SECURITY_CONFIG -> "my-security-config";
            case CONNECTIONS -> "my-database,my-vpc";
            case NAME -> "churn";
            case ARGUMENTS, TAGS -> "{}";
        };
    }
}
