package io.gluethread.commands.parse;

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
                    Readers::start,
                    "start",
                    "start etl churn %number_of_workers 4",
                    "start scala"),
            works(
                    "config",
                    "[%magic value ...] or [%%configure {...}]",
                    "Change what the next session is created with; alone it opens a form.",
                    Readers::config,
                    "config %worker_type G.2X %number_of_workers 4",
                    "config"),
            works(
                    "run",
                    "<code>",
                    "Run code. In a thread a code block alone does the same.",
                    Readers::run,
                    "run spark.range(5).show()"),
            works("sql", "<query>", "Run a query and show its rows.", Readers::sql, "sql show databases"),
            works(
                    "status",
                    "[session]",
                    "The session: state, settings, how long, what it cost.",
                    rest -> Readers.optional(rest).map(Command.Status::new),
                    "status"),
            works(
                    "list",
                    "[all]",
                    "The sessions that are alive; `list all` also those that are over.",
                    Readers::list,
                    "list"),
            works(
                    "stop",
                    "[session]",
                    "Stop the session. Its variables are gone, what it cost is told.",
                    rest -> Readers.optional(rest).map(Command.Stop::new),
                    "stop"),
            works("cancel", "[n]", "Cancel the cell that runs, or cell n.", Readers::cancel, "cancel", "cancel 3"),
            works(
                    "cost",
                    "[today|week|month] [mine|channel|all]",
                    "What was spent.",
                    Readers::cost,
                    "cost",
                    "cost week mine"),
            works("digest", "now", "Post the daily cost digest here, now.", Readers::digest, "digest now"),
            works(
                    "whoami",
                    "",
                    "Who you are to me, and whom I am to AWS.",
                    rest -> Readers.nothing("whoami", rest, new Command.Whoami()),
                    "whoami"),
            works(
                    "help",
                    "[word|magics|workers]",
                    "This help, or more about one word.",
                    rest -> Readers.optional(rest).map(Command.Help::new),
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
}
