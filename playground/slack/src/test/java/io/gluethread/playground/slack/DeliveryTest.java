package io.gluethread.playground.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.slack.api.app_backend.SlackSignature;
import io.gluethread.playground.slack.delivery.Signature;
import io.gluethread.playground.slack.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What reaches the bot, how it is signed, and what happens when the bot does not answer. */
class DeliveryTest extends SlackStory {
    @Test
    void the_signature_matches_slacks_published_example() {
        String body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
                + "&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
                + "&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands"
                + "%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
                + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
        assertThat(Signature.of("8f742231b10e8888abcd99yyyzzz85a5", 1531420618, body))
                .isEqualTo("v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503");
    }

    @Test
    void every_request_is_one_line_and_signed() throws Exception {
        ana().chatPostMessage(r -> r.channel("C_DATA").text("snow \u2603 and a\nsecond line"));
        playground("command", "{\"user\":\"U_ANA\",\"channel\":\"C_DATA\",\"text\":\"start %x\"}");
        SlackSignature.Generator generator = new SlackSignature.Generator("playground-signing-secret");
        for (FakeBot.Got got : List.of(bot.next(), bot.next())) {
            String stamp = got.headers().getOrDefault("x-slack-request-timestamp", "");
            assertThat(got.body()).doesNotContain("\n").isNotEmpty();
            assertThat(got.headers()).containsEntry("x-slack-signature", generator.generate(stamp, got.body()));
            assertThat(stamp).isEqualTo(Long.toString(clock.instant().getEpochSecond()));
        }
    }

    @Test
    void a_mention_comes_as_two_events_with_two_ids() throws Exception {
        String ts = ana().chatPostMessage(r -> r.channel("C_DATA").text("@glue status"))
                .getTs();
        JsonNode message = bot.next().json();
        JsonNode mention = bot.next().json();
        assertThat(message.path("event").path("type").asText()).isEqualTo("message");
        assertThat(mention.path("event").path("type").asText()).isEqualTo("app_mention");
        assertThat(message.path("event_id").asText())
                .isNotEqualTo(mention.path("event_id").asText());
        for (JsonNode envelope : List.of(message, mention)) {
            assertThat(envelope.path("event").path("ts").asText()).isEqualTo(ts);
            assertThat(envelope.path("event").path("text").asText()).isEqualTo("<@U_GLUE> status");
            assertThat(envelope.path("authorizations").path(0).path("user_id").asText())
                    .isEqualTo("U_GLUE");
        }
        assertThat(message.path("event").path("channel_type").asText()).isEqualTo("channel");
    }

    @Test
    void a_direct_message_is_no_mention_and_other_channels_stay_unheard() throws Exception {
        ana().chatPostMessage(r -> r.channel("C_RANDOM").text("@glue nobody hears"));
        ana().chatPostMessage(r -> r.channel("D_ANA").text("@glue hello"));
        JsonNode event = bot.next().event();
        assertThat(event.path("channel_type").asText()).isEqualTo("im");
        ana().chatPostMessage(r -> r.channel("D_ANA").text("again"));
        assertThat(bot.next().event().path("text").asText()).isEqualTo("again");
    }

    @Test
    void edits_deletions_and_reactions_are_told() throws Exception {
        String ts = ana().chatPostMessage(r -> r.channel("C_DATA").text("one")).getTs();
        ana().chatUpdate(r -> r.channel("C_DATA").ts(ts).text("two"));
        glue().reactionsAdd(r -> r.channel("C_DATA").timestamp(ts).name("eyes"));
        ana().chatDelete(r -> r.channel("C_DATA").ts(ts));
        assertThat(bot.next().event().path("text").asText()).isEqualTo("one");
        JsonNode changed = bot.next().event();
        assertThat(changed.path("subtype").asText()).isEqualTo("message_changed");
        assertThat(changed.path("message").path("text").asText()).isEqualTo("two");
        assertThat(changed.path("message").path("edited").path("user").asText()).isEqualTo("U_ANA");
        assertThat(changed.path("previous_message").path("text").asText()).isEqualTo("one");
        JsonNode reaction = bot.next().event();
        assertThat(reaction.path("type").asText()).isEqualTo("reaction_added");
        assertThat(reaction.path("item").path("ts").asText()).isEqualTo(ts);
        JsonNode deleted = bot.next().event();
        assertThat(deleted.path("subtype").asText()).isEqualTo("message_deleted");
        assertThat(deleted.path("deleted_ts").asText()).isEqualTo(ts);
    }

    @Test
    void a_stranger_in_the_shared_channel_is_marked_as_one() throws Exception {
        sdk.methods("xoxp-dan").chatPostMessage(r -> r.channel("C_SHARED").text("hello"));
        JsonNode envelope = bot.next().json();
        assertThat(envelope.path("is_ext_shared_channel").asBoolean()).isTrue();
        assertThat(envelope.path("team_id").asText()).isEqualTo("T_PLAY");
        assertThat(envelope.path("event").path("user_team").asText()).isEqualTo("T_OTHER");
    }

    @Test
    void a_refused_event_comes_three_more_times_by_the_clock() throws Exception {
        for (int i = 0; i < 4; i++) {
            bot.nextAck(500, "");
        }
        ana().chatPostMessage(r -> r.channel("C_DATA").text("x"));
        FakeBot.Got first = bot.next();
        FakeBot.Got again = bot.next();
        assertThat(first.headers()).doesNotContainKey("x-slack-retry-num");
        assertThat(again.headers())
                .containsEntry("x-slack-retry-num", "1")
                .containsEntry("x-slack-retry-reason", "http_error");
        wiresReach(2);
        clock.forward(Duration.ofSeconds(61));
        assertThat(bot.next().headers()).containsEntry("x-slack-retry-num", "2");
        wiresReach(3);
        clock.forward(Duration.ofSeconds(301));
        FakeBot.Got last = bot.next();
        assertThat(last.headers()).containsEntry("x-slack-retry-num", "3");
        assertThat(last.json().path("event_id")).isEqualTo(first.json().path("event_id"));
        wiresReach(4);
        clock.forward(Duration.ofHours(1));
        ana().chatPostMessage(r -> r.channel("C_DATA").text("y"));
        assertThat(bot.next().event().path("text").asText()).isEqualTo("y");
    }

    @Test
    void events_can_be_doubled_dropped_and_reordered() throws Exception {
        playground(
                "faults",
                "[{\"on\":\"event\",\"duplicate\":2,\"reorder\":true},{\"on\":\"event\",\"times\":1,\"delay_ms\":1}]");
        ana().chatPostMessage(r -> r.channel("C_DATA").text("first"));
        ana().chatPostMessage(r -> r.channel("C_DATA").text("second"));
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            seen.add(bot.next().event().path("text").asText());
        }
        assertThat(seen).containsExactly("second", "first", "first");
        playground("faults", "[{\"on\":\"event\",\"drop\":true}]");
        ana().chatPostMessage(r -> r.channel("C_DATA").text("lost"));
        ana().chatPostMessage(r -> r.channel("C_DATA").text("kept"));
        assertThat(bot.next().event().path("text").asText()).isEqualTo("kept");
        assertThat(playground("faults", "[]").path("faults")).isEmpty();
    }

    @Test
    void one_channel_is_delivered_in_order() throws Exception {
        for (int i = 0; i < 30; i++) {
            String text = "m" + i;
            ana().chatPostMessage(r -> r.channel("C_DATA").text(text));
        }
        for (int i = 0; i < 30; i++) {
            assertThat(bot.next().event().path("text").asText()).isEqualTo("m" + i);
        }
    }

    @Test
    void faults_strike_the_bots_calls_as_told() throws Exception {
        playground(
                "faults",
                "[{\"on\":\"chat.postMessage\",\"times\":2,\"status\":429,\"retry_after\":2},"
                        + "{\"on\":\"chat.postMessage\",\"error\":\"fatal_error\",\"after\":\"effect\"}]");
        String call = "{\"channel\":\"C_DATA\",\"text\":\"m\"}";
        for (int i = 0; i < 2; i++) {
            var refused = post("/api/chat.postMessage?token=xoxb-playground", call);
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("2");
        }
        assertThat(glue().conversationsHistory(r -> r.channel("C_DATA")).getMessages())
                .isEmpty();
        assertThat(Json.read(post("/api/chat.postMessage?token=xoxb-playground", call)
                                .body())
                        .path("error")
                        .asText())
                .isEqualTo("fatal_error");
        assertThat(glue().conversationsHistory(r -> r.channel("C_DATA")).getMessages())
                .hasSize(1);
        playground("faults", "{\"on\":\"chat.postMessage\",\"drop_connection\":true,\"after\":\"effect\"}");
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> post("/api/chat.postMessage?token=xoxb-playground", call))
                .isInstanceOf(java.io.IOException.class);
        assertThat(glue().conversationsHistory(r -> r.channel("C_DATA")).getMessages())
                .hasSize(2);
        assertThat(post("/playground/faults", "[{\"on\":\"chat.posMessage\",\"status\":500}]")
                        .body())
                .contains("no method 'chat.posMessage'");
    }

    /** Waits until Slack has recorded so many requests to the bot, and so knows each one's end. */
    private void wiresReach(int count) {
        org.awaitility.Awaitility.await().untilAsserted(() -> {
            JsonNode wires = Json.read(HTTP.send(
                            java.net.http.HttpRequest.newBuilder(java.net.URI.create(slack.url() + "/playground/wire"))
                                    .build(),
                            java.net.http.HttpResponse.BodyHandlers.ofString())
                    .body());
            assertThat(wires.path("wire").size()).isGreaterThanOrEqualTo(count);
        });
    }
}
