package io.gluethread.bot;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gluethread.broker.glue.memory.Answer;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole bot, with its ledger in a file, between a local Slack and a Glue that follows a script. */
final class BotStoryTest extends LocalStory {
    private static final String TABLE = """
            @@gluethread:table {"type":"struct","fields":[{"name":"county","type":"string","nullable":true,"metadata":{}},{"name":"people","type":"long","nullable":true,"metadata":{}}]}
            ["Autauga","55601"]
            ["Baldwin",null]
            @@gluethread:end {"rows":2,"more":false}
            """;

    private Bot bot;

    @BeforeEach
    void start() {
        glue.script().provisioning(Duration.ofMillis(200)).statements(Duration.ofMillis(200));
        bot = startBot();
    }

    private Bot startBot() {
        Bot started = bot(Map.of(
                "GLUETHREAD_SLACK_SIGNING_SECRET", "playground-signing-secret",
                "GLUETHREAD_ALLOWED_CHANNELS", "C_DATA,C_SHARED",
                "GLUETHREAD_STOP_NOTICE_SECONDS", "600"));
        speaksTo(started);
        return started;
    }

    @AfterEach
    void stop() {
        bot.close();
    }

    private String say(String token, String channel, String thread, String text)
            throws IOException, InterruptedException {
        String form = "channel=%s&text=%s%s"
                .formatted(
                        channel,
                        URLEncoder.encode(text, StandardCharsets.UTF_8),
                        thread.isEmpty() ? "" : "&thread_ts=" + thread);
        return api("chat.postMessage", token, form).path("ts").asText();
    }

    private List<JsonNode> history(String channel) throws IOException, InterruptedException {
        return list(api("conversations.history", "xoxp-ana", "channel=" + channel));
    }

    private List<JsonNode> thread(String channel, String root) throws IOException, InterruptedException {
        return list(api("conversations.replies", "xoxp-ana", "channel=%s&ts=%s".formatted(channel, root)));
    }

    private static List<JsonNode> list(JsonNode answer) {
        List<JsonNode> messages = new ArrayList<>();
        answer.path("messages").forEach(messages::add);
        return messages;
    }

    private static String texts(List<JsonNode> messages) {
        return messages.stream().map(m -> m.path("text").asText()).collect(joining("\n"));
    }

    @Test
    void from_start_to_a_table_to_a_stop() throws Exception {
        glue.script().answer("county", Answer.text(TABLE).taking(Duration.ofMillis(300)));
        String root = started();
        say("xoxp-ana", "C_DATA", root, "%%sql select county, people from counties");
        until(() -> texts(thread("C_DATA", root)).contains("[1] ✓"));

        JsonNode result = thread("C_DATA", root).stream()
                .filter(m -> m.path("text").asText().contains("[1] ✓"))
                .findFirst()
                .orElseThrow();
        assertThat(result.path("text").asText()).contains("[1] ✓ 0.", " s · 2 rows · ", "$0.001");
        assertThat(result.path("blocks").toString()).contains("data_table", "Autauga", "55601", "NULL");
        JsonNode question = thread("C_DATA", root).get(1);
        until(() -> thread("C_DATA", root).get(1).path("reactions").toString().contains("white_check_mark"));
        assertThat(question.path("text").asText()).contains("%%sql");

        say("xoxp-ana", "C_DATA", root, "@glue list");
        until(() -> thread("C_DATA", root).getLast().path("blocks").toString().contains("\"text\":\"ana\""));

        JsonNode click = post(
                "/playground/click",
                "{\"user\":\"U_ANA\",\"channel\":\"C_DATA\",\"message_ts\":\"%s\",\"action_id\":\"gt_stop\"}"
                        .formatted(root));
        assertThat(click.path("status").asInt()).as(click.toString()).isEqualTo(200);
        until(() -> texts(thread("C_DATA", root)).contains("Stopped"));
        until(() -> texts(thread("C_DATA", root)).contains("The session is over"));
        assertThat(glue.alive()).isEmpty();
    }

    @Test
    void what_fails_is_told_with_its_cause_and_the_traceback_comes_on_demand() throws Exception {
        glue.script()
                .answer(
                        "coutn",
                        Answer.error(
                                "AttributeError",
                                "'DataFrame' object has no attribute 'coutn'",
                                "Traceback (most recent call last):\n",
                                "  File \"<stdin>\", line 2, in <module>\n",
                                "  a\n  b\n  c\n  d\n  e\n  f\n  g\n  h\n",
                                "AttributeError: 'DataFrame' object has no attribute 'coutn'\n"));
        String root = started();
        say("xoxp-ana", "C_DATA", root, "```\ndf.coutn()\n```");
        until(() -> texts(thread("C_DATA", root)).contains("[1] ✗"));
        JsonNode message = thread("C_DATA", root).getLast();
        assertThat(message.path("blocks").toString()).contains("1 | df.coutn()", "no attribute 'coutn'", "gt_file");

        post(
                "/playground/click",
                "{\"user\":\"U_ANA\",\"channel\":\"C_DATA\",\"message_ts\":\"%s\",\"action_id\":\"gt_file\"}"
                        .formatted(message.path("ts").asText()));
        until(() -> thread("C_DATA", root).toString().contains("cell-1-traceback.txt"));
    }

    @Test
    void strangers_guests_and_bots_run_nothing() throws Exception {
        String root = started();
        say("xoxp-cleo", "C_DATA", root, "```\nprint('guest')\n```");
        say("xoxb-playground", "C_DATA", root, "```\nprint('bot')\n```");
        say("xoxp-dan", "C_SHARED", "", "@glue run print('other')");
        say("xoxp-ana", "C_GENERAL", "", "@glue run print('elsewhere')");
        say("xoxp-ana", "C_DATA", root, "```\nprint('ana')\n```");
        until(() -> texts(thread("C_DATA", root)).contains("[1] ✓"));

        assertThat(glue.executions("guest")).isZero();
        assertThat(glue.executions("bot")).isZero();
        assertThat(glue.executions("other")).isZero();
        assertThat(glue.executions("elsewhere")).isZero();
        assertThat(glue.executions("ana")).isEqualTo(1);
        until(() ->
                post("/playground/views", "{\"user\":\"U_CLEO\"}").toString().contains("Guests cannot use me"));
        until(() -> post("/playground/views", "{\"user\":\"U_DAN\"}").toString().contains("other companies"));
    }

    @Test
    void code_below_a_start_that_was_refused_is_answered_to_its_author_until_a_session_is_there() throws Exception {
        String talk = say("xoxp-ana", "C_DATA", "", "look at this");
        say("xoxp-ana", "C_DATA", talk, "```\nprint('talk')\n```");
        String root = say("xoxp-ana", "C_DATA", "", "@glue start %idle_timeout 999999");
        until(() -> thread("C_DATA", root).size() == 2);
        say("xoxp-ben", "C_DATA", root, "```\nprint('below')\n```");
        until(() -> post("/playground/views", "{\"user\":\"U_BEN\"}").toString().contains("no session in this thread"));
        assertThat(thread("C_DATA", root)).hasSize(3);

        say("xoxp-ana", "C_DATA", root, "@glue start");
        say("xoxp-ben", "C_DATA", root, "```\nprint('runs')\n```");
        until(() -> texts(thread("C_DATA", root)).contains("[1] ✓"));
        assertThat(glue.executions("runs")).isEqualTo(1);
        assertThat(glue.executions("below")).isZero();
        assertThat(glue.executions("talk")).isZero();
        assertThat(thread("C_DATA", talk)).hasSize(2);
        assertThat(post("/playground/views", "{\"user\":\"U_ANA\"}").toString())
                .doesNotContain("no session in this thread");
    }

    @Test
    void a_form_opens_corrects_and_saves() throws Exception {
        String root = started();
        post(
                "/playground/click",
                "{\"user\":\"U_ANA\",\"channel\":\"C_DATA\",\"message_ts\":\"%s\",\"action_id\":\"gt_configure\"}"
                        .formatted(root));
        until(() -> post("/playground/views", "{\"user\":\"U_ANA\"}").toString().contains("\"modal\""));
        JsonNode views = post("/playground/views", "{\"user\":\"U_ANA\"}");
        String view = views.findValue("view_id") != null
                ? views.findValue("view_id").asText()
                : views.findValue("id").asText();

        JsonNode wrong = post(
                "/playground/submit",
                "{\"user\":\"U_ANA\",\"view_id\":\"%s\",\"values\":{\"number_of_workers\":\"many\"}}".formatted(view));
        assertThat(wrong.toString()).contains("errors", "number_of_workers");
        JsonNode good = post(
                "/playground/submit",
                "{\"user\":\"U_ANA\",\"view_id\":\"%s\",\"values\":{\"number_of_workers\":\"4\"}}".formatted(view));
        assertThat(good.path("status").asInt()).as(good.toString()).isEqualTo(200);
        until(() -> post("/playground/views", "{\"user\":\"U_ANA\"}").toString().contains("takes effect with the next")
                || texts(thread("C_DATA", root)).contains("takes effect with the next"));
    }

    @Test
    void after_a_restart_the_result_of_what_ran_arrives_once() throws Exception {
        glue.script().answer("slow", Answer.text("slow is done\n").taking(Duration.ofSeconds(3)));
        String root = started();
        say("xoxp-ana", "C_DATA", root, "```\nprint('slow')\n```");
        until(() -> texts(thread("C_DATA", root)).contains("[1] ▶"));
        bot.close();
        bot = startBot();
        until(() -> texts(thread("C_DATA", root)).contains("[1] ✓"));

        assertThat(glue.executions("slow")).isEqualTo(1);
        assertThat(thread("C_DATA", root).stream()
                        .filter(m -> m.path("blocks").toString().contains("slow is done")))
                .hasSize(1);
        assertThat(thread("C_DATA", root).stream()
                        .filter(m -> m.path("text").asText().startsWith("[1]")))
                .hasSize(1);
    }

    @Test
    void through_duplicates_lost_answers_and_limits_everything_is_shown_once() throws Exception {
        String root = started();
        post("/playground/faults", """
                [{"on":"event","times":4,"duplicate":3},
                 {"on":"chat.postMessage","times":1,"after":"effect","drop_connection":true},
                 {"on":"chat.postMessage","times":1,"status":429,"retry_after":1},
                 {"on":"chat.update","times":2,"status":429,"retry_after":1},
                 {"on":"users.info","times":1,"status":500},
                 {"on":"reactions.add","times":1,"status":503}]
                """);
        for (int i = 1; i <= 4; i++) {
            say("xoxp-ana", "C_DATA", root, "```\nprint('out" + i + "')\n```");
        }
        until(() -> {
            String texts = texts(thread("C_DATA", root));
            return texts.contains("[1] ✓")
                    && texts.contains("[2] ✓")
                    && texts.contains("[3] ✓")
                    && texts.contains("[4] ✓");
        });

        for (int i = 1; i <= 4; i++) {
            assertThat(glue.executions("out" + i)).isEqualTo(1);
        }
        List<String> cells = thread("C_DATA", root).stream()
                .map(m -> m.path("text").asText())
                .filter(text -> text.startsWith("["))
                .map(text -> text.substring(0, 3))
                .toList();
        assertThat(cells).containsExactly("[1]", "[2]", "[3]", "[4]");
    }

    @Test
    void the_digest_is_posted_on_demand_and_health_is_told() throws Exception {
        String root = started();
        say("xoxp-ana", "C_DATA", root, "@glue digest now");
        until(() -> texts(history("C_DATA")).contains("Glue costs"));

        for (String page : List.of("healthz", "readyz")) {
            HttpResponse<String> answer = get(ofBot(bot, "/" + page));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).contains("ledger: ok", "delivery: ok", "inbox: ok");
        }
        JsonNode home = post("/playground/home", "{\"user\":\"U_ANA\"}");
        until(() -> post("/playground/home", "{\"user\":\"U_ANA\"}").toString().contains("Your Glue sessions"));
        assertThat(home).isNotNull();
    }

    @Test
    void a_stop_that_is_announced_changes_nothing_yet_but_what_load_balancers_are_told() throws Exception {
        Thread stopping = Thread.ofVirtual().start(bot::stop);
        until(() -> get("/readyz").startsWith("503"));
        assertThat(get("/readyz")).contains("drain: not ok");
        assertThat(get("/healthz")).startsWith("200");

        String root = started();
        say("xoxp-ana", "C_DATA", root, "```\na = 1\n```");
        until(() -> texts(thread("C_DATA", root)).contains("[1] ✓"));
        bot.close();
        assertThat(stopping.join(Duration.ofMinutes(1))).isTrue();
    }

    private String get(String page) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(ofBot(bot, page));
        return answer.statusCode() + "\n" + answer.body();
    }
}
