package io.gluethread.commands.parse;

import io.gluethread.broker.session.Language;
import io.gluethread.broker.session.Setting;
import io.gluethread.broker.session.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Every magic of the official kernel, in one table: the parser reads it and the help is made from it
 * (<a href="https://docs.aws.amazon.com/glue/latest/dg/interactive-sessions-magics.html">Magics</a>).
 */
public final class Magics {
    static final String NO_RAY =
            "AWS has ended Ray sessions; use a Spark session with `%etl` or `%streaming` and a G or R worker type.";
    static final String CREDENTIALS_PROBLEM = "I never take credentials from a message.";
    static final String CREDENTIALS_REMEDY =
            "Delete the message now and, if the keys were real, replace them: everybody in the channel may have seen them. Choose a role with `%iam_role` instead.";

    /**
     * One magic.
     *
     * @param cell whether it is a {@code %%} magic, which takes the rest of the block
     * @param argument what it takes, "" for nothing
     * @param works false for those that only explain why they do not
     */
    public record Magic(
            String name,
            boolean cell,
            String argument,
            String meaning,
            boolean works,
            Function<String, Parsed<Command>> reader) {

        /** As it is typed. */
        public String typed() {
            return (cell ? "%%" : "%") + name + (argument.isEmpty() ? "" : " " + argument);
        }
    }

    /** These lines are code: the session itself knows them. */
    static final Set<String> IN_THE_CODE = Set.of("matplot", "plotly");

    public static final List<Magic> TABLE = table();

    private Magics() {}

    public static Optional<Magic> find(String name, boolean cell) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return TABLE.stream()
                .filter(m -> m.cell() == cell && m.name().equals(wanted))
                .findFirst();
    }

    /** Why there is no such magic, with the nearest that there is. */
    static Wrong unknown(String name, boolean cell) {
        String sign = cell ? "%%" : "%";
        String problem = "There is no magic `%s%s`.".formatted(sign, SettingReader.shown(name));
        if (find(name, !cell).isPresent()) {
            return new Wrong(
                    problem, "It is written `%s%s`.".formatted(cell ? "%" : "%%", name.toLowerCase(Locale.ROOT)));
        }
        if (name.equalsIgnoreCase("pip") || name.equalsIgnoreCase("conda")) {
            return new Wrong(
                    problem,
                    "Name packages with `%additional_python_modules pandas,pyarrow` before the session starts.");
        }
        List<String> names = TABLE.stream().map(Magic::name).toList();
        return new Wrong(
                problem,
                Nearest.to(name, names)
                        .map(near -> "Did you mean `%s%s`?"
                                .formatted(find(near, false).isPresent() ? "%" : "%%", near))
                        .orElse("`%help` lists them all."));
    }

    /** The answer to a magic that we know and do not follow. */
    static <T> Parsed<T> refused(String name) {
        return switch (name) {
            case "profile" ->
                Parsed.bad(
                        "`%profile` means a file on your own computer; here the service has its own identity.",
                        "Choose what the session may do with `%iam_role`, and where it runs with `%region`.");
            case "endpoint" ->
                Parsed.bad(
                        "`%endpoint` is fixed by whoever runs this service.", "`%region` chooses among the regions.");
            case "assume_role" ->
                Parsed.bad("`%%assume_role` is not supported: " + CREDENTIALS_PROBLEM, CREDENTIALS_REMEDY);
            case "reconnect" ->
                Parsed.bad(
                        "`%reconnect` is not supported: a thread keeps the session that it started.",
                        "Go on in the thread where that session lives; `list` shows it.");
            default -> Parsed.bad("`%%%s` is not supported.".formatted(name), NO_RAY);
        };
    }

    private static List<Magic> table() {
        List<Magic> table = new ArrayList<>();
        table.add(setting(Setting.WORKER_TYPE, "name", "How big one worker is; `help workers` shows them."));
        table.add(setting(Setting.NUMBER_OF_WORKERS, "n", "How many workers, 1 to 1,000."));
        table.add(setting(Setting.MAX_CAPACITY, "dpu", "The size in DPU, instead of a worker type and a number."));
        table.add(setting(Setting.IDLE_TIMEOUT, "minutes", "Stop after so long without work."));
        table.add(setting(Setting.TIMEOUT, "minutes", "Stop after so long in all, whatever happens."));
        table.add(setting(Setting.GLUE_VERSION, "version", "Glue's version, such as 5.0."));
        table.add(setting(Setting.REGION, "region", "The AWS region it runs in."));
        table.add(setting(Setting.IAM_ROLE, "arn", "The role that decides what your code may touch."));
        table.add(new Magic(
                "language",
                false,
                "python|scala",
                "What the session speaks. SQL cells work in both.",
                true,
                v -> SettingReader.read(Setting.LANGUAGE, v).map(Command.Config::new)));
        table.add(setting(Setting.SESSION_TYPE, "etl|streaming", "The kind of session."));
        table.add(fixed("etl", "The same as `%session_type etl`."));
        table.add(fixed("streaming", "The same as `%session_type streaming`."));
        table.add(setting(Setting.SESSION_ID_PREFIX, "text", "What the session's id begins with."));
        table.add(setting(Setting.SECURITY_CONFIG, "name", "A Glue security configuration."));
        table.add(setting(Setting.CONNECTIONS, "a,b", "Glue connections to use."));
        table.add(arguments(
                "additional_python_modules",
                "a,b",
                "Python packages to install first.",
                v -> SettingReader.listArgument("additional_python_modules", "--additional-python-modules", v, false)));
        table.add(arguments(
                "extra_py_files",
                "s3://...",
                "Python files in S3 to import from.",
                v -> SettingReader.listArgument("extra_py_files", "--extra-py-files", v, true)));
        table.add(arguments(
                "extra_jars",
                "s3://...",
                "Jars to load.",
                v -> SettingReader.listArgument("extra_jars", "--extra-jars", v, false)));
        table.add(new Magic(
                "spark_conf",
                false,
                "k=v",
                "Spark settings; more behind ` --conf `.",
                true,
                v -> v.isBlank()
                        ? Parsed.good(new Command.Status(Optional.empty()))
                        : SettingReader.sparkConf(v).map(Command.Config::new)));
        table.add(acts("status", "The session, its settings, its cost.", new Command.Status(Optional.empty())));
        table.add(
                acts("stop_session", "Stop the session; its variables are gone.", new Command.Stop(Optional.empty())));
        table.add(acts("list_sessions", "All sessions.", new Command.ListSessions(false)));
        table.add(new Magic(
                "session_id",
                false,
                "",
                "The session's id.",
                true,
                v -> v.isBlank()
                        ? Parsed.good(new Command.SessionId())
                        : Parsed.bad(
                                "A session's id cannot be chosen.", "Use `%session_id_prefix` to recognise yours.")));
        table.add(acts("help", "This list.", new Command.Help(Optional.of("magics"))));
        table.add(new Magic(
                "sql",
                true,
                "query",
                "Run the rest of the block as SQL.",
                true,
                v -> v.isBlank()
                        ? Parsed.bad("There is no query behind `%%sql`.", "Put it on the same line or below.")
                        : Parsed.good(new Command.Run(v.strip(), Optional.of(Language.SQL)))));
        table.add(new Magic(
                "configure",
                true,
                "{...}",
                "Many settings at once, as JSON or a Python dict.",
                true,
                v -> Configure.read(Typography.fold(v)).map(Command.Config::new)));
        table.add(new Magic(
                "tags",
                true,
                "{...}",
                "Tags of the session in AWS.",
                true,
                v -> Configure.tags(Typography.fold(v)).map(Command.Config::new)));
        for (String name : List.of(
                "profile",
                "endpoint",
                "glue_ray",
                "reconnect",
                "min_workers",
                "object_memory_head",
                "object_memory_worker")) {
            table.add(new Magic(name, false, "", "Not supported.", false, v -> refused(name)));
        }
        for (String name : List.of("assume_role", "ray_conf")) {
            table.add(new Magic(name, true, "", "Not supported.", false, v -> refused(name)));
        }
        return List.copyOf(table);
    }

    private static Magic setting(Setting setting, String argument, String meaning) {
        return arguments(setting.magic(), argument, meaning, v -> SettingReader.read(setting, v));
    }

    private static Magic arguments(
            String name, String argument, String meaning, Function<String, Parsed<Settings>> reader) {
        return new Magic(
                name,
                false,
                argument,
                meaning,
                true,
                v -> v.isBlank()
                        ? Parsed.bad(
                                "`%%%s` needs a value.".formatted(name), "Write `%%%s %s`.".formatted(name, argument))
                        : reader.apply(withoutRemark(v)).map(Command.Config::new));
    }

    private static Magic fixed(String type, String meaning) {
        return acts(type, meaning, new Command.Config(Settings.of(Setting.SESSION_TYPE, type)));
    }

    private static Magic acts(String name, String meaning, Command command) {
        return new Magic(name, false, "", meaning, true, v -> {
            String rest = withoutRemark(v);
            return rest.isBlank()
                    ? Parsed.good(command)
                    : Parsed.bad(
                            "`%%%s` takes no value, but there is '%s'.".formatted(name, SettingReader.shown(rest)),
                            "Write it alone.");
        });
    }

    /** {@code 30  # minutes} → {@code 30}. */
    private static String withoutRemark(String value) {
        return value.replaceFirst("(^|\\s)#(\\s.*)?$", "").strip();
    }
}
