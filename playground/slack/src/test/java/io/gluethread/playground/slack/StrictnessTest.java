package io.gluethread.playground.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gluethread.playground.slack.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Slack refuses, by the names that Slack has for it. */
class StrictnessTest extends SlackStory {
    private String error(String method, String token, String json) throws IOException, InterruptedException {
        return api(method, token, json).path("error").asText();
    }

    @Test
    void the_bot_may_do_what_it_has_scopes_for() throws Exception {
        JsonNode refused = api("conversations.join", "xoxb-playground", "{\"channel\":\"C_RANDOM\"}");
        assertThat(refused.path("error").asText()).isEqualTo("missing_scope");
        assertThat(refused.path("needed").asText()).isEqualTo("channels:join");
        assertThat(refused.path("provided").asText()).contains("chat:write").doesNotContain("channels:join");
        assertThat(error("conversations.kick", "xoxb-playground", "{\"channel\":\"C_DATA\",\"user\":\"U_BEN\"}"))
                .isEqualTo("missing_scope");
        assertThat(api("conversations.open", "xoxb-playground", "{\"users\":\"U_ANA\"}")
                        .path("ok")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void guests_and_strangers_manage_nothing() throws Exception {
        assertThat(error("conversations.create", "xoxp-cleo", "{\"name\":\"mine\"}"))
                .isEqualTo("user_is_restricted");
        assertThat(error("conversations.join", "xoxp-cleo", "{\"channel\":\"C_RANDOM\"}"))
                .isEqualTo("channel_not_found");
        assertThat(error("conversations.invite", "xoxp-ana", "{\"channel\":\"C_DATA\",\"users\":\"U_DAN\"}"))
                .isEqualTo("cant_invite");
        assertThat(error("chat.postMessage", "xoxp-dan", "{\"channel\":\"C_DATA\",\"text\":\"x\"}"))
                .isEqualTo("channel_not_found");
    }

    @Test
    void a_private_channel_is_known_to_its_members_and_an_archived_one_is_read_only() throws Exception {
        String id = api("conversations.create", "xoxp-ana", "{\"name\":\"secret\",\"is_private\":true}")
                .path("channel")
                .path("id")
                .asText();
        assertThat(error("conversations.create", "xoxp-ben", "{\"name\":\"secret\"}"))
                .isEqualTo("name_taken");
        assertThat(error("conversations.info", "xoxp-ben", "{\"channel\":\"%s\"}".formatted(id)))
                .isEqualTo("channel_not_found");
        assertThat(error("chat.postMessage", "xoxb-playground", "{\"channel\":\"%s\",\"text\":\"x\"}".formatted(id)))
                .isEqualTo("channel_not_found");
        api("conversations.invite", "xoxp-ana", "{\"channel\":\"%s\",\"users\":\"U_GLUE\"}".formatted(id));
        assertThat(bot.next().event().path("type").asText()).isEqualTo("member_joined_channel");
        String ts = api("chat.postMessage", "xoxp-ana", "{\"channel\":\"%s\",\"text\":\"psst\"}".formatted(id))
                .path("ts")
                .asText();
        assertThat(bot.next().event().path("channel_type").asText()).isEqualTo("group");
        api("conversations.archive", "xoxp-ana", "{\"channel\":\"%s\"}".formatted(id));
        assertThat(bot.next().event().path("type").asText()).isEqualTo("group_archive");
        for (String method : List.of("chat.postMessage", "chat.update", "chat.delete", "reactions.add")) {
            String body = "{\"channel\":\"%s\",\"ts\":\"%s\",\"timestamp\":\"%s\",\"text\":\"x\",\"name\":\"x\"}"
                    .formatted(id, ts, ts);
            assertThat(error(method, "xoxb-playground", body)).as(method).isEqualTo("is_archived");
        }
        assertThat(error("conversations.archive", "xoxp-ana", "{\"channel\":\"C_GENERAL\"}"))
                .isEqualTo("cant_archive_general");
    }

    private String trigger() throws Exception {
        playground("shortcut", "{\"user\":\"U_ANA\",\"callback_id\":\"c\"}");
        return bot.next().payload().path("trigger_id").asText();
    }

    private static String view(String more) {
        return "{\"type\":\"modal\",\"title\":{\"type\":\"plain_text\",\"text\":\"t\"},"
                + "\"blocks\":[{\"type\":\"divider\"}]%s}".formatted(more);
    }

    @Test
    void a_stack_holds_three_views_and_an_external_id_is_used_once() throws Exception {
        String open = "{\"trigger_id\":\"%s\",\"view\":%s}";
        String mine = ",\"external_id\":\"mine\"";
        assertThat(api("views.open", "xoxb-playground", open.formatted(trigger(), view(mine)))
                        .path("ok")
                        .asBoolean())
                .isTrue();
        assertThat(error("views.push", "xoxb-playground", open.formatted(trigger(), view(mine))))
                .isEqualTo("duplicate_external_id");
        for (int depth = 2; depth <= 3; depth++) {
            JsonNode pushed = api("views.push", "xoxb-playground", open.formatted(trigger(), view("")));
            assertThat(pushed.path("ok").asBoolean()).as(pushed.toString()).isTrue();
        }
        assertThat(error("views.push", "xoxb-playground", open.formatted(trigger(), view(""))))
                .isEqualTo("push_limit_reached");
        JsonNode updated =
                api("views.update", "xoxb-playground", "{\"external_id\":\"mine\",\"view\":%s}".formatted(view(mine)));
        assertThat(updated.path("ok").asBoolean()).as(updated.toString()).isTrue();
        assertThat(error("views.update", "xoxb-playground", "{\"view_id\":\"mine\",\"view\":%s}".formatted(view(""))))
                .isEqualTo("not_found");
        assertThat(error(
                        "views.update",
                        "xoxb-playground",
                        "{\"external_id\":\"mine\",\"hash\":\"old\",\"view\":%s}".formatted(view(""))))
                .isEqualTo("hash_conflict");
    }

    @Test
    void lengths_have_their_own_names() throws Exception {
        String ts = api("chat.postMessage", "xoxb-playground", "{\"channel\":\"C_DATA\",\"text\":\"x\"}")
                .path("ts")
                .asText();
        String update = "{\"channel\":\"C_DATA\",\"ts\":\"%s\",\"text\":\"%s\"}";
        assertThat(error("chat.update", "xoxb-playground", update.formatted(ts, "x".repeat(4001))))
                .isEqualTo("msg_too_long");
        assertThat(error("chat.update", "xoxb-playground", update.formatted(ts, "")))
                .isEqualTo("no_text");
        assertThat(error("chat.update", "xoxb-playground", update.formatted("1.000001", "x")))
                .isEqualTo("message_not_found");
        String sections = "{\"type\":\"section\",\"text\":{\"type\":\"mrkdwn\",\"text\":\"%s\"}},"
                .formatted("x".repeat(3000))
                .repeat(5);
        assertThat(error(
                        "chat.postMessage",
                        "xoxb-playground",
                        "{\"channel\":\"C_DATA\",\"text\":\"x\",\"blocks\":[%s{\"type\":\"divider\"}]}"
                                .formatted(sections)))
                .isEqualTo("msg_blocks_too_long");
        assertThat(error(
                        "chat.postMessage",
                        "xoxb-playground",
                        "{\"channel\":\"C_DATA\",\"thread_ts\":\"1.000001\",\"text\":\"x\"}"))
                .isEqualTo("thread_not_found");
        JsonNode cut = api(
                "chat.postMessage",
                "xoxb-playground",
                "{\"channel\":\"C_GENERAL\",\"text\":\"%s\"}".formatted("x".repeat(40_001)));
        assertThat(cut.path("warning").asText()).isEqualTo("message_truncated");
        assertThat(cut.path("message").path("text").asText()).hasSize(40_000);
    }

    @Test
    void faults_play_the_errors_that_only_a_workspaces_settings_bring() throws Exception {
        for (String name : List.of("edit_window_closed", "restricted_action", "token_revoked")) {
            playground("faults", "{\"on\":\"chat.update\",\"error\":\"%s\"}".formatted(name));
            assertThat(error("chat.update", "xoxb-playground", "{\"channel\":\"C_DATA\"}"))
                    .isEqualTo(name);
        }
    }

    @Test
    void clients_have_habits() throws Exception {
        String typed = Json.write(Json.object()
                .put("user", "U_ANA")
                .put("channel", "C_DATA")
                .put("text", "@glue run\n```python\nprint(\"a\")\n```")
                .set("effects", Json.array(List.of("smart_quotes", "nbsp", "language"))));
        assertThat(playground("type", typed).path("ok").asBoolean()).isTrue();
        JsonNode event = bot.next().event();
        assertThat(event.path("text").asText()).startsWith("<@U_GLUE>\u00a0run").contains("\u201ca\u201d");
        JsonNode code = event.path("blocks").path(0).path("elements").path(1);
        assertThat(code.path("language").asText()).isEqualTo("python");
        assertThat(code.path("elements").path(0).path("text").asText()).isEqualTo("print(\u201ca\u201d)");
        assertThat(bot.next().event().path("type").asText()).isEqualTo("app_mention");

        String line = "# " + "y".repeat(97) + "\n";
        JsonNode several = playground(
                "type",
                Json.write(Json.object()
                        .put("user", "U_BEN")
                        .put("channel", "C_DATA")
                        .put("text", line.repeat(90))
                        .set("effects", Json.array(List.of("split", "plain")))));
        assertThat(several.path("all_ts")).hasSize(3);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            JsonNode part = bot.next().event();
            assertThat(part.has("blocks")).isFalse();
            texts.add(part.path("text").asText());
        }
        assertThat(String.join("\n", texts)).isEqualTo(line.repeat(90));
        assertThat(post("/playground/type", typed.replace("nbsp", "blinking")).body())
                .contains("effects are", "smart_quotes");
    }
}
