package io.gluethread.playground.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.gluethread.bot.Main;
import io.gluethread.playground.glue.LocalGlue;
import io.gluethread.playground.glue.LocalGlueSettings;
import io.gluethread.playground.slack.LocalSlack;
import io.gluethread.playground.slack.LocalSlackSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bot as a process that is stopped by SIGTERM while it works, and started again. */
final class DrainTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path home;

    private final CountingEngine engine = new CountingEngine();
    private final List<Process> processes = new CopyOnWriteArrayList<>();
    private LocalGlue glue;
    private LocalSlack slack;
    private Human ana;

    @BeforeEach
    void start() throws IOException {
        glue = LocalGlue.start(LocalGlueSettings.in(home.resolve("glue")), engine, InstantSource.system());
        slack = LocalSlack.start(
                LocalSlackSettings.playground(home.resolve("slack")).withPort(0).withLimits(false),
                InstantSource.system());
        ana = new Human(slack.url(), "U_ANA");
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
        slack.close();
        glue.close();
    }

    /** A running bot: its process, what it has said so far, and its port. */
    private record Running(Process process, List<String> said, int port) {
        /** SIGTERM. Process.destroy() would close the streams as well, and what is said last would be lost. */
        void terminate() {
            assertThat(process.toHandle().destroy()).isTrue();
        }

        String health(String page) throws IOException, InterruptedException {
            HttpResponse<String> answer = HTTP.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/%s".formatted(port, page)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + "\n" + answer.body();
        }
    }

    private Running bot(String drainSeconds) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName())
                .redirectErrorStream(true);
        builder.environment()
                .putAll(Map.ofEntries(
                        Map.entry("GLUETHREAD_SLACK_API_URL", slack.url() + "/api/"),
                        Map.entry("GLUETHREAD_SLACK_BOT_TOKEN", "xoxb-playground"),
                        Map.entry("GLUETHREAD_SLACK_SIGNING_SECRET", "playground-signing-secret"),
                        Map.entry("GLUETHREAD_AWS_ENDPOINT", glue.endpoint().toString()),
                        Map.entry("GLUETHREAD_AWS_ACCESS_KEY_ID", "playground"),
                        Map.entry("GLUETHREAD_AWS_SECRET_ACCESS_KEY", "playground"),
                        Map.entry("GLUETHREAD_REGION", "us-east-1"),
                        Map.entry("GLUETHREAD_ROLE_ARN", "arn:aws:iam::123456789012:role/GluethreadPlayground"),
                        Map.entry("GLUETHREAD_ALLOWED_CHANNELS", "C_DATA"),
                        Map.entry("GLUETHREAD_ALLOWED_PEOPLE", "*"),
                        Map.entry("GLUETHREAD_LANGUAGE", "scala"),
                        Map.entry("GLUETHREAD_STOP_NOTICE_SECONDS", "0"),
                        Map.entry("GLUETHREAD_DRAIN_SECONDS", drainSeconds),
                        Map.entry("GLUETHREAD_BOT_HOST", "127.0.0.1"),
                        Map.entry("GLUETHREAD_BOT_PORT", "0"),
                        Map.entry("GLUETHREAD_HOME", home.resolve("bot").toString())));
        Process process = builder.start();
        processes.add(process);
        List<String> said = new CopyOnWriteArrayList<>();
        Thread.ofVirtual().start(() -> {
            try (BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                out.lines().forEach(said::add);
            } catch (IOException | UncheckedIOException e) {
                said.add("its output ended: " + e);
            }
        });
        String ready = "Gluethread bot is ready on port ";
        until(() -> said.stream().anyMatch(line -> line.startsWith(ready)));
        int port = said.stream()
                .filter(line -> line.startsWith(ready))
                .map(line -> Integer.parseInt(line.substring(ready.length())))
                .findFirst()
                .orElseThrow();
        slack.deliverTo(URI.create("http://127.0.0.1:%d/slack/events".formatted(port)));
        return new Running(process, said, port);
    }

    private static void until(Callable<Boolean> condition) {
        await().atMost(Duration.ofMinutes(2)).until(condition);
    }

    private static String texts(List<JsonNode> messages) {
        return String.join(
                "\n", messages.stream().map(m -> m.path("text").asText()).toList());
    }

    private String root() {
        ana.command("C_DATA", "start");
        until(() -> texts(ana.channel("C_DATA")).contains("Ready"));
        return ana.channel("C_DATA").stream()
                .filter(m -> m.path("text").asText().contains("Ready"))
                .findFirst()
                .orElseThrow()
                .path("ts")
                .asText();
    }

    private void fault(String order) throws IOException, InterruptedException {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(glue.endpoint() + "/playground/faults"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(order))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private List<String> cells(String root) {
        return ana.thread("C_DATA", root).stream()
                .map(m -> m.path("text").asText())
                .filter(text -> text.startsWith("["))
                .map(text -> text.substring(0, 5))
                .toList();
    }

    @Test
    void number_47_a_stop_takes_requests_in_begins_nothing_and_the_next_start_goes_on() throws Exception {
        Running first = bot("60");
        assertThat(first.health("readyz"))
                .startsWith("200\n")
                .contains("ledger: ok", "broker: ok", "sweep: ok", "inbox: ok", "delivery: ok", "slack: ok");
        String root = root();
        ana.saysIn("C_DATA", root, "```\nwait one\n```");
        until(() -> cells(root).contains("[1] ▶"));

        // A call to Glue that is under way keeps the stop from being over at once.
        fault("{\"on\":\"GetStatement\",\"times\":50,\"delay_ms\":6000}");
        until(() -> faultsLeft() < 50);
        first.terminate();
        until(() -> first.health("readyz").startsWith("503\n"));
        System.out.println("while it drains, /readyz says " + first.health("readyz"));
        assertThat(first.health("readyz")).contains("drain: not ok since 20", "the service is being stopped");
        assertThat(first.health("healthz")).startsWith("200\n");
        ana.saysIn("C_DATA", root, "```\ntwo\n```");
        JsonNode ack = ana.command("C_DATA", "help");
        assertThat(ack.path("status").asInt()).as(ack.toString()).isEqualTo(200);
        assertThat(first.process().isAlive()).as("it was still draining then").isTrue();

        assertThat(first.process().waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(first.process().exitValue()).isZero();
        until(() -> first.said().contains("Gluethread bot has stopped"));
        assertThat(engine.executions("two")).as("begun by nobody").isZero();
        fault("[]");
        engine.release("wait one");

        Running second = bot("60");
        until(() -> cells(root).equals(List.of("[1] ✓", "[2] ✓")));
        assertThat(engine.executions("wait one")).isOne();
        assertThat(engine.executions("two")).isOne();
        assertThat(ana.thread("C_DATA", root).toString()).containsOnlyOnce("\"result of wait one");
        second.terminate();
        assertThat(second.process().waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(second.process().exitValue()).isZero();
    }

    private long faultsLeft() throws IOException, InterruptedException {
        String left = HTTP.send(
                        HttpRequest.newBuilder(URI.create(glue.endpoint() + "/playground/faults"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        Matcher times = Pattern.compile("\"times\" ?: ?(\\d+)").matcher(left);
        return times.find() ? Long.parseLong(times.group(1)) : 0;
    }

    @Test
    void a_stop_is_over_in_its_time_also_when_glue_does_not_answer() throws Exception {
        Running bot = bot("1");
        String root = root();
        fault("{\"on\":\"RunStatement\",\"after\":\"effect\",\"delay_ms\":25000}");
        ana.saysIn("C_DATA", root, "```\nwait slow\n```");
        until(() -> engine.executions("wait slow") == 1);
        bot.terminate();
        assertThat(bot.process().waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(bot.process().exitValue()).isZero();
        until(() -> bot.said().contains("Gluethread bot has stopped"));

        engine.release("wait slow");
        Running again = bot("1");
        assertThat(again.process().isAlive()).isTrue();
        until(() -> cells(root).equals(List.of("[1] ✓")));
        assertThat(engine.executions("wait slow")).as("found, not sent again").isOne();
    }
}
