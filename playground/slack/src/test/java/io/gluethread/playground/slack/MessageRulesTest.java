package io.gluethread.playground.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gluethread.playground.slack.json.Json;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Slack takes for a message, a place and a page of messages, and what it calls the rest. */
class MessageRulesTest extends SlackStory {
    @Override
    LocalSlackSettings settings() {
        return super.settings().withLimits(false);
    }

    private String error(String method, String token, String json) throws IOException, InterruptedException {
        return api(method, token, json).path("error").asText();
    }

    private static final String TABLE = "{\"type\":\"table\",\"rows\":[[{\"type\":\"raw_text\",\"text\":\"x\"}]]}";
    private static final String CONTAINER =
            "{\"type\":\"container\",\"title\":{\"type\":\"plain_text\",\"text\":\"c\"},\"child_blocks\":[%s]}"
                    .formatted(TABLE);

    private JsonNode say(String fields) throws IOException, InterruptedException {
        return api("chat.postMessage", "xoxb-playground", "{\"channel\":\"C_DATA\",%s}".formatted(fields));
    }

    @Test
    void a_message_has_one_table_wherever_it_stands() throws Exception {
        String attachment = "{\"blocks\":[%s]}";
        assertThat(say("\"text\":\"x\",\"attachments\":[%s]".formatted(attachment.formatted(TABLE)))
                        .path("ok")
                        .asBoolean())
                .isTrue();
        for (String two : List.of(
                "\"attachments\":[%s,%s]".formatted(attachment.formatted(TABLE), attachment.formatted(TABLE)),
                "\"blocks\":[%s],\"attachments\":[%s]".formatted(TABLE, attachment.formatted(TABLE)),
                "\"blocks\":[%s],\"attachments\":[%s]".formatted(CONTAINER, attachment.formatted(TABLE)))) {
            JsonNode refused = say(two);
            assertThat(refused.path("error").asText()).as(two).isEqualTo("invalid_attachments");
            assertThat(refused.path("errors").toString()).contains("only_one_table_allowed");
        }
        JsonNode nested = say("\"blocks\":[%s,%s]".formatted(TABLE, CONTAINER));
        assertThat(nested.path("error").asText()).isEqualTo("invalid_blocks");
        assertThat(nested.path("errors").toString()).contains("only_one_table_allowed");
    }

    @Test
    void a_message_that_says_nothing_is_no_message() throws Exception {
        String ts = say("\"text\":\"x\"").path("ts").asText();
        for (String silent : List.of(
                "\"text\":\"\",\"attachments\":[]",
                "\"text\":\" \",\"blocks\":[]",
                "\"text\":\"\",\"blocks\":[],\"attachments\":[]",
                "\"text\":\"\",\"attachments\":[{}]",
                "\"attachments\":[{\"color\":\"#ff0000\",\"text\":\" \",\"blocks\":[]}]")) {
            assertThat(say(silent).path("error").asText()).as(silent).isEqualTo("no_text");
            assertThat(error(
                            "chat.update",
                            "xoxb-playground",
                            "{\"channel\":\"C_DATA\",\"ts\":\"%s\",%s}".formatted(ts, silent)))
                    .as(silent)
                    .isEqualTo("no_text");
        }
        assertThat(say("\"attachments\":[{\"fallback\":\"said\"}]").path("ok").asBoolean())
                .isTrue();
        JsonNode bare = api(
                "chat.update",
                "xoxb-playground",
                "{\"channel\":\"C_DATA\",\"ts\":\"%s\",\"text\":\"still\",\"attachments\":[]}".formatted(ts));
        assertThat(bare.path("message").path("text").asText()).isEqualTo("still");
        assertThat(bare.path("message").has("attachments")).isFalse();
    }

    @Test
    void a_bad_time_is_called_by_its_own_name() throws Exception {
        String ts = say("\"text\":\"x\"").path("ts").asText();
        for (String bad : List.of("abc", "-1", "2026-11-21")) {
            for (String argument : List.of("oldest", "latest")) {
                String body = "{\"channel\":\"C_DATA\",\"ts\":\"%s\",\"%s\":\"%s\"}".formatted(ts, argument, bad);
                for (String method : List.of("conversations.history", "conversations.replies")) {
                    assertThat(error(method, "xoxb-playground", body)).isEqualTo("invalid_ts_" + argument);
                }
            }
        }
    }

    @Test
    void only_posting_takes_a_channel_by_its_name_or_a_person() throws Exception {
        for (String channel : List.of("#data-team", "data-team", "U_ANA")) {
            JsonNode posted = api(
                    "chat.postMessage", "xoxb-playground", "{\"channel\":\"%s\",\"text\":\"x\"}".formatted(channel));
            assertThat(posted.path("ok").asBoolean()).as(posted.toString()).isTrue();
            String body = "{\"channel\":\"%s\",\"ts\":\"%s\",\"timestamp\":\"%s\",\"text\":\"y\",\"name\":\"eyes\"}"
                    .formatted(
                            channel,
                            posted.path("ts").asText(),
                            posted.path("ts").asText());
            for (String method : List.of(
                    "chat.update", "chat.delete", "reactions.add", "conversations.history", "conversations.info")) {
                assertThat(error(method, "xoxb-playground", body))
                        .as("%s in %s", method, channel)
                        .isEqualTo("channel_not_found");
            }
        }
    }

    @Test
    void a_page_of_history_has_at_most_999_messages() throws Exception {
        for (int i = 0; i < 1_001; i++) {
            api("chat.postMessage", "xoxp-ana", "{\"channel\":\"C_RANDOM\",\"text\":\"m\"}");
        }
        JsonNode page = api("conversations.history", "xoxp-ana", "{\"channel\":\"C_RANDOM\",\"limit\":1000}");
        assertThat(page.path("messages")).hasSize(999);
        assertThat(page.path("has_more").asBoolean()).isTrue();
    }

    @Test
    void a_reaction_is_an_emoji_that_slack_has_with_a_skin_tone_perhaps() throws Exception {
        String ts = say("\"text\":\"x\"").path("ts").asText();
        String body = "{\"channel\":\"C_DATA\",\"timestamp\":\"%s\",\"name\":\"%s\"}";
        for (String name :
                List.of("eyes", "+1::skin-tone-3", ":man-shrugging::skin-tone-6:", "no_entry_sign", "flag-us")) {
            assertThat(error("reactions.add", "xoxb-playground", body.formatted(ts, name)))
                    .as(name)
                    .isEmpty();
        }
        JsonNode reactions = api("reactions.get", "xoxb-playground", body.formatted(ts, ""))
                .path("message")
                .path("reactions");
        assertThat(reactions.findValuesAsText("name"))
                .containsExactly("eyes", "+1::skin-tone-3", "man-shrugging::skin-tone-6", "no_entry_sign", "flag-us");
        assertThat(error("reactions.remove", "xoxb-playground", body.formatted(ts, "+1::skin-tone-3")))
                .isEmpty();
        for (String name : List.of(
                "Eyes",
                "no such",
                "no_such_emoji",
                "our_own_emoji",
                "eyes::skin-tone-3",
                "+1:skin-tone-3",
                "+1::skin-tone-7",
                "::skin-tone-2",
                "\u2705")) {
            assertThat(error("reactions.add", "xoxb-playground", body.formatted(ts, name)))
                    .as(name)
                    .isEqualTo("invalid_name");
        }
    }

    @Test
    void a_body_that_is_too_large_is_refused_in_words_after_it_was_sent() throws Exception {
        assertThat(error("chat.postMessage", "xoxb-playground", " ".repeat(20_000_000)))
                .isEqualTo("request_body_too_large");
        assertThat(say("\"text\":\"goes on\"").path("ok").asBoolean()).isTrue();
    }

    @Test
    void api_test_gives_back_what_it_was_given_with_its_error_too() throws Exception {
        JsonNode answer = api("api.test", "", "{\"error\":\"my_error\",\"foo\":\"bar\"}");
        assertThat(answer)
                .isEqualTo(Json.read(
                        "{\"ok\":false,\"error\":\"my_error\",\"args\":{\"error\":\"my_error\",\"foo\":\"bar\"}}"));
    }
}
