package io.gluethread.playground.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.bot.Bot;
import io.gluethread.bot.config.Config;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the demo hands to the page of local Slack beside Slack's own: Glue's side of the wire and the bot's words. */
final class WhatThePageIsToldTest {
    private static final Path ROOT = Path.of(System.getProperty("gluethread.root", "../.."));

    @TempDir
    private Path home;

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void the_bots_calls_to_aws_and_the_words_behind_its_command() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient();
                Playground playground = Playground.start(settings(), InstantSource.system());
                Bot bot = Bot.start(Config.from(playground.botEnvironment()), InstantSource.system())) {
            playground.botListensOn(bot.port());
            HttpResponse<InputStream> stream = http.send(
                    to(playground, "/playground/stream?user=U_BEN"), HttpResponse.BodyHandlers.ofInputStream());
            new Human(playground.page(), "U_ANA").command("C_DATA", "/glue whoami");

            assertThat(firstWith(stream, "GetCallerIdentity")).contains("\"to\":\"glue\"", "\"from\":\"bot\"");
            String state = http.send(
                            to(playground, "/playground/state?user=U_ANA"), HttpResponse.BodyHandlers.ofString())
                    .body();
            assertThat(state).contains("\"word\":\"start\"", "\"word\":\"whoami\"");
        }
    }

    private static String firstWith(HttpResponse<InputStream> stream, String text) throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> line.contains(text)).findFirst().orElse("nothing");
        }
    }

    private static HttpRequest to(Playground playground, String path) {
        return HttpRequest.newBuilder(URI.create(playground.page() + path)).build();
    }

    private PlaygroundSettings settings() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.keySet().removeIf(name -> name.startsWith("GLUETHREAD_") && !name.endsWith("JAVA_HOME"));
        environment.put("GLUETHREAD_PYTHON", "no-python-here");
        return PlaygroundSettings.onFreePorts(
                home, ROOT.resolve("playground/spark-host/target/spark-host"), environment);
    }
}
