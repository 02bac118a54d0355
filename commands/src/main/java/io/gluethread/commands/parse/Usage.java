package io.gluethread.commands.parse;

import io.gluethread.broker.session.Language;
import io.gluethread.broker.session.Settings;
import io.gluethread.commands.parse.Command.Period;
import io.gluethread.commands.parse.Command.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * One word that people can type, with its help. The parser reads this table and the help is made from it, so they
 * cannot differ.
 *
 * @param arguments what may follow
 * @param works false for the words of later versions
 */
public record Usage(
        String word,
        String arguments,
        String summary,
        List<String> examples,
        boolean works,
        Function<String, Parsed<Command>> reader) {

    public static final List<Usage> TABLE = List.of(
            works(
                    "start",
                    "[python|scala] [preset] [name] [%magic value ...]",
                    "Start a session in a thread of its own (or in this thread).",
                    Usage::start,
                    "start",
                    "start etl churn %number_of_workers 4",
                    "start scala"),
            works(
                    "config",
                    "[%magic value ...] or [%%configure {...}]",
                    "Change what the next session is created with; alone it opens a form.",
                    Usage::config,
                    "config %worker_type G.2X %number_of_workers 4",
                    "config"),
            works(
                    "run",
                    "<code>",
                    "Run code. In a thread a code block alone does the same.",
                    Usage::run,
                    "run spark.range(5).show()"),
            works("sql", "<query>", "Run a query and show its rows.", Usage::sql, "sql show databases"),
            works(
                    "status",
                    "[session]",
                    "The session: state, settings, how long, what it cost.",
                    rest -> optional(rest).map(Command.Status::new),
                    "status"),
            works(
                    "list",
                    "[all]",
                    "The sessions that are alive; `list all` also those that are over.",
                    Usage::list,
                    "list"),
            works(
                    "stop",
                    "[session]",
                    "Stop the session. Its variables are gone, what it cost is told.",
                    rest -> optional(rest).map(Command.Stop::new),
                    "stop"),
            works("cancel", "[n]", "Cancel the cell that runs, or cell n.", Usage::cancel, "cancel", "cancel 3"),
            works(
                    "cost",
                    "[today|week|month] [mine|channel|all]",
                    "What was spent.",
                    Usage::cost,
                    "cost",
                    "cost week mine"),
            works("digest", "now", "Post the daily cost digest here, now.", Usage::digest, "digest now"),
            works(
                    "whoami",
                    "",
                    "Who you are to me, and whom I am to AWS.",
                    rest -> nothing("whoami", rest, new Command.Whoami()),
                    "whoami"),
            works(
                    "help",
                    "[word|magics|workers]",
                    "This help, or more about one word.",
                    rest -> optional(rest).map(Command.Help::new),
                    "help magics",
                    "help workers",
                    "help start"),
            later("history"),
            later("replay"),
            later("attach"),
            later("budget"),
            later("catalog"),
            later("export"),
            later("import"),
            later("job"),
            later("preset"),
            later("share"),
            later("doctor"),
            later("audit"));

    public static Optional<Usage> find(String word) {
        String wanted = word.toLowerCase(Locale.ROOT);
        return TABLE.stream().filter(u -> u.word().equals(wanted)).findFirst();
    }

    /** Those that work in this version. */
    public static List<Usage> working() {
        return TABLE.stream().filter(Usage::works).toList();
    }

    /** {@code start [python|scala] ...} */
    public String line() {
        return arguments.isEmpty() ? word : word + " " + arguments;
    }

    /** Reads a command as it stands behind {@code /glue}, {@code @glue} or {@code !glue}. */
    public static Understood read(String typed) {
        String text = typed.strip();
        String word = text.split("[\\s\\u00A0\\u200B\\uFEFF]", 2)[0];
        String rest = text.substring(word.length());
        String plain = Typography.fold(word).strip();
        if (plain.isEmpty()) {
            return rest.isBlank()
                    ? Understood.of(Parsed.good(new Command.Help(Optional.empty())))
                    : read(Typography.fold(rest));
        }
        if (plain.startsWith("%")) {
            return CellText.read(text, Optional.empty());
        }
        Optional<Usage> usage = find(plain);
        if (usage.isPresent()) {
            return Understood.of(usage.get().reader().apply(rest));
        }
        String problem = "I don't know `%s`.".formatted(SettingReader.shown(plain));
        List<String> known = working().stream().map(Usage::word).toList();
        return Understood.wrong(
                problem,
                Nearest.to(plain, known)
                        .flatMap(Usage::find)
                        .map(u -> "Did you mean `%s`? For example `%s`."
                                .formatted(u.word(), u.examples().getFirst()))
                        .orElse("`help` lists what I can do."));
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static Usage works(
            String word,
            String arguments,
            String summary,
            Function<String, Parsed<Command>> reader,
            String... examples) {
        return new Usage(word, arguments, summary, List.of(examples), true, reader);
    }

    private static Usage later(String word) {
        return new Usage(word, "", "", List.of(), false, rest -> Parsed.good(new Command.NotYet(word)));
    }

    /** One line, folded, blanks made single. */
    private static String plain(String rest) {
        return Typography.fold(rest).strip().replaceAll("\\s+", " ");
    }

    private static Parsed<Optional<String>> optional(String rest) {
        String plain = plain(rest.strip().lines().findFirst().orElse(""));
        return Parsed.good(plain.isEmpty() ? Optional.empty() : Optional.of(plain));
    }

    private static Parsed<Command> nothing(String word, String rest, Command command) {
        return plain(rest).isEmpty()
                ? Parsed.good(command)
                : Parsed.bad("`%s` takes nothing behind it.".formatted(word), "Write `%s` alone.".formatted(word));
    }

    private static Parsed<Command> start(String rest) {
        String plain = plain(rest);
        int magics = plain.indexOf('%');
        String words = (magics < 0 ? plain : plain.substring(0, magics)).strip();
        Parsed<Settings> change = magics < 0 ? Parsed.good(Settings.NONE) : settings(plain.substring(magics));
        List<String> all = new ArrayList<>(words.isEmpty() ? List.of() : List.of(words.split(" ", -1)));
        Optional<Language> language =
                all.isEmpty() ? Optional.empty() : Tags.language(all.getFirst()).filter(l -> l != Language.SQL);
        if (language.isPresent()) {
            all.removeFirst();
        }
        String name = SettingReader.unquoted(String.join(" ", all));
        List<String> unquoted = name.isEmpty() ? List.of() : List.of(name.split(" ", -1));
        return change.map(settings -> new Command.Start(language, unquoted, settings));
    }

    private static Parsed<Command> config(String rest) {
        String text = Typography.fold(rest).strip();
        if (text.isEmpty()) {
            return Parsed.good(new Command.Config(Settings.NONE));
        }
        if (text.startsWith("{")) {
            return Configure.read(text).map(Command.Config::new);
        }
        String word = text.split("[\\s=]", 2)[0];
        if (text.equalsIgnoreCase("python") || text.equalsIgnoreCase("scala")) {
            return SettingReader.language(text).map(Command.Config::new);
        }
        if (!word.startsWith("%")) {
            return Parsed.bad(
                    "`config` takes magics, and '%s' is none.".formatted(SettingReader.shown(word)),
                    Magics.find(word, false).isPresent()
                            ? "Write `config %%%s value`.".formatted(word.toLowerCase(Locale.ROOT))
                            : "For example `config %worker_type G.2X`. `help magics` lists them.");
        }
        return settings(text).map(Command.Config::new);
    }

    /** Settings only: a magic that acts does not belong behind {@code start} or {@code config}. */
    private static Parsed<Settings> settings(String magics) {
        Understood read = magics.startsWith("%%")
                ? CellText.read(magics, Optional.empty())
                : magics.lines()
                        .map(String::strip)
                        .filter(l -> !l.isEmpty() && !l.startsWith("#"))
                        .map(l -> l.startsWith("%%") ? CellText.read(l, Optional.empty()) : CellText.lineMagics(l))
                        .reduce(Understood.NOTHING, Understood::and);
        if (!read.wrongs().isEmpty()) {
            return new Parsed.Bad<>(read.wrongs().getFirst());
        }
        Settings change = Settings.NONE;
        for (Command command : read.commands()) {
            if (!(command instanceof Command.Config(Settings more))) {
                return Parsed.bad(
                        "Only settings can follow here, not a magic that does something.",
                        "Send that magic in a message of its own.");
            }
            change = change.with(more);
        }
        return Parsed.good(change);
    }

    private static Parsed<Command> run(String rest) {
        return code("run", rest).map(code -> new Command.Run(code, Optional.empty()));
    }

    private static Parsed<Command> sql(String rest) {
        return code("sql", rest).map(code -> new Command.Run(code, Optional.of(Language.SQL)));
    }

    /** The code as it stands, without a pair of backticks put around all of it. */
    private static Parsed<String> code(String word, String rest) {
        String code = rest.strip();
        if (code.startsWith("```") && code.endsWith("```") && code.length() > 6) {
            code = code.substring(3, code.length() - 3).strip();
        } else if (code.matches("`[^`]+`")) {
            code = code.substring(1, code.length() - 1);
        }
        return code.isEmpty()
                ? Parsed.bad(
                        "`%s` needs something to run.".formatted(word),
                        "For example `%s`."
                                .formatted(word.equals("sql") ? "sql show databases" : "run spark.range(5).show()"))
                : Parsed.good(code);
    }

    private static Parsed<Command> list(String rest) {
        String plain = plain(rest).toLowerCase(Locale.ROOT);
        return plain.isEmpty() || plain.equals("all")
                ? Parsed.good(new Command.ListSessions(plain.equals("all")))
                : Parsed.bad(
                        "`list` does not know '%s'.".formatted(SettingReader.shown(plain)),
                        "Write `list` or `list all`.");
    }

    private static Parsed<Command> cancel(String rest) {
        String plain = plain(rest).replaceAll("^\\[(.*)]$", "$1");
        if (plain.isEmpty()) {
            return Parsed.good(new Command.Cancel(Optional.empty()));
        }
        return plain.matches("[1-9]\\d{0,6}")
                ? Parsed.good(new Command.Cancel(Optional.of(Integer.valueOf(plain))))
                : Parsed.bad(
                        "'%s' is not the number of a cell.".formatted(SettingReader.shown(plain)),
                        "Write `cancel`, or `cancel 3` for cell [3].");
    }

    private static Parsed<Command> cost(String rest) {
        Period period = Period.TODAY;
        Optional<Scope> scope = Optional.empty();
        for (String word : plain(rest).toLowerCase(Locale.ROOT).split(" ", -1)) {
            switch (word) {
                case "" -> {}
                case "today", "day" -> period = Period.TODAY;
                case "week" -> period = Period.WEEK;
                case "month" -> period = Period.MONTH;
                case "mine", "me" -> scope = Optional.of(Scope.MINE);
                case "thread" -> scope = Optional.of(Scope.THREAD);
                case "channel" -> scope = Optional.of(Scope.CHANNEL);
                case "all", "everyone" -> scope = Optional.of(Scope.ALL);
                default -> {
                    return Parsed.bad(
                            "`cost` does not know '%s'.".formatted(SettingReader.shown(word)),
                            "Write `cost`, then `today`, `week` or `month`, then `mine`, `channel` or `all`.");
                }
            }
        }
        return Parsed.good(new Command.Cost(period, scope));
    }

    private static Parsed<Command> digest(String rest) {
        return plain(rest).equalsIgnoreCase("now")
                ? Parsed.good(new Command.DigestNow())
                : Parsed.bad("The digest comes by itself every morning.", "To have it now, write `digest now`.");
    }
}
