package io.gluethread.sparkhost;

import java.util.Optional;

/** Python's escapes in string literals, for SQL that a Python statement quotes. */
final class PythonString {
    private PythonString() {}

    /** What the literal's text means; empty for escapes that only Python itself can read. */
    static Optional<String> unescape(String literal) {
        StringBuilder text = new StringBuilder(literal.length());
        for (int i = 0; i < literal.length(); i++) {
            char c = literal.charAt(i);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            if (++i == literal.length()) {
                return Optional.empty();
            }
            char escaped = literal.charAt(i);
            switch (escaped) {
                case '\n' -> {}
                case '\\', '\'', '"' -> text.append(escaped);
                case 'n' -> text.append('\n');
                case 't' -> text.append('\t');
                case 'r' -> text.append('\r');
                case 'a', 'b', 'f', 'v', 'x', 'u', 'U', 'N', '0', '1', '2', '3', '4', '5', '6', '7' -> {
                    return Optional.empty();
                }
                default -> text.append('\\').append(escaped);
            }
        }
        return Optional.of(text.toString());
    }
}
