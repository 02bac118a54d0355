package io.gluethread.bot;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gluethread.bot.config.Config;
import io.gluethread.bot.slack.SlackClient;
import io.gluethread.broker.glue.memory.Answer;
import io.gluethread.broker.glue.memory.InMemoryGlue;
import io.gluethread.playground.slack.LocalSlack;
import io.gluethread.playground.slack.LocalSlackSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two bots on one PostgreSQL, between a local Slack that speaks to one, then to the other, and one Glue. */
final class TwoBotsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    Path home;

    private final InstantSource clock = InstantSource.system();
    private final InMemoryGlue glue = new InMemoryGlue(clock);
    private final List<AutoCloseable> toClose = new ArrayList<>();
    private LocalSlack slack;
    private EmbeddedPostgres database;

    @BeforeEach
    void start() throws IOException {
        String machine = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
        Assumptions.assumeTrue(
                machine.equals("Linux on amd64"), "embedded PostgreSQL is for Linux on amd64, this is " + machine);
        database = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
        toClose.add(database);
        glue.script().provisioning(Duration.ofMillis(200)).statements(Duration.ofMillis(200));
        slack = LocalSlack.start(LocalSlackSettings.playground(home).withLimits(false), clock);
        toClose.addFirst(slack);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : toClose) {
            each.close();
        }
    }

    private Bot bot() {
        Config config = Config.from(Map.ofEntries(
                Map.entry("GLUETHREAD_SLACK_BOT_TOKEN", "xoxb-playground"),
                Map.entry("GLUETHREAD_SLACK_SIGNING_SECRET", "playground-signing-secret"),
                Map.entry("GLUETHREAD_SLACK_API_URL", slack.url() + "/api/"),
                Map.entry("GLUETHREAD_BOT_HOST", "127.0.0.1"),
                Map.entry("GLUETHREAD_BOT_PORT", "0"),
                Map.entry("GLUETHREAD_HOME", home.toString()),
                Map.entry("GLUETHREAD_DB_URL", database.getJdbcUrl("postgres", "postgres")),
                Map.entry("GLUETHREAD_DB_USER", "postgres"),
                Map.entry("GLUETHREAD_DB_PASSWORD", "postgres"),
                Map.entry("GLUETHREAD_ROLE_ARN", "arn:aws:iam::123456789012:role/Glue"),
                Map.entry("GLUETHREAD_ALLOWED_CHANNELS", "C_DATA"),
                Map.entry("GLUETHREAD_ALLOWED_PEOPLE", "*")));
        SlackClient client = new SlackClient(config.slack());
        Bot.Core core = Foundation.lay(
                config,
                glue,
                _ -> Optional.of(new BigDecimal("0.44")),
                new KnownAccounts(Optional::empty, client::name),
                clock);
        Bot bot = Bot.start(config, client, core);
        toClose.addFirst(bot);
        return bot;
    }

    /** What Slack sends from now on comes to this one. */
    private void speaksTo(Bot bot) {
        slack.deliverTo(URI.create("http://127.0.0.1:%d/slack/events".formatted(bot.port())));
    }

    private JsonNode send(String path, String type, String body) throws IOException, InterruptedException {
        return JSON.readTree(HTTP.send(
                        HttpRequest.newBuilder(URI.create(slack.url() + path))
                                .header("Content-Type", type)
                                .header("Authorization", "Bearer xoxp-ana")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body());
    }

    private JsonNode api(String method, String form) throws IOException, InterruptedException {
        return send("/api/" + method, "application/x-www-form-urlencoded", form);
    }

    private void say(String thread, String text) throws IOException, InterruptedException {
        JsonNode said = api(
                "chat.postMessage",
                "channel=C_DATA&thread_ts=%s&text=%s"
                        .formatted(thread, URLEncoder.encode(text, StandardCharsets.UTF_8)));
        assertThat(said.path("ok").asBoolean()).as(said.toString()).isTrue();
    }

    private List<String> texts(String method, String form) throws IOException, InterruptedException {
        List<String> texts = new ArrayList<>();
        api(method, form)
                .path("messages")
                .forEach(message -> texts.add(message.path("text").asText()));
        return texts;
    }

    private List<String> thread(String root) throws IOException, InterruptedException {
        return texts("conversations.replies", "channel=C_DATA&ts=" + root);
    }

    private String started() throws IOException, InterruptedException {
        JsonNode ack = send(
                "/playground/command",
                "application/json",
                "{\"user\":\"U_ANA\",\"channel\":\"C_DATA\",\"command\":\"/glue\",\"text\":\"start\"}");
        assertThat(ack.path("status").asInt()).as(ack.toString()).isEqualTo(200);
        until(() -> texts("conversations.history", "channel=C_DATA").toString().contains("Ready"));
        return api("conversations.history", "channel=C_DATA")
                .path("messages")
                .get(0)
                .path("ts")
                .asText();
    }

    private static void until(Callable<Boolean> condition) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(100))
                .until(condition);
    }

    @Test
    void a_thread_whose_messages_come_to_both_runs_each_cell_once_and_shows_each_once_in_order() throws Exception {
        Bot one = bot();
        Bot two = bot();
        speaksTo(one);
        String root = started();
        for (int i = 1; i <= 6; i++) {
            speaksTo(i % 2 == 0 ? one : two);
            int before = i - 1;
            say(root, "```\nprint('out" + i + "_')\n```");
            // Told to one before the next is said to the other: then their order is known.
            until(() ->
                    thread(root).stream().filter(text -> text.startsWith("[")).count() > before);
        }
        until(() -> thread(root).stream().filter(text -> text.contains("✓")).count() == 6);
        for (int i = 1; i <= 6; i++) {
            assertThat(glue.executions("out" + i + "_")).isEqualTo(1);
        }
        assertThat(thread(root).stream().filter(text -> text.startsWith("[")).map(text -> text.substring(0, 3)))
                .containsExactly("[1]", "[2]", "[3]", "[4]", "[5]", "[6]");
        assertThat(glue.alive()).hasSize(1);
    }

    @Test
    void what_runs_when_one_of_them_ends_is_shown_by_the_other_one() throws Exception {
        glue.script().answer("slow", Answer.text("slow is done\n").taking(Duration.ofSeconds(4)));
        Bot one = bot();
        Bot two = bot();
        speaksTo(one);
        String root = started();
        say(root, "```\nprint('slow')\n```");
        until(() -> thread(root).toString().contains("[1] ▶"));
        toClose.remove(one);
        one.close();
        speaksTo(two);
        until(() -> thread(root).toString().contains("[1] ✓"));
        assertThat(glue.executions("slow")).isEqualTo(1);
        assertThat(thread(root).stream().filter(text -> text.startsWith("[1]")).collect(joining("\n")))
                .doesNotContain("\n");
        say(root, "```\nprint('after')\n```");
        until(() -> thread(root).toString().contains("[2] ✓"));
    }
}
