package io.gluethread.playground.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.MethodsClient;
import io.gluethread.playground.slack.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A local Slack, a bot that listens, and people who write through Slack's own SDK. */
abstract class SlackStory {
    static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    Path home;

    final HandClock clock = new HandClock();
    FakeBot bot;
    LocalSlack slack;
    Slack sdk;

    LocalSlackSettings settings() {
        return LocalSlackSettings.playground(home).withRequestUrl(bot.url());
    }

    @BeforeEach
    final void begin() throws IOException {
        bot = new FakeBot();
        slack = LocalSlack.start(settings(), clock);
        SlackConfig config = new SlackConfig();
        config.setMethodsEndpointUrlPrefix(slack.url() + "/api/");
        config.setProxyUrl(null);
        config.setStatsEnabled(false);
        sdk = Slack.getInstance(config);
    }

    @AfterEach
    final void end() throws Exception {
        sdk.close();
        slack.close();
        bot.close();
    }

    final MethodsClient glue() {
        return sdk.methods("xoxb-playground");
    }

    final MethodsClient ana() {
        return sdk.methods("xoxp-ana");
    }

    final HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(slack.url() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    final JsonNode playground(String what, String json) throws IOException, InterruptedException {
        return Json.read(post("/playground/" + what, json).body());
    }

    /** A Web API call as JSON, for what the SDK has no field for. */
    final JsonNode api(String method, String token, String json) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(slack.url() + "/api/" + method))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        return Json.read(
                HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }
}
