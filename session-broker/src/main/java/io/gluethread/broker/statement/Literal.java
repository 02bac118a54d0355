package io.gluethread.broker.statement;

import io.gluethread.broker.session.Language;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Any text as an expression of Python or Scala that gives exactly this text. Ordinary text stays readable, for whoever
 * looks at the statements in Glue's console; text with characters that do not print goes as base64.
 */
final class Literal {
    /** A class file holds no longer string constant than 65,535 bytes; a character takes at most three. */
    private static final int LONGEST = 20_000;

    private Literal() {}

    static String of(String text, Language language) {
        String sound = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        if (sound.codePoints().allMatch(Literal::prints)) {
            return quoted(sound, language);
        }
        String base64 = quoted(Base64.getEncoder().encodeToString(sound.getBytes(StandardCharsets.UTF_8)), language);
        return switch (language) {
            case PYTHON -> "__import__(\"base64\").b64decode(%s).decode(\"utf-8\")".formatted(base64);
            case SCALA -> "new String(java.util.Base64.getDecoder.decode(%s), \"UTF-8\")".formatted(base64);
            case SQL -> throw new IllegalArgumentException("a session speaks python or scala, not SQL");
        };
    }

    private static boolean prints(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c == '\n' || c == '\t' || c == '\r';
            case Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    private static String quoted(String text, Language language) {
        if (language == Language.PYTHON || text.length() <= LONGEST) {
            return escaped(text);
        }
        List<String> pieces = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int to = Math.min(text.length(), from + LONGEST);
            if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
                to--;
            }
            pieces.add(escaped(text.substring(from, to)));
            from = to;
        }
        return pieces.stream().collect(Collectors.joining(", ", "Seq(", ").mkString"));
    }

    private static String escaped(String text) {
        StringBuilder literal = new StringBuilder(text.length() + 16).append('"');
        text.chars().forEach(c -> {
            switch (c) {
                case '\\' -> literal.append("\\\\");
                case '"' -> literal.append("\\\"");
                case '\n' -> literal.append("\\n");
                case '\r' -> literal.append("\\r");
                case '\t' -> literal.append("\\t");
                default -> literal.append((char) c);
            }
        });
        return literal.append('"').toString();
    }
}
