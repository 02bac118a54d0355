package io.gluethread.sparkhost;

import java.util.ArrayList;
import java.util.List;

/**
 * Places at which a top-level Scala statement may end: after a newline or semicolon outside of brackets, strings and
 * comments. Spares the parser most of its questions; it has the last word.
 */
final class ScalaBoundaries {
    private final String text;
    private int at;

    private ScalaBoundaries(String text) {
        this.text = text;
    }

    static List<Integer> in(String text) {
        return new ScalaBoundaries(text).scan();
    }

    private List<Integer> scan() {
        List<Integer> ends = new ArrayList<>();
        int depth = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (starts("//")) {
                skipTo("\n", 0);
            } else if (starts("/*")) {
                skipTo("*/", 2);
            } else if (starts("\"\"\"")) {
                at += 3;
                skipTo("\"\"\"", 3);
                while (starts("\"")) {
                    at++;
                }
            } else if (c == '"' || c == '`') {
                skipQuoted(c);
            } else if (c == '\'' && isCharacterLiteral()) {
                skipQuoted(c);
            } else {
                at++;
                if ("([{".indexOf(c) >= 0) {
                    depth++;
                } else if (")]}".indexOf(c) >= 0) {
                    depth--;
                } else if ((c == '\n' || c == ';') && depth <= 0) {
                    ends.add(at);
                }
            }
        }
        return ends;
    }

    private boolean starts(String mark) {
        return text.startsWith(mark, at);
    }

    private void skipTo(String mark, int beyond) {
        int end = text.indexOf(mark, at);
        at = end < 0 ? text.length() : end + beyond;
    }

    private void skipQuoted(char quote) {
        at++;
        while (at < text.length() && text.charAt(at) != quote && text.charAt(at) != '\n') {
            at += text.charAt(at) == '\\' && quote != '`' ? 2 : 1;
        }
        if (at < text.length() && text.charAt(at) == quote) {
            at++;
        }
        at = Math.min(at, text.length());
    }

    /** Not a symbol such as {@code 'name}. */
    private boolean isCharacterLiteral() {
        return starts("'\\") || (at + 2 < text.length() && text.charAt(at + 2) == '\'');
    }
}
