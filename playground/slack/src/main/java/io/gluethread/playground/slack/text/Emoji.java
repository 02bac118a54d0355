package io.gluethread.playground.slack.text;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The few emoji this Slack knows by name. Slack's client turns the character into the name in {@code text}. */
final class Emoji {
    private static final Map<String, String> BY_CHARACTER = new LinkedHashMap<>();

    static {
        BY_CHARACTER.put("\u2764\uFE0F", "heart");
        BY_CHARACTER.put("\u26A0\uFE0F", "warning");
        BY_CHARACTER.put("\u25B6\uFE0F", "arrow_forward");
        BY_CHARACTER.put("\uD83C\uDF89", "tada");
        BY_CHARACTER.put("\uD83D\uDE00", "grinning");
        BY_CHARACTER.put("\uD83D\uDE04", "smile");
        BY_CHARACTER.put("\uD83D\uDC4D", "+1");
        BY_CHARACTER.put("\uD83D\uDC4E", "-1");
        BY_CHARACTER.put("\uD83D\uDE80", "rocket");
        BY_CHARACTER.put("\uD83D\uDD25", "fire");
        BY_CHARACTER.put("\uD83D\uDE4F", "pray");
        BY_CHARACTER.put("\uD83D\uDC40", "eyes");
        BY_CHARACTER.put("\uD83D\uDC0D", "snake");
        BY_CHARACTER.put("\uD83D\uDC1B", "bug");
        BY_CHARACTER.put("\u2705", "white_check_mark");
        BY_CHARACTER.put("\u274C", "x");
        BY_CHARACTER.put("\u23F3", "hourglass_flowing_sand");
        BY_CHARACTER.put("\u2728", "sparkles");
    }

    static final String CHARACTERS =
            BY_CHARACTER.keySet().stream().map(Pattern::quote).collect(Collectors.joining("|"));
    private static final Pattern PATTERN = Pattern.compile(CHARACTERS);

    private Emoji() {}

    static Optional<String> nameOf(String character) {
        return Optional.ofNullable(BY_CHARACTER.get(character));
    }

    static boolean known(String name) {
        return BY_CHARACTER.containsValue(name);
    }

    /** The code points in hexadecimal, as {@code unicode} of an emoji element. */
    static Optional<String> unicodeOf(String name) {
        return BY_CHARACTER.entrySet().stream()
                .filter(e -> e.getValue().equals(name))
                .map(e -> e.getKey().codePoints().mapToObj(Integer::toHexString).collect(Collectors.joining("-")))
                .findFirst();
    }

    static String namesIn(String text) {
        return PATTERN.matcher(text).replaceAll(m -> ":" + nameOf(m.group()).orElse("") + ":");
    }
}
