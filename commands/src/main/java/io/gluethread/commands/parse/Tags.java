package io.gluethread.commands.parse;

import io.gluethread.broker.session.Language;
import io.gluethread.commands.ask.Ask.Piece;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The language tags of code blocks. */
public final class Tags {
    private static final Map<String, Language> LANGUAGES = Map.ofEntries(
            Map.entry("python", Language.PYTHON),
            Map.entry("python3", Language.PYTHON),
            Map.entry("py", Language.PYTHON),
            Map.entry("pyspark", Language.PYTHON),
            Map.entry("ipython", Language.PYTHON),
            Map.entry("scala", Language.SCALA),
            Map.entry("sql", Language.SQL),
            Map.entry("sparksql", Language.SQL),
            Map.entry("spark-sql", Language.SQL));

    /** First lines that are a tag even though we do not run that language: as code they would do nothing. */
    private static final Set<String> FOREIGN = Set.of("bash", "sh", "shell", "json", "yaml", "javascript", "java");

    /** What an editor says when nobody chose a language. */
    private static final Set<String> NO_TAG =
            Set.of("", "text", "txt", "plain", "plaintext", "plain_text", "none", "auto");

    private Tags() {}

    /** The language of a tag; empty for a tag that we do not run. */
    public static Optional<Language> language(String tag) {
        return Optional.ofNullable(LANGUAGES.get(tag.toLowerCase(Locale.ROOT)));
    }

    /**
     * A block with its tag: the declared one, else a first line that is nothing but a language's name with more lines
     * behind it, as clients that know no tags leave it in the text.
     */
    static Piece.Code code(String text, String declared) {
        String tag = declared.strip().toLowerCase(Locale.ROOT);
        if (!NO_TAG.contains(tag)) {
            return new Piece.Code(text, Optional.of(tag));
        }
        int end = text.indexOf('\n');
        if (end > 0) {
            String first = text.substring(0, end).strip().toLowerCase(Locale.ROOT);
            if (LANGUAGES.containsKey(first) || FOREIGN.contains(first)) {
                return new Piece.Code(text.substring(end + 1), Optional.of(first));
            }
        }
        return new Piece.Code(text, Optional.empty());
    }
}
