package io.gluethread.playground.slack.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What some of Slack's clients, and the systems they run on, do to typed text beyond what all of them do. */
public enum Effect {
    /** macOS and iOS: quotes become curly, two hyphens a dash, three dots an ellipsis; in code as well. */
    SMART_QUOTES,
    /** Pasting and mentions: the space behind a mention and every second one of several become U+00A0. */
    NBSP,
    /** Newer clients: a language behind the opening fence becomes {@code language} of the code block. */
    LANGUAGE,
    /** Older clients: a text above 4,000 characters is sent as several messages. */
    SPLIT,
    /** Bare clients: the message has {@code text} only and no blocks. */
    PLAIN;

    private static final int PIECE = 4_000;

    /** The effect with this name in lower case. */
    public static Optional<Effect> named(String name) {
        return Arrays.stream(values()).filter(e -> e.word().equals(name)).findFirst();
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static String smart(String typed) {
        StringBuilder smart = new StringBuilder();
        for (int i = 0; i < typed.length(); i++) {
            char c = typed.charAt(i);
            boolean opens = i == 0 || " \t\n([{=\u00a0".indexOf(typed.charAt(i - 1)) >= 0;
            if (c == '"') {
                smart.append(opens ? '\u201c' : '\u201d');
            } else if (c == '\'') {
                smart.append(opens ? '\u2018' : '\u2019');
            } else if (typed.startsWith("--", i)) {
                smart.append('\u2014');
                i++;
            } else if (typed.startsWith("...", i)) {
                smart.append('\u2026');
                i += 2;
            } else {
                smart.append(c);
            }
        }
        return smart.toString();
    }

    static String hardSpaces(String typed) {
        String afterMention = typed.replaceAll("(?m)(^|\\s)(@[a-z0-9][a-z0-9._-]*) ", "$1$2\u00a0");
        return afterMention.replace("  ", " \u00a0");
    }

    /** The messages that are sent for one text: whole lines where possible. */
    public static List<String> pieces(String typed) {
        List<String> pieces = new ArrayList<>();
        String rest = typed;
        while (rest.length() > PIECE) {
            int line = rest.lastIndexOf('\n', PIECE);
            int end = line > 0 ? line : PIECE;
            pieces.add(rest.substring(0, end));
            rest = rest.substring(line > 0 ? end + 1 : end);
        }
        pieces.add(rest);
        return pieces;
    }
}
