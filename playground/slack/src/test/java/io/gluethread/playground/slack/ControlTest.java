package io.gluethread.playground.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gluethread.playground.slack.json.Json;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What people do in the client: commands, clicks, forms, shortcuts, App Home. */
class ControlTest extends SlackStory {
    private static final String MODAL = """
            {"type":"modal","callback_id":"config","title":{"type":"plain_text","text":"Configure"},
             "submit":{"type":"plain_text","text":"Save"},"notify_on_close":true,"blocks":[
              {"type":"input","block_id":"workers","label":{"type":"plain_text","text":"Workers"},
               "element":{"type":"number_input","is_decimal_allowed":false,"action_id":"n"}},
              {"type":"input","block_id":"size","optional":true,"label":{"type":"plain_text","text":"Size"},
               "element":{"type":"static_select","action_id":"s","options":[
                {"text":{"type":"plain_text","text":"Small"},"value":"G.1X"},
                {"text":{"type":"plain_text","text":"Big"},"value":"G.2X"}]}}]}
            """;

    @Test
    void a_command_carries_its_text_raw_and_its_answer_is_shown_to_one_person() throws Exception {
        bot.nextAck(200, "{\"text\":\"starting\"}");
        JsonNode answer = command("start %worker_type G.1X \u201chi\u201d");
        assertThat(answer.path("status").asInt()).isEqualTo(200);
        assertThat(answer.path("json").path("text").asText()).isEqualTo("starting");
        FakeBot.Got got = bot.next();
        assertThat(got.form())
                .containsEntry("command", "/glue")
                .containsEntry("text", "start %worker_type G.1X \u201chi\u201d")
                .containsEntry("channel_id", "C_DATA")
                .containsEntry("user_id", "U_ANA")
                .doesNotContainKey("thread_ts");
        assertThat(playground("views", "{\"user\":\"U_ANA\"}")
                        .path("ephemerals")
                        .path(0)
                        .path("message")
                        .path("text")
                        .asText())
                .isEqualTo("starting");
        assertThat(playground("views", "{\"user\":\"U_BEN\"}").path("ephemerals"))
                .isEmpty();
    }

    @Test
    void slack_refuses_commands_in_threads() throws Exception {
        JsonNode answer = playground(
                "command", "{\"user\":\"U_ANA\",\"channel\":\"C_DATA\",\"text\":\"/glue stop\",\"thread_ts\":\"1.2\"}");
        assertThat(answer.path("shown").asText()).isEqualTo("/glue is not supported in threads. Sorry!");
        assertThat(bot.quiet()).isTrue();
    }

    @Test
    void a_late_answer_is_an_operation_timeout() throws Exception {
        CountDownLatch forever = new CountDownLatch(1);
        bot.nextAck(_ -> {
            try {
                boolean _ = forever.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            return new FakeBot.Ack(200, "");
        });
        JsonNode answer = command("start");
        forever.countDown();
        assertThat(answer.path("error").asText()).isEqualTo("operation_timeout");
        assertThat(answer.path("status").asInt()).isZero();
    }

    @Test
    void a_response_url_has_five_uses_and_half_an_hour() throws Exception {
        command("list");
        String url = bot.next().form().getOrDefault("response_url", "");
        String path = URI.create(url).getPath();
        for (int i = 0; i < 5; i++) {
            assertThat(post(path, "{\"text\":\"more\"}").statusCode()).isEqualTo(200);
        }
        assertThat(post(path, "{\"text\":\"more\"}").body()).contains("used_url");
        command("list");
        String late =
                URI.create(bot.next().form().getOrDefault("response_url", "")).getPath();
        clock.forward(Duration.ofMinutes(31));
        assertThat(post(late, "{\"text\":\"more\"}").body()).contains("expired_url");
        assertThat(playground("views", "{\"user\":\"U_ANA\"}").path("ephemerals"))
                .hasSize(5);
    }

    @Test
    void a_click_carries_message_value_and_thread() throws Exception {
        String root =
                glue().chatPostMessage(r -> r.channel("C_DATA").text("root")).getTs();
        String ts = glue().chatPostMessage(
                        r -> r.channel("C_DATA").threadTs(root).text("card").blocksAsString("""
                                [{"type":"actions","block_id":"b","elements":[
                                 {"type":"button","action_id":"stop","value":"one","text":{"type":"plain_text","text":"Stop 1"}},
                                 {"type":"button","action_id":"stop2","value":"two","text":{"type":"plain_text","text":"Stop 2"}},
                                 {"type":"overflow","action_id":"more","options":[
                                  {"text":{"type":"plain_text","text":"Export"},"value":"export"}]}]}]
                                """))
                .getTs();
        bot.next();
        bot.next();
        JsonNode answer = playground("click", click(ts, "stop2", ""));
        assertThat(answer.path("status").asInt()).isEqualTo(200);
        JsonNode payload = bot.next().payload();
        assertThat(payload.path("type").asText()).isEqualTo("block_actions");
        assertThat(payload.path("actions").path(0).path("value").asText()).isEqualTo("two");
        assertThat(payload.path("container").path("thread_ts").asText()).isEqualTo(root);
        assertThat(payload.path("message").path("text").asText()).isEqualTo("card");
        assertThat(payload.path("channel").path("id").asText()).isEqualTo("C_DATA");
        playground("click", click(ts, "more", ",\"value\":\"export\""));
        assertThat(bot.next()
                        .payload()
                        .path("actions")
                        .path(0)
                        .path("selected_option")
                        .path("value")
                        .asText())
                .isEqualTo("export");
        assertThat(playground("click", click(ts, "nothing", "")).path("error").asText())
                .contains("nothing to click with action_id 'nothing'");
        String replace = URI.create(payload.path("response_url").asText()).getPath();
        post(replace, "{\"replace_original\":true,\"text\":\"stopped\"}");
        assertThat(glue().conversationsReplies(r -> r.channel("C_DATA").ts(root))
                        .getMessages()
                        .getLast()
                        .getText())
                .isEqualTo("stopped");
    }

    @Test
    void a_modal_is_opened_filled_and_submitted() throws Exception {
        String trigger = trigger();
        assertThat(glue().viewsOpen(r -> r.triggerId(trigger).viewAsString(MODAL))
                        .isOk())
                .isTrue();
        assertThat(glue().viewsOpen(r -> r.triggerId(trigger).viewAsString(MODAL))
                        .getError())
                .isEqualTo("exchanged_trigger_id");
        String id = openView();
        JsonNode refused = playground("submit", "{\"user\":\"U_ANA\",\"view_id\":\"" + id + "\",\"values\":{}}");
        assertThat(refused.path("errors").has("workers")).isTrue();
        bot.nextAck(200, "{\"response_action\":\"errors\",\"errors\":{\"workers\":\"too many\"}}");
        String submit = "{\"user\":\"U_ANA\",\"view_id\":\"" + id
                + "\",\"values\":{\"workers\":{\"n\":\"4\"},\"size\":\"G.2X\"}}";
        assertThat(playground("submit", submit).path("errors").path("workers").asText())
                .isEqualTo("too many");
        JsonNode values = bot.next().payload().path("view").path("state").path("values");
        assertThat(values.path("workers").path("n").path("value").asText()).isEqualTo("4");
        assertThat(values.path("size")
                        .path("s")
                        .path("selected_option")
                        .path("text")
                        .path("text")
                        .asText())
                .isEqualTo("Big");
        assertThat(playground("submit", submit).path("status").asInt()).isEqualTo(200);
        assertThat(playground("views", "{\"user\":\"U_ANA\"}").path("views")).isEmpty();
    }

    @Test
    void a_trigger_dies_after_three_seconds() throws Exception {
        String trigger = trigger();
        clock.forward(Duration.ofMillis(3001));
        assertThat(glue().viewsOpen(r -> r.triggerId(trigger).viewAsString(MODAL))
                        .getError())
                .isEqualTo("expired_trigger_id");
    }

    @Test
    void closing_tells_the_bot_when_it_asked_for_it() throws Exception {
        String trigger = trigger();
        glue().viewsOpen(r -> r.triggerId(trigger).viewAsString(MODAL));
        playground("close", "{\"user\":\"U_ANA\",\"view_id\":\"" + openView() + "\"}");
        assertThat(bot.next().payload().path("type").asText()).isEqualTo("view_closed");
        assertThat(playground("views", "{\"user\":\"U_ANA\"}").path("views")).isEmpty();
    }

    @Test
    void a_message_shortcut_carries_the_message() throws Exception {
        String ts = ana().chatPostMessage(r -> r.channel("C_DATA").text("```\nprint(1)\n```"))
                .getTs();
        bot.next();
        playground(
                "shortcut",
                "{\"user\":\"U_BEN\",\"callback_id\":\"run_in_glue\",\"channel\":\"C_DATA\",\"message_ts\":\"" + ts
                        + "\"}");
        JsonNode payload = bot.next().payload();
        assertThat(payload.path("type").asText()).isEqualTo("message_action");
        assertThat(payload.path("message").path("text").asText()).isEqualTo("```print(1)```");
        assertThat(payload.path("user").path("id").asText()).isEqualTo("U_BEN");
    }

    @Test
    void app_home_is_opened_and_its_view_returned() throws Exception {
        bot.nextAck(got -> {
            assertThat(got.event().path("type").asText()).isEqualTo("app_home_opened");
            try {
                glue().viewsPublish(r ->
                        r.userId("U_ANA").viewAsString("{\"type\":\"home\",\"blocks\":[{\"type\":\"divider\"}]}"));
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            return new FakeBot.Ack(200, "");
        });
        JsonNode answer = playground("home", "{\"user\":\"U_ANA\"}");
        assertThat(answer.path("status").asInt()).isEqualTo(200);
        assertThat(answer.path("view").path("blocks").path(0).path("type").asText())
                .isEqualTo("divider");
    }

    @Test
    void an_ephemeral_is_clicked_and_goes_away() throws Exception {
        glue().chatPostEphemeral(
                        r -> r.channel("C_DATA")
                                .user("U_ANA")
                                .text("pick")
                                .blocksAsString(
                                        "[{\"type\":\"actions\",\"elements\":[{\"type\":\"button\",\"action_id\":\"pick\",\"text\":{\"type\":\"plain_text\",\"text\":\"this\"}}]}]"));
        JsonNode shown =
                playground("views", "{\"user\":\"U_ANA\"}").path("ephemerals").path(0);
        String ts = shown.path("message").path("ts").asText();
        playground("click", click(ts, "pick", ""));
        JsonNode payload = bot.next().payload();
        assertThat(payload.path("container").path("is_ephemeral").asBoolean()).isTrue();
        assertThat(payload.has("message")).isFalse();
        post(URI.create(payload.path("response_url").asText()).getPath(), "{\"delete_original\":true}");
        assertThat(playground("views", "{\"user\":\"U_ANA\"}").path("ephemerals"))
                .isEmpty();
    }

    @Test
    void nonsense_is_named() throws Exception {
        assertThat(playground("command", "{\"user\":\"U_EVE\",\"channel\":\"C_DATA\",\"text\":\"x\"}")
                        .path("error")
                        .asText())
                .contains("U_EVE")
                .contains("U_ANA");
        assertThat(playground("command", "{\"user\":\"U_DAN\",\"channel\":\"C_DATA\",\"text\":\"x\"}")
                        .path("error")
                        .asText())
                .isEqualTo("U_DAN is not in C_DATA");
        assertThat(post("/playground/command", "nonsense").statusCode()).isEqualTo(400);
        assertThat(post("/playground/dance", "{}").statusCode()).isEqualTo(404);
        assertThat(playground("command", "{\"user\":\"U_ANA\",\"channel\":\"C_DATA\",\"text\":\"/dance\"}")
                        .path("error")
                        .asText())
                .isEqualTo("/dance is not a valid command.");
    }

    private JsonNode command(String text) throws Exception {
        return playground(
                "command",
                Json.object()
                        .put("user", "U_ANA")
                        .put("channel", "C_DATA")
                        .put("text", text)
                        .toString());
    }

    private static String click(String ts, String action, String more) {
        return "{\"user\":\"U_ANA\",\"channel\":\"C_DATA\",\"message_ts\":\"" + ts + "\",\"action_id\":\"" + action
                + "\"" + more + "}";
    }

    private String trigger() throws Exception {
        command("config");
        return bot.next().form().getOrDefault("trigger_id", "");
    }

    private String openView() throws Exception {
        return playground("views", "{\"user\":\"U_ANA\"}")
                .path("views")
                .path(0)
                .path("id")
                .asText();
    }
}
