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
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A story of whole bots in this process, between a local Slack and a Glue that follows a script. */
abstract class LocalStory {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    Path home;

    final InstantSource clock = InstantSource.system();
    final InMemoryGlue glue = new InMemoryGlue(clock);
    LocalSlack slack;

    @BeforeEach
    final void startSlack() throws IOException {
        slack = LocalSlack.start(LocalSlackSettings.playground(home).withLimits(false), clock);
    }

    @AfterEach
    final void stopSlack() {
        slack.close();
    }

    /** A bot with these settings, beside those that each needs. */
    final Bot bot(Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "GLUETHREAD_SLACK_BOT_TOKEN", "xoxb-playground",
                "GLUETHREAD_SLACK_API_URL", slack.url() + "/api/",
                "GLUETHREAD_BOT_HOST", "127.0.0.1",
                "GLUETHREAD_BOT_PORT", "0",
                "GLUETHREAD_HOME", home.toString(),
                "GLUETHREAD_ROLE_ARN", "arn:aws:iam::123456789012:role/Glue",
                "GLUETHREAD_ALLOWED_CHANNELS", "C_DATA",
                "GLUETHREAD_ALLOWED_PEOPLE", "*"));
        environment.putAll(settings);
        Config config = Config.from(environment);
        SlackClient client = new SlackClient(config.slack());
        Bot.Core core = Foundation.lay(
                config,
                glue,
                _ -> Optional.of(new BigDecimal("0.44")),
                new KnownAccounts(Optional::empty, client::name),
                clock);
        return Bot.start(config, client, core);
    }

    /** What Slack sends from now on comes to this one. */
    final void speaksTo(Bot bot) {
        slack.deliverTo(ofBot(bot, "/slack/events"));
    }

    static URI ofBot(Bot bot, String path) {
        return URI.create("http://127.0.0.1:%d%s".formatted(bot.port(), path));
    }

    static HttpResponse<String> get(URI page) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Asks local Slack as ana, in JSON. */
    final JsonNode post(String path, String body) throws IOException, InterruptedException {
        return send(path, "application/json", "xoxp-ana", body);
    }

    /** Calls a method of Slack's. */
    final JsonNode api(String method, String token, String form) throws IOException, InterruptedException {
        return send("/api/" + method, "application/x-www-form-urlencoded", token, form);
    }

    private JsonNode send(String path, String type, String token, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(slack.url() + path))
                .header("Content-Type", type)
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return json(HTTP.send(request, HttpResponse.BodyHandlers.ofString()));
    }

    static JsonNode json(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body());
    }

    static void until(Callable<Boolean> condition) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(50))
                .until(condition);
    }

    /** {@code /glue start} by ana, until the session is ready; the root that it made. */
    final String started() throws IOException, InterruptedException {
        JsonNode ack = post(
                "/playground/command",
                "{\"user\":\"U_ANA\",\"channel\":\"C_DATA\",\"command\":\"/glue\",\"text\":\"start\"}");
        assertThat(ack.path("status").asInt()).as(ack.toString()).isEqualTo(200);
        until(() -> newest().path("text").asText().contains("Ready"));
        return newest().path("ts").asText();
    }

    private JsonNode newest() throws IOException, InterruptedException {
        return api("conversations.history", "xoxp-ana", "channel=C_DATA")
                .path("messages")
                .path(0);
    }
}
