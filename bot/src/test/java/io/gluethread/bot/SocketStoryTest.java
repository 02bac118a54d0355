package io.gluethread.bot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole bot in Socket Mode: Slack has no address of it, and it has no signing secret. */
final class SocketStoryTest extends LocalStory {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Bot bot;

    @BeforeEach
    void start() {
        glue.script().provisioning(Duration.ofMillis(50)).statements(Duration.ofMillis(50));
        bot = bot(Map.of("GLUETHREAD_SLACK_MODE", "socket", "GLUETHREAD_SLACK_APP_TOKEN", "xapp-playground"));
    }

    @AfterEach
    void stop() {
        bot.close();
    }

    private String thread(String root) throws IOException, InterruptedException {
        return post("/api/conversations.replies", "{\"channel\":\"C_DATA\",\"ts\":\"%s\"}".formatted(root))
                .toString();
    }

    private void say(String root, String code) throws IOException, InterruptedException {
        post(
                "/api/chat.postMessage",
                JSON.createObjectNode()
                        .put("channel", "C_DATA")
                        .put("thread_ts", root)
                        .put("text", "```\n" + code + "\n```")
                        .toString());
    }

    @Test
    void a_command_a_cell_and_a_press_go_over_the_socket() throws Exception {
        String root = started();
        say(root, "print('uno')");
        until(() -> thread(root).contains("[1] ✓"));
        assertThat(glue.executions("uno")).isEqualTo(1);
        JsonNode click = post(
                "/playground/click",
                "{\"user\":\"U_ANA\",\"channel\":\"C_DATA\",\"message_ts\":\"%s\",\"action_id\":\"gt_stop\"}"
                        .formatted(root));
        assertThat(click.path("status").asInt()).as(click.toString()).isEqualTo(200);
        until(() -> thread(root).contains("Stopped"));
        assertThat(get(ofBot(bot, "/readyz")).body()).contains("socket: ok", "socket loop: ok");
        assertThat(get(ofBot(bot, "/slack/events")).statusCode()).isEqualTo(404);
    }

    @Test
    void a_connection_that_slack_ends_is_replaced_and_no_cell_runs_twice() throws Exception {
        String root = started();
        post("/playground/app", "{\"disconnect\":\"warning\"}");
        until(() -> connections() == 2);
        say(root, "print('two')");
        until(() -> thread(root).contains("[1] ✓"));
        post("/playground/app", "{\"disconnect\":\"refresh_requested\"}");
        until(() -> connections() > 0);
        post("/playground/faults", "{\"on\":\"event\",\"duplicate\":3}");
        say(root, "print('three')");
        until(() -> thread(root).contains("[2] ✓"));
        assertThat(glue.executions("two")).isEqualTo(1);
        assertThat(glue.executions("three")).isEqualTo(1);
    }

    private int connections() throws IOException, InterruptedException {
        return json(get(URI.create(slack.url() + "/playground/app")))
                .path("connections")
                .asInt();
    }

    @Test
    void without_a_line_it_is_not_ready_but_alive_and_comes_back() throws Exception {
        started();
        post("/playground/faults", "{\"on\":\"apps.connections.open\",\"times\":2,\"error\":\"internal_error\"}");
        post("/playground/app", "{\"disconnect\":\"link_disabled\"}");
        until(() -> get(ofBot(bot, "/readyz")).statusCode() == 503);
        assertThat(get(ofBot(bot, "/readyz")).body()).contains("socket: not ok since 20", "no WebSocket to Slack");
        assertThat(get(ofBot(bot, "/healthz")).statusCode()).isEqualTo(200);
        until(() -> get(ofBot(bot, "/readyz")).statusCode() == 200);
        assertThat(post("/playground/command", "{\"user\":\"U_ANA\",\"channel\":\"C_DATA\",\"text\":\"list\"}")
                        .path("status")
                        .asInt())
                .isEqualTo(200);
    }
}
