package io.gluethread.commands.parse;

/**
 * Undoes in commands and magics what phones, word processors and Slack's own editor do to typed characters. Never used
 * on code: see {@link Mended}.
 */
public final class Typography {
    private Typography() {}

    /** Straight quotes, two hyphens, three dots, plain spaces; nothing of no width. */
    public static String fold(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\u201C', '\u201D', '\u201E', '\u201F', '\u00AB', '\u00BB' -> folded.append('"');
                case '\u2018', '\u2019', '\u201A', '\u201B' -> folded.append('\'');
                case '\u2014' -> folded.append("--");
                case '\u2013' -> folded.append('-');
                case '\u2026' -> folded.append("...");
                default -> {
                    if (isOddSpace(c)) {
                        folded.append(' ');
                    } else if (!isWidthless(c)) {
                        folded.appendCodePoint(c);
                    }
                }
            }
        });
        return folded.toString();
    }

    /** A space that looks like the plain one and is not it. */
    static boolean isOddSpace(int c) {
        return c == '\u00A0' || c == '\u202F' || c == '\u2007' || c == '\u3000';
    }

    /** A character that nobody sees: zero-width space, joiners' neighbour, byte order mark, word joiner. */
    static boolean isWidthless(int c) {
        return c == '\u200B' || c == '\uFEFF' || c == '\u2060';
    }
}
