package io.gluethread.playground.slack.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the playground's bot token may do. It has the scopes that Gluethread may ask for, and reads everything; it manages
 * no channels. What a method needs stands on its page under docs.slack.dev/reference/methods.
 */
final class Scopes {
    private static final List<String> GRANTED = List.of(
            "app_mentions:read",
            "commands",
            "chat:write",
            "channels:history",
            "groups:history",
            "im:history",
            "mpim:history",
            "channels:read",
            "groups:read",
            "im:read",
            "mpim:read",
            "im:write",
            "users:read",
            "users:read.email",
            "files:write",
            "files:read",
            "reactions:read",
            "reactions:write",
            "team:read");

    private static final List<String> READ = List.of("channels:read", "groups:read", "im:read", "mpim:read");
    private static final List<String> HISTORY =
            List.of("channels:history", "groups:history", "im:history", "mpim:history");
    private static final List<String> MANAGE = List.of("channels:manage", "groups:write");

    /** Any one of a method's scopes is enough; a method that is not here needs none. */
    private static final Map<String, List<String>> NEEDED = Map.ofEntries(
            Map.entry("assistant.threads.setStatus", List.of("chat:write", "assistant:write")),
            Map.entry("bots.info", List.of("users:read")),
            Map.entry("chat.delete", List.of("chat:write")),
            Map.entry("chat.postEphemeral", List.of("chat:write")),
            Map.entry("chat.postMessage", List.of("chat:write")),
            Map.entry("chat.update", List.of("chat:write")),
            Map.entry("conversations.archive", MANAGE),
            Map.entry("conversations.create", MANAGE),
            Map.entry("conversations.history", HISTORY),
            Map.entry("conversations.info", READ),
            Map.entry("conversations.invite", MANAGE),
            Map.entry("conversations.join", List.of("channels:join")),
            Map.entry("conversations.kick", MANAGE),
            Map.entry("conversations.leave", MANAGE),
            Map.entry("conversations.list", READ),
            Map.entry("conversations.members", READ),
            Map.entry("conversations.open", List.of("im:write", "mpim:write")),
            Map.entry("conversations.replies", HISTORY),
            Map.entry("conversations.unarchive", MANAGE),
            Map.entry("files.completeUploadExternal", List.of("files:write")),
            Map.entry("files.delete", List.of("files:write")),
            Map.entry("files.getUploadURLExternal", List.of("files:write")),
            Map.entry("files.info", List.of("files:read")),
            Map.entry("reactions.add", List.of("reactions:write")),
            Map.entry("reactions.get", List.of("reactions:read")),
            Map.entry("reactions.remove", List.of("reactions:write")),
            Map.entry("team.info", List.of("team:read")),
            Map.entry("users.conversations", READ),
            Map.entry("users.info", List.of("users:read")),
            Map.entry("users.list", List.of("users:read")),
            Map.entry("users.lookupByEmail", List.of("users:read.email")));

    private Scopes() {}

    /** As the {@code x-oauth-scopes} header names them. */
    static String granted() {
        return String.join(",", GRANTED);
    }

    /** As the {@code x-accepted-oauth-scopes} header names them. */
    static String accepted(String method) {
        return String.join(",", NEEDED.getOrDefault(method, List.of()));
    }

    /** The scope that the bot lacks for this method; empty when it may call it. */
    static Optional<String> missing(String method) {
        List<String> needed = NEEDED.getOrDefault(method, List.of());
        return Stream.of(needed)
                .filter(n -> !n.isEmpty() && n.stream().noneMatch(GRANTED::contains))
                .map(List::getFirst)
                .findFirst();
    }
}
