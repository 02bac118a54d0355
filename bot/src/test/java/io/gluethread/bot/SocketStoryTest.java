package io.gluethread.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gluethread.bot.config.Config;
import io.gluethread.bot.slack.SlackClient;
import io.gluethread.broker.glue.memory.InMemoryGlue;
import io.gluethread.playground.slack.LocalSlack;
import io.gluethread.playground.slack.LocalSlackSettings;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole bot in Socket Mode: Slack has no address of it, and it has no signing secret. */
final class SocketStoryTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    Path home;

    private final InstantSource clock = InstantSource.system();
    private final InMemoryGlue glue = new InMemoryGlue(clock);
    private LocalSlack slack;
    private Bot bot;

    @BeforeEach
    void start() throws IOException {
        glue.script().provisioning(Duration.ofMillis(50)).statements(Duration.ofMillis(50));
        slack = LocalSlack.start(LocalSlackSettings.playground(home).withLimits(false), clock);
        Config config = Config.from(Map.of(
                "GLUETHREAD_SLACK_MODE", "socket",
                "GLUETHREAD_SLACK_BOT_TOKEN", "xoxb-playground",
                "GLUETHREAD_SLACK_APP_TOKEN", "xapp-playground",
                "GLUETHREAD_SLACK_API_URL", slack.url() + "/api/",
                "GLUETHREAD_BOT_HOST", "127.0.0.1",
                "GLUETHREAD_BOT_PORT", "0",
                "GLUETHREAD_HOME", home.toString(),
                "GLUETHREAD_ROLE_ARN", "arn:aws:iam::123456789012:role/Glue",
                "GLUETHREAD_ALLOWED_CHANNELS", "C_DATA",
                "GLUETHREAD_ALLOWED_PEOPLE", "*"));
        SlackClient client = new SlackClient(config.slack());
        Bot.Core core = Foundation.lay(
                config,
                glue,
                _ -> Optional.of(new BigDecimal("0.44")),
                new KnownAccounts(Optional::empty, client::name),
                clock);
        bot = Bot.start(config, client, core);
    }

    @AfterEach
    void stop() {
        bot.close();
        slack.close();
    }

    private JsonNode post(String path, String body) throws IOException, InterruptedException {
        return JSON.readTree(HTTP.send(
                        HttpRequest.newBuilder(URI.create(slack.url() + path))
                                .header("Content-Type", "application/json")
                                .header("Authorization", "Bearer xoxp-ana")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body());
    }

    private HttpResponse<String> ofBot(String path) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(bot.port(), path)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String channel() throws IOException, InterruptedException {
        return post("/api/conversations.history", "{\"channel\":\"C_DATA\"}").toString();
    }

    private String thread(String root) throws IOException, InterruptedException {
        return post("/api/conversations.replies", "{\"channel\":\"C_DATA\",\"ts\":\"%s\"}".formatted(root))
                .toString();
    }

    private static void until(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(condition);
    }

    private String started() throws IOException, InterruptedException {
        JsonNode ack = post("/playground/command", "{\"user\":\"U_ANA\",\"channel\":\"C_DATA\",\"text\":\"start\"}");
        assertThat(ack.path("status").asInt()).as(ack.toString()).isEqualTo(200);
        until(() -> channel().contains("Ready"));
        return post("/api/conversations.history", "{\"channel\":\"C_DATA\"}")
                .path("messages")
                .path(0)
                .path("ts")
                .asText();
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
        assertThat(ofBot("/readyz").body()).contains("socket: ok", "socket loop: ok");
        assertThat(ofBot("/slack/events").statusCode()).isEqualTo(404);
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
        return JSON.readTree(HTTP.send(
                                HttpRequest.newBuilder(URI.create(slack.url() + "/playground/app"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body())
                .path("connections")
                .asInt();
    }

    @Test
    void without_a_line_it_is_not_ready_but_alive_and_comes_back() throws Exception {
        started();
        post("/playground/faults", "{\"on\":\"apps.connections.open\",\"times\":2,\"error\":\"internal_error\"}");
        post("/playground/app", "{\"disconnect\":\"link_disabled\"}");
        until(() -> ofBot("/readyz").statusCode() == 503);
        assertThat(ofBot("/readyz").body()).contains("socket: not ok since 20", "no WebSocket to Slack");
        assertThat(ofBot("/healthz").statusCode()).isEqualTo(200);
        until(() -> ofBot("/readyz").statusCode() == 200);
        assertThat(post("/playground/command", "{\"user\":\"U_ANA\",\"channel\":\"C_DATA\",\"text\":\"list\"}")
                        .path("status")
                        .asInt())
                .isEqualTo(200);
    }
}
