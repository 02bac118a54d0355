package io.gluethread.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The Slack manifest is valid, and asks for the scopes that the code's calls and events need, and for no other. */
final class SlackManifestTest {
    /** What each Web API method needs of a bot: the "Bot scopes" of its page under https://docs.slack.dev/reference/methods. */
    private static final Map<String, Set<String>> SCOPES = Map.ofEntries(
            // Socket Mode: an app-level token's business, no scope of the bot's.
            Map.entry("appsConnectionsOpen", Set.of()),
            Map.entry("authTest", Set.of()),
            Map.entry("chatPostMessage", Set.of("chat:write")),
            Map.entry("chatUpdate", Set.of("chat:write")),
            Map.entry("chatDelete", Set.of("chat:write")),
            Map.entry("chatPostEphemeral", Set.of("chat:write")),
            Map.entry("chatGetPermalink", Set.of()),
            Map.entry(
                    "conversationsReplies", Set.of("channels:history", "groups:history", "im:history", "mpim:history")),
            Map.entry(
                    "conversationsHistory", Set.of("channels:history", "groups:history", "im:history", "mpim:history")),
            Map.entry("conversationsInfo", Set.of("channels:read", "groups:read", "im:read", "mpim:read")),
            Map.entry("conversationsOpen", Set.of("im:write")),
            Map.entry("reactionsAdd", Set.of("reactions:write")),
            Map.entry("reactionsRemove", Set.of("reactions:write")),
            Map.entry("filesGetUploadURLExternal", Set.of("files:write")),
            Map.entry("filesCompleteUploadExternal", Set.of("files:write")),
            Map.entry("filesUploadV2", Set.of("files:write")),
            Map.entry("filesInfo", Set.of("files:read")),
            Map.entry("usersInfo", Set.of("users:read")),
            Map.entry("viewsOpen", Set.of()),
            Map.entry("viewsUpdate", Set.of()),
            Map.entry("viewsPublish", Set.of()));

    /** What each event needs: https://docs.slack.dev/reference/events. */
    private static final Map<String, String> EVENT_SCOPES = Map.of(
            "app_home_opened", "",
            "app_mention", "app_mentions:read",
            "message.channels", "channels:history",
            "message.groups", "groups:history",
            "message.im", "im:history",
            "message.mpim", "mpim:history");

    private final JsonNode manifest = Files.json("slack/manifest.json");

    @Test
    void it_is_valid_by_the_rules_of_slacks_schema() {
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(SlackManifestTest.class.getResourceAsStream("/manifest-rules.json"));
        assertThat(schema.validate(manifest.toString(), com.networknt.schema.InputFormat.JSON))
                .isEmpty();
    }

    @Test
    void it_asks_for_what_the_code_uses_and_for_nothing_else() {
        Set<String> needed = new TreeSet<>(Set.of("commands"));
        Set<String> called = Calls.on("com.slack.api.methods.MethodsClient");
        assertThat(called).as("the import must see the Slack edge").contains("chatPostMessage");
        for (String method : called) {
            assertThat(SCOPES).as("the scopes of %s are known", method).containsKey(method);
            needed.addAll(SCOPES.getOrDefault(method, Set.of()));
        }
        for (JsonNode event : manifest.at("/settings/event_subscriptions/bot_events")) {
            assertThat(EVENT_SCOPES).containsKey(event.asText());
            needed.add(EVENT_SCOPES.getOrDefault(event.asText(), ""));
        }
        needed.remove("");
        // Snippets and uploaded files with code are fetched from url_private, which needs files:read.
        needed.add("files:read");

        Set<String> asked = new TreeSet<>();
        manifest.at("/oauth_config/scopes/bot").forEach(scope -> asked.add(scope.asText()));
        assertThat(asked).isEqualTo(needed);
    }

    @Test
    void the_command_keeps_what_people_type() {
        JsonNode command = manifest.at("/features/slash_commands/0");
        assertThat(command.path("command").asText()).isEqualTo("/glue");
        assertThat(command.path("should_escape").asBoolean(true))
                .as("escaped, %% and # and addresses would not arrive as typed")
                .isFalse();
    }
}
