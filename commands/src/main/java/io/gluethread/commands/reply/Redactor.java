package io.gluethread.commands.reply;

import java.util.Locale;
import java.util.regex.Pattern;

/** Keeps secrets out of what is shown. Whether something is one is told by its name and by its form. */
public final class Redactor {
    private static final String MASK = "(hidden)";
    private static final Pattern SECRET_NAME =
            Pattern.compile("passw|pwd|secret|token|credential|api[-_.]?key|access[-_.]?key|private[-_.]?key");
    private static final Pattern AWS_KEY = Pattern.compile("\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b");
    private static final Pattern IN_URL = Pattern.compile("(?<=://)[^/\\s:@]+:[^/\\s@]+(?=@)");
    private static final Pattern ASSIGNED = Pattern.compile(
            "(?i)([\\w.-]*(?:passw|pwd|secret|token|credential|api[-_.]?key|access[-_.]?key)[\\w.-]*\\s*[=:]\\s*)([^\\s&;,\"']+)");

    private Redactor() {}

    /** A value as it may be shown beside its name. */
    public static String value(String name, String value) {
        return SECRET_NAME.matcher(name.toLowerCase(Locale.ROOT)).find() ? MASK : text(value);
    }

    /** Text with the secrets in it hidden. */
    public static String text(String text) {
        String hidden = AWS_KEY.matcher(text).replaceAll(MASK);
        hidden = IN_URL.matcher(hidden).replaceAll(MASK);
        return ASSIGNED.matcher(hidden).replaceAll("$1" + MASK);
    }

    /** Whether there is the id of an AWS access key in it. */
    public static boolean holdsAccessKey(String text) {
        return AWS_KEY.matcher(text).find();
    }

    /** Somebody else's message, on one line, without secrets, ended by a point. */
    static String quoted(String message) {
        String line =
                text(String.join(" ", message.strip().lines().map(String::strip).toList()));
        if (line.isEmpty()) {
            return "it gives no reason.";
        }
        String cut = line.length() <= 500
                ? line
                : line.substring(0, line.offsetByCodePoints(0, line.codePointCount(0, 500))) + "...";
        return cut.matches(".*[.!?]") ? cut : cut + ".";
    }
}
