package io.gluethread.sparkhost;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one form of code that is the same in Python and Scala, {@code spark.sql("""...""").show([n[, truncate]])}, as Glue's
 * notebook kernel sends SQL cells. Recognised, it needs neither interpreter.
 *
 * @param truncate length to which cells are cut; 0 for whole cells
 */
record SqlStatement(String sql, int rows, int truncate) {
    private static final Pattern SHOW = Pattern.compile(
            "(?s)\\s*spark\\s*\\.\\s*sql\\s*\\(\\s*\"\"\"(?<sql>.*?)\"\"\"\\s*\\)"
                    + "\\s*\\.\\s*show\\s*\\(\\s*(?:(?:n\\s*=\\s*)?(?<rows>\\d{1,9})\\s*)?"
                    + "(?:(?<comma>,)?\\s*(?<key>truncate\\s*=)?\\s*(?<truncate>[Tt]rue|[Ff]alse|\\d{1,9})\\s*)?\\)\\s*;?\\s*");
    private static final int DEFAULT_ROWS = 20;
    private static final int DEFAULT_TRUNCATE = 20;

    /** Reads code of a session's language; empty if it is anything else than that one form. */
    static Optional<SqlStatement> recognise(String code, boolean python) {
        Matcher show = SHOW.matcher(withoutLeadingComments(code, python ? "#" : "//"));
        if (!show.matches()) {
            return Optional.empty();
        }
        String rows = show.group("rows");
        String truncate = show.group("truncate");
        boolean comma = show.group("comma") != null;
        boolean named = show.group("key") != null;
        boolean lone = truncate != null && !comma;
        if ((comma && (rows == null || truncate == null)) || (lone && (rows != null || !named))) {
            return Optional.empty();
        }
        String quoted = show.group("sql");
        if (quoted.contains("\"\"\"") || quoted.endsWith("\"")) {
            return Optional.empty();
        }
        Optional<String> sql = Optional.of(quoted);
        if (quoted.indexOf('\\') >= 0) {
            sql = python ? PythonString.unescape(quoted) : Optional.empty();
        }
        return sql.map(text -> new SqlStatement(
                text,
                rows == null ? DEFAULT_ROWS : Integer.parseInt(rows),
                truncate == null ? DEFAULT_TRUNCATE : cells(truncate)));
    }

    private static int cells(String truncate) {
        return switch (truncate.charAt(0)) {
            case 'T', 't' -> DEFAULT_TRUNCATE;
            case 'F', 'f' -> 0;
            default -> Integer.parseInt(truncate);
        };
    }

    private static String withoutLeadingComments(String code, String mark) {
        String rest = code.stripLeading();
        while (rest.startsWith(mark)) {
            int end = rest.indexOf('\n');
            rest = end < 0 ? "" : rest.substring(end + 1).stripLeading();
        }
        return rest;
    }
}
