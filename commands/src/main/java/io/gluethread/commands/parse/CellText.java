package io.gluethread.commands.parse;

import io.gluethread.broker.session.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one block as the official kernel reads a notebook's cell: leading {@code %} lines are magics, remarks and blank
 * lines among them are skipped, the first other line ends them, and the rest is one piece of code. A {@code %%} magic
 * takes all that follows, beginning on its own line.
 */
public final class CellText {
    private static final Pattern MAGIC = Pattern.compile("(%{1,2})([A-Za-z_]\\w*)(?:[ \\t]+|$)(.*)", Pattern.DOTALL);
    private static final Pattern NEXT = Pattern.compile("(?<=\\s)%([A-Za-z_]\\w*)(?=\\s|$)");
    private static final Pattern SHELL =
            Pattern.compile("!\\s*(pip3?|conda|aws|ls|cat|cp|rm|mkdir|curl|wget|apt|python3?)\\b.*");

    private CellText() {}

    /** @param language what the block's tag said */
    public static Understood read(String block, Optional<Language> language) {
        List<String> lines = block.lines().toList();
        Understood all = Understood.NOTHING;
        int codeFrom = 0;
        for (int i = 0; i < lines.size(); i++) {
            String line = Typography.fold(lines.get(i)).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (SHELL.matcher(line).matches()) {
                return all.and(Understood.wrong(
                        "`%s` is a shell command; a Glue session has no shell.".formatted(SettingReader.shown(line)),
                        "Packages are named with `%additional_python_modules` before the session starts."));
            }
            Matcher magic = MAGIC.matcher(line);
            if (!magic.matches() || Magics.IN_THE_CODE.contains(magic.group(2))) {
                break;
            }
            if (magic.group(1).length() == 2) {
                return all.and(cellMagic(magic.group(2), afterName(lines, i, magic.group(2))));
            }
            all = all.and(lineMagics(line));
            codeFrom = i + 1;
        }
        return all.and(code(codeFrom == 0 ? block : rest(lines, codeFrom), language, codeFrom > 0));
    }

    /** One line of magics; several may follow each other on it. */
    static Understood lineMagics(String line) {
        List<Integer> starts = new ArrayList<>(List.of(0));
        Matcher next = NEXT.matcher(line);
        while (next.find()) {
            if (Magics.find(next.group(1), false).isPresent()) {
                starts.add(next.start());
            }
        }
        Understood all = Understood.NOTHING;
        for (int i = 0; i < starts.size(); i++) {
            String one = line.substring(starts.get(i), i + 1 < starts.size() ? starts.get(i + 1) : line.length())
                    .strip();
            Matcher magic = MAGIC.matcher(one);
            if (!magic.matches()) {
                return all.and(Understood.wrong(
                        "I cannot read '%s'.".formatted(SettingReader.shown(one)),
                        "A magic looks like `%worker_type G.2X`."));
            }
            all = all.and(Magics.find(magic.group(2), false)
                    .map(m -> Understood.of(m.reader().apply(magic.group(3).strip())))
                    .orElseGet(() -> new Understood(List.of(), List.of(Magics.unknown(magic.group(2), false)))));
        }
        return all;
    }

    static Understood cellMagic(String name, String body) {
        return Magics.find(name, true)
                .map(m -> Understood.of(m.reader().apply(body)))
                .orElseGet(() -> new Understood(List.of(), List.of(Magics.unknown(name, true))));
    }

    /** What stands behind a cell magic's name, on its line and all below, exactly. */
    private static String afterName(List<String> lines, int at, String name) {
        String line = lines.get(at);
        String sameLine = line.substring(line.indexOf(name) + name.length());
        return at + 1 < lines.size() ? sameLine + "\n" + rest(lines, at + 1) : sameLine;
    }

    private static String rest(List<String> lines, int from) {
        return String.join("\n", lines.subList(from, lines.size()));
    }

    private static Understood code(String code, Optional<Language> language, boolean afterMagics) {
        boolean remarksOnly = code.lines().map(String::strip).allMatch(l -> l.isEmpty() || l.startsWith("#"));
        if (!remarksOnly) {
            String exact = afterMagics ? code.replaceFirst("^(\\s*\\n)+", "") : code;
            return new Understood(List.of(new Command.Run(exact, language)), List.of());
        }
        return afterMagics
                ? Understood.NOTHING
                : Understood.wrong(
                        code.isBlank() ? "The code block is empty." : "There are only remarks in the code block.",
                        "Nothing was run.");
    }
}
