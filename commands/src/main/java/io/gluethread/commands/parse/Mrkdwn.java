package io.gluethread.commands.parse;

import io.gluethread.commands.ask.Ask.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the {@code text} of a message, where Slack has escaped three characters and put its own marks between angle
 * brackets (<a href="https://docs.slack.dev/messaging/formatting-message-text">Formatting message text</a>). Only used
 * when a message has no rich text blocks, which say the same exactly.
 */
final class Mrkdwn {
    private static final String FENCE = "```";
    private static final Pattern MARK = Pattern.compile("<([^<>\\n]*)>");

    private Mrkdwn() {}

    static List<Piece> pieces(String text) {
        List<Piece> pieces = new ArrayList<>();
        int at = 0;
        while (true) {
            int open = text.indexOf(FENCE, at);
            int close = open < 0 ? -1 : text.indexOf(FENCE, open + FENCE.length());
            if (close < 0) {
                addProse(pieces, text.substring(at));
                return pieces;
            }
            addProse(pieces, text.substring(at, open));
            pieces.add(Tags.code(code(text.substring(open + FENCE.length(), close)), ""));
            at = close + FENCE.length();
        }
    }

    private static void addProse(List<Piece> pieces, String raw) {
        if (!raw.isBlank()) {
            pieces.add(new Piece.Prose(unescape(withoutMarks(raw, true))));
        }
    }

    /** Slack shows neither the line end behind the opening fence nor the one before the closing fence. */
    private static String code(String raw) {
        String code = raw.startsWith("\n") ? raw.substring(1) : raw;
        code = code.endsWith("\n") ? code.substring(0, code.length() - 1) : code;
        return unescape(withoutMarks(code, false));
    }

    private static String withoutMarks(String text, boolean keepMentions) {
        return MARK.matcher(text).replaceAll(m -> Matcher.quoteReplacement(shown(m.group(1), m.group(), keepMentions)));
    }

    /** What the person saw where Slack put a mark. */
    private static String shown(String inside, String whole, boolean keepMentions) {
        int bar = inside.indexOf('|');
        String label = bar < 0 ? "" : inside.substring(bar + 1);
        String target = bar < 0 ? inside : inside.substring(0, bar);
        if (inside.isEmpty()) {
            return whole;
        }
        return switch (inside.charAt(0)) {
            case '@' -> keepMentions ? "<" + target + ">" : label.isEmpty() ? target : at(label, '@');
            case '#' -> label.isEmpty() ? target : at(label, '#');
            case '!' -> label.isEmpty() ? "@" + target.substring(1) : label;
            default -> label.isEmpty() ? target : label;
        };
    }

    private static String at(String label, char sign) {
        return label.charAt(0) == sign ? label : sign + label;
    }

    /** Exactly these three, the ampersand last: otherwise an escape that somebody typed out would be undone as well. */
    static String unescape(String text) {
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }
}
