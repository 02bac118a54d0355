package io.gluethread.broker.session;

/**
 * A thread's address in Slack: the team, the channel and the timestamp of the root message. A timestamp is a key and is
 * compared as text, never as a number.
 */
public record ThreadKey(String team, String channel, String rootTs) {
    public ThreadKey {
        if (team.isBlank() || channel.isBlank()) {
            throw new IllegalArgumentException(
                    "a thread needs a team and a channel: '%s' '%s'".formatted(team, channel));
        }
        if (!rootTs.matches("\\d{1,12}\\.\\d{1,9}")) {
            throw new IllegalArgumentException("not a Slack timestamp: '%s'".formatted(rootTs));
        }
    }
}
