package io.gluethread.commands.parse;

import io.gluethread.broker.session.Language;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A cell's code with those characters put right that an editor changed on the way and that no program can mean. Outside
 * of string literals and comments, curly quotes, odd spaces and invisible characters are errors in Python, Scala and SQL
 * alike; there, and only there, they are mended. In SQL a remark behind {@code #} is left out as well, since Spark knows
 * no such comment. What was changed is told.
 */
public record Mended(String code, List<String> changes) {

    public static Mended of(String code, Language language) {
        return new Scan(code, language).run();
    }

    private static final class Scan {
        private final String code;
        private final Language language;
        private final StringBuilder out = new StringBuilder();
        private final Set<String> changes = new LinkedHashSet<>();
        private int at;

        Scan(String code, Language language) {
            this.code = code;
            this.language = language;
        }

        Mended run() {
            while (at < code.length()) {
                if (!comment() && !string() && !curly()) {
                    plain();
                }
            }
            return new Mended(out.toString(), List.copyOf(changes));
        }

        private void copyTo(int end) {
            out.append(code, at, end);
            at = end;
        }

        private int endOfLine(int from) {
            int end = code.indexOf('\n', from);
            return end < 0 ? code.length() : end;
        }

        private boolean comment() {
            if (language == Language.PYTHON) {
                return code.charAt(at) == '#' && copied(endOfLine(at));
            }
            if (code.startsWith("/*", at)) {
                int end = code.indexOf("*/", at + 2);
                return copied(end < 0 ? code.length() : end + 2);
            }
            if (code.startsWith(language == Language.SQL ? "--" : "//", at)) {
                return copied(endOfLine(at));
            }
            boolean remark = language == Language.SQL
                    && code.charAt(at) == '#'
                    && (at == 0 || Character.isWhitespace(code.charAt(at - 1)));
            if (remark) {
                at = endOfLine(at);
                while (!out.isEmpty() && out.charAt(out.length() - 1) == ' ') {
                    out.setLength(out.length() - 1);
                }
                changes.add("the remark behind `#` left out, since comments in SQL begin with `--`");
            }
            return remark;
        }

        private boolean copied(int end) {
            copyTo(end);
            return true;
        }

        /** A string literal (or a quoted name) is copied as it stands. */
        private boolean string() {
            char quote = code.charAt(at);
            boolean opens = quote == '"'
                    || (quote == '\'' && (language != Language.SCALA || isCharLiteral()))
                    || (quote == '`' && language != Language.PYTHON);
            if (!opens) {
                return false;
            }
            String triple = String.valueOf(quote).repeat(3);
            if (language != Language.SQL && quote != '`' && code.startsWith(triple, at)) {
                int from = at + 3;
                int end = code.indexOf(triple, from);
                while (language == Language.PYTHON && end > 0 && isEscaped(end, from)) {
                    end = code.indexOf(triple, end + 1);
                }
                copyTo(end < 0 ? code.length() : end + 3);
                return true;
            }
            int i = at + 1;
            while (i < code.length() && code.charAt(i) != quote) {
                if (code.charAt(i) == '\n' && language != Language.SQL) {
                    break;
                }
                i += code.charAt(i) == '\\' && quote != '`' ? 2 : 1;
            }
            copyTo(Math.min(i + 1, code.length()));
            return true;
        }

        private boolean isEscaped(int position, int from) {
            int slashes = 0;
            while (position - 1 - slashes >= from && code.charAt(position - 1 - slashes) == '\\') {
                slashes++;
            }
            return slashes % 2 == 1;
        }

        /** Scala's {@code 'c'}; a lone quote there is part of a symbol or a type. */
        private boolean isCharLiteral() {
            int close = code.startsWith("\\", at + 1) ? at + 3 : at + 2;
            return close < code.length() && code.charAt(close) == '\'';
        }

        /** Curly quotes that delimit: a pair on one line with none of the straight kind between them. */
        private boolean curly() {
            String family = "\u201C\u201D\u201E".indexOf(code.charAt(at)) >= 0
                    ? "\u201C\u201D\u201E"
                    : "\u2018\u2019\u201A".indexOf(code.charAt(at)) >= 0 ? "\u2018\u2019\u201A" : "";
            if (family.isEmpty()) {
                return false;
            }
            char straight = family.charAt(0) == '\u201C' ? '"' : '\'';
            int close = at + 1;
            int end = endOfLine(at);
            while (close < end && family.indexOf(code.charAt(close)) < 0 && code.charAt(close) != straight) {
                close++;
            }
            if (close >= end || code.charAt(close) == straight) {
                out.append(code.charAt(at++));
                return true;
            }
            out.append(straight).append(code, at + 1, close).append(straight);
            at = close + 1;
            changes.add("curly quotes made straight");
            return true;
        }

        private void plain() {
            char c = code.charAt(at++);
            if (Typography.isOddSpace(c)) {
                out.append(' ');
                changes.add("non-breaking spaces made plain");
            } else if (Typography.isWidthless(c)) {
                changes.add("invisible characters left out");
            } else {
                out.append(c);
            }
        }
    }
}
