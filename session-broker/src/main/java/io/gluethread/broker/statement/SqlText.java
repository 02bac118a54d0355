package io.gluethread.broker.statement;

import java.util.ArrayList;
import java.util.List;

/**
 * SQL as people paste it, made into statements that Spark takes: split at semicolons, without remarks that begin with
 * {@code #} after a blank (Spark has no such remark) and without remarks and blanks at the edges. Quoted text, names in back quotes and comments inside a statement stay exactly as they are.
 */
final class SqlText {
    private final String text;
    private final List<String> statements = new ArrayList<>();
    private final StringBuilder current = new StringBuilder();
    /** Where in {@code current} the last character stands that is neither blank nor remark. */
    private int lastMeant;

    private SqlText(String text) {
        this.text = text;
    }

    /** At least one statement; the text itself, trimmed, when nothing but remarks is in it. */
    static List<String> statements(String text) {
        List<String> found = new SqlText(text).split();
        return found.isEmpty() ? List.of(text.strip()) : found;
    }

    private List<String> split() {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ';') {
                endStatement();
                at++;
            } else if (c == '#' && (at == 0 || endsWord(text.charAt(at - 1)))) {
                at = lineEnd(at);
            } else if (c == '-' && text.startsWith("--", at)) {
                at = keep(at, lineEnd(at), false);
            } else if (c == '/' && text.startsWith("/*", at)) {
                int end = blockEnd(at);
                // A hint means something, and of an unfinished comment Spark shall complain.
                at = keep(at, end, text.startsWith("/*+", at) || !text.startsWith("*/", end - 2));
            } else if (c == '\'' || c == '"' || c == '`') {
                at = keep(at, quoteEnd(at, c), true);
            } else {
                at = keep(at, at + 1, !Character.isWhitespace(c));
            }
        }
        endStatement();
        return List.copyOf(statements);
    }

    private int keep(int from, int to, boolean meant) {
        // Remarks and blanks before the first word of a statement are not kept.
        if (meant || lastMeant > 0) {
            current.append(text, from, to);
        }
        if (meant) {
            lastMeant = current.length();
        }
        return to;
    }

    private void endStatement() {
        if (lastMeant > 0) {
            statements.add(current.substring(0, lastMeant));
        }
        current.setLength(0);
        lastMeant = 0;
    }

    private static boolean endsWord(char c) {
        return Character.isWhitespace(c) || c == ';';
    }

    private int lineEnd(int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    /** Spark's block comments nest. */
    private int blockEnd(int from) {
        int depth = 0;
        int at = from;
        while (at < text.length()) {
            if (text.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (text.startsWith("*/", at)) {
                depth--;
                at += 2;
                if (depth == 0) {
                    return at;
                }
            } else {
                at++;
            }
        }
        return text.length();
    }

    private int quoteEnd(int from, char quote) {
        int at = from + 1;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\\' && quote != '`') {
                at += 2;
            } else if (c == quote) {
                return at + 1;
            } else {
                at++;
            }
        }
        return text.length();
    }
}
