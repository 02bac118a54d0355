package io.gluethread.playground.slack.control;

import java.util.List;

/**
 * A slash command as the app's manifest declares it, and the words that people may put behind it.
 *
 * @param command with its slash
 * @param usageHint what Slack shows behind the command
 * @param words offered by the page while somebody types; Slack itself knows nothing of them
 */
public record SlashCommand(String command, String usageHint, String description, List<Word> words) {
    public SlashCommand {
        if (!command.matches("/[a-z0-9_-]{1,31}")) {
            throw new IllegalArgumentException(
                    "a slash command is '/' and small letters - was '%s'".formatted(command));
        }
        words = List.copyOf(words);
    }

    /**
     * One word behind the command.
     *
     * @param usage the word with what may follow it
     */
    public record Word(String word, String usage, String about) {}

    /** {@code /glue} as the product's manifest has it. */
    public static SlashCommand glue() {
        return new SlashCommand(
                "/glue",
                "start | config | list | status | stop | cost | help",
                "Start and manage Glue sessions",
                List.of());
    }
}
