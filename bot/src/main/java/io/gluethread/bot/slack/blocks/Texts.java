package io.gluethread.bot.slack.blocks;

import java.util.Locale;

/** Cuts and escapes text for Slack. */
final class Texts {
    private Texts() {}

    /** At most {@code most} UTF-16 units, with an ellipsis where something was cut; never half a character. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return head(text, most - 1) + "…";
    }

    /** The first {@code most} UTF-16 units or one fewer, so that no character is split. */
    static String head(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Math.max(0, most);
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    /** The three characters that mean something in mrkdwn's control sequences. */
    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Slack refuses an empty text, and control characters other than line ends and tabs help nobody. */
    static String visible(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().map(c -> isShown(c) ? c : 0xfffd).forEach(out::appendCodePoint);
        return out.isEmpty() ? " " : out.toString();
    }

    private static boolean isShown(int c) {
        boolean control = c < ' ' || c == 0x7f;
        return c == '\n' || c == '\t' || (!control && Character.getType(c) != Character.SURROGATE);
    }

    /** With separators: {@code 3,143}. */
    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static long lines(String text) {
        return text.isEmpty() ? 0 : text.lines().count();
    }
}
