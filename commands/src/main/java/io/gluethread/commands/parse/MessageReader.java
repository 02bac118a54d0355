package io.gluethread.commands.parse;

import io.gluethread.broker.session.Language;
import io.gluethread.commands.ask.Ask.Piece;
import io.gluethread.commands.ask.Ask.Said;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a message: a command when it is addressed to us, lines of magics, and code blocks in order. Other prose is not
 * for us.
 */
public final class MessageReader {
    private static final Pattern ADDRESS = Pattern.compile(
            "^[\\s\\u00A0\\u200B\\uFEFF]*[!/]glue(?=[\\s\\u00A0\\u200B\\uFEFF]|$)", Pattern.CASE_INSENSITIVE);
    private static final Pattern MAGIC = Pattern.compile("%{1,2}[A-Za-z_]\\w*(\\s.*)?", Pattern.DOTALL);

    private MessageReader() {}

    /** Whether the message speaks to us wherever it stands: by a mention, {@code !glue} or {@code /glue}. */
    public static boolean isAddressed(Said.Message message) {
        return message.mentionsUs() || prefixed(message).isPresent();
    }

    private static Optional<String> prefixed(Said.Message message) {
        return message.pieces().stream()
                .findFirst()
                .filter(Piece.Prose.class::isInstance)
                .map(piece -> ADDRESS.matcher(((Piece.Prose) piece).text()))
                .filter(Matcher::find)
                .map(m -> m.replaceFirst(""));
    }

    /** @param addressed whether the prose at the beginning is meant for us; then a word that we do not know is wrong */
    public static Understood read(Said.Message message, boolean addressed) {
        List<Piece> pieces = message.pieces();
        Understood all = Understood.NOTHING;
        int from = 0;
        boolean hasCode = pieces.stream().anyMatch(Piece.Code.class::isInstance);
        boolean startsWithProse = !pieces.isEmpty() && pieces.getFirst() instanceof Piece.Prose;
        if (addressed && (startsWithProse || !hasCode)) {
            String text =
                    startsWithProse ? prefixed(message).orElseGet(() -> ((Piece.Prose) pieces.getFirst()).text()) : "";
            String word = Typography.fold(text).strip().split("\\s", 2)[0];
            boolean takesBlock = isBare(text, "run") || isBare(text, "sql");
            boolean known = Usage.find(word).isPresent();
            if (takesBlock && hasCode) {
                return blocks(pieces, word.equalsIgnoreCase("sql") ? Optional.of(Language.SQL) : Optional.empty());
            }
            if (known
                    || (!hasCode
                            && !MAGIC.matcher(Typography.fold(text).strip()).matches())) {
                boolean isConfigureOfBlock = text.strip().matches("(?i)config\\s+%%configure") && hasCode;
                if (isConfigureOfBlock) {
                    Piece.Code first = (Piece.Code) pieces.stream()
                            .filter(Piece.Code.class::isInstance)
                            .findFirst()
                            .orElseThrow();
                    return Usage.read(text + " " + first.text());
                }
                all = Usage.read(text);
                from = startsWithProse ? 1 : 0;
            }
        }
        return all.and(rest(pieces, from));
    }

    private static boolean isBare(String text, String word) {
        return Typography.fold(text).strip().replaceAll("[:\\s]+$", "").equalsIgnoreCase(word);
    }

    private static Understood blocks(List<Piece> pieces, Optional<Language> language) {
        return pieces.stream()
                .filter(Piece.Code.class::isInstance)
                .map(Piece.Code.class::cast)
                .map(code -> language.isPresent() ? CellText.read(code.text(), language) : block(code))
                .reduce(Understood.NOTHING, Understood::and);
    }

    private static Understood rest(List<Piece> pieces, int from) {
        Understood all = Understood.NOTHING;
        for (int i = from; i < pieces.size(); i++) {
            switch (pieces.get(i)) {
                case Piece.Code code -> all = all.and(block(code));
                case Piece.Prose(String text) -> {
                    Optional<String> openMagic = emptyCellMagic(text);
                    if (openMagic.isPresent()
                            && i + 1 < pieces.size()
                            && pieces.get(i + 1) instanceof Piece.Code code) {
                        all = all.and(prose(text.substring(0, text.lastIndexOf("%%"))));
                        all = all.and(CellText.cellMagic(openMagic.get(), code.text()));
                        i++;
                    } else {
                        all = all.and(prose(text));
                    }
                }
                case Piece.Attached file -> all = all.and(attached(file));
            }
        }
        return all;
    }

    /** {@code %%sql} alone at the end of prose: its query is the code block behind it. */
    private static Optional<String> emptyCellMagic(String text) {
        String last = text.strip().lines().reduce("", (before, line) -> line).strip();
        return last.matches("%%[A-Za-z_]\\w*") ? Optional.of(last.substring(2)) : Optional.empty();
    }

    /** Lines that begin with a percent sign; the others are talk. A cell magic takes all lines behind it. */
    private static Understood prose(String text) {
        Understood all = Understood.NOTHING;
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = Typography.fold(lines.get(i)).strip();
            if (!MAGIC.matcher(line).matches()) {
                continue;
            }
            if (line.startsWith("%%")) {
                return all.and(CellText.read(String.join("\n", lines.subList(i, lines.size())), Optional.empty()));
            }
            boolean isCode = Magics.IN_THE_CODE.contains(line.substring(1).split("\\s", 2)[0]);
            all = all.and(isCode ? CellText.read(line, Optional.empty()) : CellText.lineMagics(line));
        }
        return all;
    }

    private static Understood block(Piece.Code code) {
        Optional<Language> language = code.tag().flatMap(Tags::language);
        if (code.tag().isPresent() && language.isEmpty()) {
            return Understood.wrong(
                    "A block is tagged `%s`, which I do not run."
                            .formatted(SettingReader.shown(code.tag().get())),
                    "I run python, scala and sql. Change the tag, or leave it out.");
        }
        return CellText.read(code.text(), language);
    }

    private static Understood attached(Piece.Attached file) {
        return file.name().matches("(?i).*\\.(py|sql|scala|ipynb)")
                ? Understood.wrong(
                        "I cannot run attached files yet, such as '%s'.".formatted(SettingReader.shown(file.name())),
                        "Paste its text as a code block.")
                : Understood.NOTHING;
    }
}
