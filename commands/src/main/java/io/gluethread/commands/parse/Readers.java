package io.gluethread.commands.parse;

import io.gluethread.broker.session.Language;
import io.gluethread.broker.session.Settings;
import io.gluethread.commands.parse.Command.Period;
import io.gluethread.commands.parse.Command.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What may stand behind each word of {@link Usage}. */
final class Readers {
    private Readers() {}

    /** All lines as one, folded, blanks made single. */
    private static String plain(String rest) {
        return Typography.fold(rest).strip().replaceAll("\\s+", " ");
    }

    /** What stands on the word's own line; below it people talk. */
    private static String ownLine(String rest) {
        return plain(rest.lines().findFirst().orElse(""));
    }

    static Parsed<Optional<String>> optional(String rest) {
        String plain = ownLine(rest);
        return Parsed.good(plain.isEmpty() ? Optional.empty() : Optional.of(plain));
    }

    static Parsed<Command> nothing(String word, String rest, Command command) {
        return ownLine(rest).isEmpty()
                ? Parsed.good(command)
                : Parsed.bad("`%s` takes nothing behind it.".formatted(word), "Write `%s` alone.".formatted(word));
    }

    static Parsed<Command> start(String rest) {
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

    static Parsed<Command> config(String rest) {
        String text = Typography.fold(rest).strip();
        if (text.isEmpty()) {
            return Parsed.good(new Command.Config(Settings.NONE));
        }
        if (text.startsWith("{")) {
            return Configure.read(text).map(Command.Config::new);
        }
        String word = text.split("[\\s=]", 2)[0];
        if (word.equalsIgnoreCase("python") || word.equalsIgnoreCase("scala")) {
            String behind = text.substring(word.length()).strip();
            Parsed<Settings> more = behind.isEmpty() ? Parsed.good(Settings.NONE) : onlyMagics(behind);
            return SettingReader.language(word)
                    .then(language -> more.<Command>map(settings -> new Command.Config(language.with(settings))));
        }
        return onlyMagics(text).map(Command.Config::new);
    }

    private static Parsed<Settings> onlyMagics(String text) {
        if (text.startsWith("%")) {
            return settings(text);
        }
        String word = text.split("[\\s=]", 2)[0];
        return Parsed.bad(
                "`config` takes magics, and '%s' is none.".formatted(SettingReader.shown(word)),
                Magics.find(word, false).isPresent()
                        ? "Write `config %%%s value`.".formatted(word.toLowerCase(Locale.ROOT))
                        : "For example `config %worker_type G.2X`. `help magics` lists them.");
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

    static Parsed<Command> run(String rest) {
        return code("run", rest).map(code -> new Command.Run(code, Optional.empty()));
    }

    static Parsed<Command> sql(String rest) {
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

    static Parsed<Command> list(String rest) {
        String plain = ownLine(rest).toLowerCase(Locale.ROOT);
        return plain.isEmpty() || plain.equals("all")
                ? Parsed.good(new Command.ListSessions(plain.equals("all")))
                : Parsed.bad(
                        "`list` does not know '%s'.".formatted(SettingReader.shown(plain)),
                        "Write `list` or `list all`.");
    }

    static Parsed<Command> cancel(String rest) {
        String plain = ownLine(rest).replaceAll("^\\[(.*)]$", "$1");
        if (plain.isEmpty()) {
            return Parsed.good(new Command.Cancel(Optional.empty()));
        }
        return plain.matches("[1-9]\\d{0,6}")
                ? Parsed.good(new Command.Cancel(Optional.of(Integer.valueOf(plain))))
                : Parsed.bad(
                        "'%s' is not the number of a cell.".formatted(SettingReader.shown(plain)),
                        "Write `cancel`, or `cancel 3` for cell [3].");
    }

    static Parsed<Command> cost(String rest) {
        Period period = Period.TODAY;
        Optional<Scope> scope = Optional.empty();
        for (String word : ownLine(rest).toLowerCase(Locale.ROOT).split(" ", -1)) {
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

    static Parsed<Command> digest(String rest) {
        return ownLine(rest).equalsIgnoreCase("now")
                ? Parsed.good(new Command.DigestNow())
                : Parsed.bad("The digest comes by itself every morning.", "To have it now, write `digest now`.");
    }
}
