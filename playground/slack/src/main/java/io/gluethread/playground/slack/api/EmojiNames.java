package io.gluethread.playground.slack.api;

import java.util.Set;
import java.util.stream.Collectors;
import net.fellbaum.jemoji.EmojiManager;

/** The names of the emoji that every Slack workspace has; this one has none of its own. Read when first asked for. */
final class EmojiNames {
    private static final Set<String> ALL = EmojiManager.getAllEmojis().stream()
            .flatMap(emoji -> emoji.getSlackAliases().stream())
            .map(EmojiNames::bare)
            .collect(Collectors.toUnmodifiableSet());

    private EmojiNames() {}

    /** @param name without colons around it, with its skin tone if it has one: {@code +1::skin-tone-2} */
    static boolean known(String name) {
        return ALL.contains(name);
    }

    /** Without the colons around it. */
    static String bare(String name) {
        return name.replaceFirst("^:(.*):$", "$1");
    }
}
