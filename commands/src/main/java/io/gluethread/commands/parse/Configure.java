package io.gluethread.commands.parse;

import io.gluethread.broker.session.Setting;
import io.gluethread.broker.session.Settings;
import io.gluethread.commands.parse.Literal.Value;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The dictionary of {@code %%configure}: known keys are session settings, every other is one of Glue's arguments. */
final class Configure {
    private static final Set<String> CREDENTIALS = Set.of(
            "aws_access_key_id",
            "aws_secret_access_key",
            "aws_session_token",
            "accesskeyid",
            "secretaccesskey",
            "sessiontoken");

    private Configure() {}

    static Parsed<Settings> read(String body) {
        String dict = body.strip().replaceFirst("^-f\\b", "").strip();
        if (dict.isEmpty()) {
            return Parsed.bad(
                    "`%%configure` needs a dictionary.",
                    "For example `%%configure {\"worker_type\": \"G.2X\", \"number_of_workers\": 4}`.");
        }
        return Literal.dict(dict).then(Configure::settings);
    }

    static Parsed<Settings> tags(String body) {
        return Literal.dict(body.strip()).then(dict -> {
            Parsed<Settings> all = Parsed.good(Settings.NONE);
            for (Map.Entry<String, Value> entry : dict.entries().entrySet()) {
                all = join(
                        all, SettingReader.tag(entry.getKey(), entry.getValue().plain()));
            }
            return all;
        });
    }

    private static Parsed<Settings> settings(Value.Dict dict) {
        Set<String> keys = dict.entries().keySet().stream().map(Configure::name).collect(Collectors.toSet());
        if (keys.contains("max_capacity") && (keys.contains("worker_type") || keys.contains("number_of_workers"))) {
            return Parsed.bad(
                    "max_capacity and worker_type with number_of_workers exclude each other.", "Set one or the other.");
        }
        Parsed<Settings> all = Parsed.good(Settings.NONE);
        for (Map.Entry<String, Value> entry : dict.entries().entrySet()) {
            all = join(all, entry(entry.getKey(), entry.getValue()));
        }
        return all;
    }

    private static Parsed<Settings> join(Parsed<Settings> all, Parsed<Settings> next) {
        return all.then(settings -> next.map(settings::with));
    }

    /** Keys are compared without their dashes and case: {@code --Worker-Type} would be the worker type too. */
    private static String name(String key) {
        return key.replaceFirst("^--", "").toLowerCase(Locale.ROOT).replace('-', '_');
    }

    private static Parsed<Settings> entry(String key, Value value) {
        String name = name(key);
        if (CREDENTIALS.contains(name.replace("_", "")) || CREDENTIALS.contains(name)) {
            return Parsed.bad(Magics.CREDENTIALS_PROBLEM, Magics.CREDENTIALS_REMEDY);
        }
        if (value instanceof Value.Nothing) {
            return Parsed.bad(
                    "'%s' has no value.".formatted(SettingReader.shown(key)), "Leave it out, or say what it is to be.");
        }
        Optional<Setting> setting = Arrays.stream(Setting.values())
                .filter(s -> s != Setting.ARGUMENTS && s != Setting.TAGS && s != Setting.NAME)
                .filter(s -> s.magic().equals(name))
                .findFirst();
        return switch (name) {
            case "profile", "endpoint", "assume_role" -> Magics.refused(name);
            case "session_id" ->
                Parsed.bad("A session's id cannot be chosen.", "Use `session_id_prefix` to recognise yours.");
            case "session_language", "job_language" -> SettingReader.language(value.plain());
            case "security_configuration" -> SettingReader.read(Setting.SECURITY_CONFIG, value.plain());
            case "connections" -> SettingReader.read(Setting.CONNECTIONS, connections(value));
            case "tags" ->
                value instanceof Value.Dict dict
                        ? tagsOf(dict)
                        : Parsed.bad("The tags are not a dictionary.", "Write `\"tags\": {\"team\": \"sales\"}`.");
            case "conf", "spark_conf" -> SettingReader.sparkConf(conf(value));
            case "extra_jars" -> SettingReader.listArgument("extra_jars", "--extra-jars", value.plain(), false);
            case "extra_py_files" ->
                SettingReader.listArgument("extra_py_files", "--extra-py-files", value.plain(), true);
            case "additional_python_modules" ->
                SettingReader.listArgument(
                        "additional_python_modules", "--additional-python-modules", value.plain(), false);
            default ->
                setting.isPresent()
                        ? SettingReader.read(setting.get(), value.plain())
                        : SettingReader.argument(key, value.plain());
        };
    }

    private static Parsed<Settings> tagsOf(Value.Dict dict) {
        Parsed<Settings> all = Parsed.good(Settings.NONE);
        for (Map.Entry<String, Value> entry : dict.entries().entrySet()) {
            all = join(all, SettingReader.tag(entry.getKey(), entry.getValue().plain()));
        }
        return all;
    }

    /** A list, or AWS's own {@code {"Connections": [...]}}. */
    private static String connections(Value value) {
        return value instanceof Value.Dict(Map<String, Value> entries) && entries.size() == 1
                ? entries.values().iterator().next().plain()
                : value.plain();
    }

    private static String conf(Value value) {
        return value instanceof Value.Dict(Map<String, Value> entries)
                ? entries.entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue().plain())
                        .collect(Collectors.joining(" --conf "))
                : value.plain();
    }
}
