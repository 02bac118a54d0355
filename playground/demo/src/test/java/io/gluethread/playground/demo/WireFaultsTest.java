package io.gluethread.playground.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gluethread.bot.Bot;
import io.gluethread.bot.config.Config;
import io.gluethread.playground.glue.LocalGlue;
import io.gluethread.playground.glue.LocalGlueSettings;
import io.gluethread.playground.glue.session.SessionLimits;
import io.gluethread.playground.slack.LocalSlack;
import io.gluethread.playground.slack.LocalSlackSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The bot as it is deployed between a local Slack and a local Glue whose wires fail in every way that can be ordered:
 * whatever fails, a cell runs at most once, its answer stands in the thread once, and no session is left behind.
 */
final class WireFaultsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final List<String> KINDS = List.of(
            "\"error\":\"ThrottlingException\",\"times\":3",
            "\"error\":\"InternalServiceException\"",
            "\"error\":\"InternalServiceException\",\"after\":\"effect\"",
            "\"drop_connection\":true",
            "\"drop_connection\":true,\"after\":\"effect\"");

    @TempDir
    private static Path home;

    private static CountingEngine engine;
    private static LocalGlue glue;
    private static LocalSlack slack;
    private static Human ana;
    /** One per story of a test, since Slack takes one message a second in each. */
    private static final List<String> CHANNELS = new ArrayList<>();

    private static int threads;
    private static int bots;

    private Bot bot;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        engine = new CountingEngine();
        glue = LocalGlue.start(
                LocalGlueSettings.in(home.resolve("glue")).withLimits(SessionLimits.DEFAULT.withMaxSessions(200)),
                engine,
                InstantSource.system());
        slack = LocalSlack.start(
                LocalSlackSettings.playground(home.resolve("slack")).withPort(0).withLimits(false),
                InstantSource.system());
        ana = new Human(slack.url(), "U_ANA");
        CHANNELS.clear();
        CHANNELS.add("C_DATA");
        while (CHANNELS.size() < KINDS.size()) {
            String id = asAna("conversations.create", "{\"name\":\"wire-%d\"}".formatted(CHANNELS.size()))
                    .at("/channel/id")
                    .asText();
            asAna("conversations.invite", "{\"channel\":\"%s\",\"users\":\"U_GLUE\"}".formatted(id));
            CHANNELS.add(id);
        }
    }

    /** One of its own for each story: it may edit twenty messages at once, and then one each second or so. */
    @BeforeEach
    void startBot() throws IOException {
        bot = Bot.start(
                Config.from(Map.ofEntries(
                        Map.entry("GLUETHREAD_SLACK_API_URL", slack.url() + "/api/"),
                        Map.entry("GLUETHREAD_SLACK_BOT_TOKEN", "xoxb-playground"),
                        Map.entry("GLUETHREAD_SLACK_SIGNING_SECRET", "playground-signing-secret"),
                        Map.entry("GLUETHREAD_AWS_ENDPOINT", glue.endpoint().toString()),
                        Map.entry("GLUETHREAD_AWS_ACCESS_KEY_ID", "playground"),
                        Map.entry("GLUETHREAD_AWS_SECRET_ACCESS_KEY", "playground"),
                        Map.entry("GLUETHREAD_REGION", "us-east-1"),
                        Map.entry("GLUETHREAD_ROLE_ARN", "arn:aws:iam::123456789012:role/GluethreadPlayground"),
                        Map.entry("GLUETHREAD_ALLOWED_CHANNELS", "*"),
                        Map.entry("GLUETHREAD_ALLOWED_PEOPLE", "*"),
                        Map.entry("GLUETHREAD_LANGUAGE", "scala"),
                        Map.entry("GLUETHREAD_MAX_SESSIONS_PER_PERSON", "50"),
                        Map.entry("GLUETHREAD_BOT_HOST", "127.0.0.1"),
                        Map.entry("GLUETHREAD_BOT_PORT", "0"),
                        Map.entry(
                                "GLUETHREAD_HOME", home.resolve("bot-" + ++bots).toString()))),
                InstantSource.system());
        slack.deliverTo(URI.create("http://127.0.0.1:%d/slack/events".formatted(bot.port())));
    }

    private static JsonNode asAna(String method, String body) throws IOException, InterruptedException {
        JsonNode answer = JSON.readTree(send(HttpRequest.newBuilder(URI.create(slack.url() + "/api/" + method))
                .header("Authorization", "Bearer xoxp-ana")
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build()));
        assertThat(answer.path("ok").asBoolean()).as("%s %s", method, answer).isTrue();
        return answer;
    }

    @AfterAll
    static void stop() {
        slack.close();
        glue.close();
    }

    @AfterEach
    void clear() throws Exception {
        faults(glue.endpoint().toString(), "[]");
        faults(slack.url(), "[]");
        bot.close();
    }

    /** What only reads has no effect that an answer could be lost of, but fails in the same ways. */
    @ParameterizedTest
    @ValueSource(
            strings = {"CreateSession", "RunStatement", "StopSession", "GetSession", "GetStatement", "ListSessions"})
    void an_operation_of_glue_that_fails_in_every_way_neither_loses_nor_repeats_anything(String on) throws Exception {
        List<String> orders = KINDS.stream()
                .map(kind -> "{\"on\":\"%s\",%s}".formatted(on, kind))
                .toList();
        faults(glue.endpoint().toString(), orders.toString());
        List<Story> stories = stories(KINDS.size());
        for (Story story : stories) {
            story.cell();
        }
        end(stories);
    }

    @Test
    void what_users_of_glue_have_met_delays_an_answer_and_takes_none_away() throws Exception {
        faults(glue.endpoint().toString(), """
                [{"on":"RunStatement","error":"SessionBusyException","times":4},
                 {"on":"GetSession","error":"AccessDeniedException","tagged":true,"chance":0.3,"seed":7},
                 {"on":"GetStatement","error":"IllegalSessionStateException","times":3},
                 {"on":"CreateSession","provisioning_ms":4000,"times":2}]""");
        List<Story> stories = stories(KINDS.size());
        stories.forEach(Story::cell);
        end(stories);
    }

    @Test
    void a_session_that_glue_cannot_give_is_told_in_its_words_and_the_next_cell_asks_anew() throws Exception {
        faults(
                glue.endpoint().toString(),
                "{\"on\":\"CreateSession\",\"fail\":\"Insufficient capacity for the requested worker type\"}");
        Story story = Story.in("C_DATA", "no room");
        story.cell();
        story.until("The session is over");

        story.until("[1] ⚠");
        assertThat(story.texts()).contains("Insufficient capacity for the requested worker type");
        story.cell("room " + threads);
        story.until("[2] ✓");
        assertThat(engine.executions(story.line)).isZero();
        story.stop();
    }

    @Test
    void a_cell_for_a_session_that_glue_has_ended_for_idleness_runs_in_a_new_one() throws Exception {
        Story story = Story.in("C_DATA", "before");
        story.cell();
        story.until("[1] ✓");
        send(HttpRequest.newBuilder(glue.endpoint().resolve("/playground/clock"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"advance_minutes\":300}"))
                .build());
        story.cell("after " + threads);
        story.until("[2] ✓");

        assertThat(engine.executions("after " + threads)).isEqualTo(1);
        story.until("The session is over");
        story.stop();
    }

    @Test
    void a_process_that_is_killed_right_after_it_took_a_cell_leaves_the_cell_told_as_lost_and_not_repeated()
            throws Exception {
        Story story = Story.in("C_DATA", "first");
        story.cell();
        story.until("[1] ✓");
        faults(glue.endpoint().toString(), "{\"on\":\"RunStatement\",\"kill_driver\":true}");
        story.cell("hold " + threads);
        story.until("[2] ⚠");

        assertThat(engine.executions("hold " + threads)).isLessThanOrEqualTo(1);
        story.cell("third " + threads);
        story.until("[3] ✓");
        story.stop();
    }

    static Stream<List<String>> faultsOfSlack() {
        return Stream.of(
                List.of(
                        "{\"on\":\"chat.postMessage\",\"status\":429,\"retry_after\":1,\"times\":2}",
                        "{\"on\":\"chat.postMessage\",\"status\":500}",
                        "{\"on\":\"chat.postMessage\",\"error\":\"internal_error\"}",
                        "{\"on\":\"chat.postMessage\",\"drop_connection\":true}",
                        "{\"on\":\"chat.postMessage\",\"drop_connection\":true,\"after\":\"effect\",\"times\":2}",
                        "{\"on\":\"chat.postMessage\",\"status\":500,\"after\":\"effect\"}"),
                List.of(
                        "{\"on\":\"chat.update\",\"status\":429,\"retry_after\":1,\"times\":2}",
                        "{\"on\":\"chat.update\",\"drop_connection\":true,\"after\":\"effect\",\"times\":2}",
                        "{\"on\":\"chat.update\",\"error\":\"fatal_error\"}",
                        "{\"on\":\"reactions.add\",\"error\":\"fatal_error\"}",
                        "{\"on\":\"users.info\",\"status\":503}"),
                List.of("{\"on\":\"*\",\"delay_ms\":700,\"times\":10}"),
                List.of(
                        "{\"on\":\"event\",\"duplicate\":4,\"times\":4}",
                        "{\"on\":\"event\",\"reorder\":true,\"times\":2}"));
    }

    @ParameterizedTest
    @MethodSource("faultsOfSlack")
    void calls_to_slack_that_fail_neither_lose_nor_repeat_anything(List<String> orders) throws Exception {
        List<Story> stories = stories(3);
        stories.forEach(story -> story.until("Not started"));
        faults(slack.url(), orders.toString());
        for (Story story : stories) {
            story.cell();
            story.says("talk that is no command");
        }
        end(stories);
        stories.forEach(story -> assertThat(story.cards()).isEqualTo(1));
    }

    /** A thread with one cell, told from the others by its line. */
    private record Story(String channel, String root, String line) {
        static Story in(String channel, String line) {
            return new Story(channel, ana.says(channel, "@glue config scala"), line + " " + ++threads);
        }

        void cell() {
            cell(line);
        }

        void cell(String code) {
            says("```\n" + code + "\n```");
        }

        void says(String text) {
            ana.saysIn(channel, root, text);
        }

        void stop() {
            says("@glue stop");
            until("Stopped");
        }

        /** Waits until the bot has said this in the thread. */
        void until(String words) {
            await().atMost(PATIENCE).until(() -> texts().contains(words));
        }

        void untilAnswered() {
            await().atMost(PATIENCE)
                    .until(() -> answers().stream().anyMatch(text -> text.matches("(?s)\\[1] [✓✗⚠].*")));
        }

        List<String> answers() {
            return messages().stream()
                    .map(message -> message.path("text").asText())
                    .filter(text -> text.startsWith("["))
                    .toList();
        }

        long cards() {
            return messages().stream()
                    .filter(message -> message.path("text").asText().startsWith("Glue session"))
                    .count();
        }

        String texts() {
            return messages().stream()
                    .map(message -> message.path("text").asText())
                    .collect(Collectors.joining("\n"));
        }

        String blocks() {
            return messages().stream()
                    .map(message -> message.path("blocks").toString())
                    .collect(Collectors.joining("\n"));
        }

        /** What the bot said in the thread. */
        private List<JsonNode> messages() {
            List<JsonNode> messages = new ArrayList<>(ana.thread(channel, root));
            messages.removeIf(message -> !message.has("bot_id"));
            return messages;
        }
    }

    private static List<Story> stories(int count) {
        return CHANNELS.stream()
                .limit(count)
                .map(channel -> Story.in(channel, "cell of thread"))
                .toList();
    }

    private static void end(List<Story> stories) throws IOException, InterruptedException {
        for (Story story : stories) {
            story.untilAnswered();
            story.says("@glue stop");
        }
        for (Story story : stories) {
            story.until("Stopped");
            assertThat(engine.executions(story.line)).isEqualTo(1);
            assertThat(story.answers()).singleElement().asString().startsWith("[1] ✓");
            assertThat(story.blocks()).containsOnlyOnce("result of " + story.line);
        }
        assertThat(alive()).isZero();
    }

    @Test
    void a_driver_that_dies_is_told_and_the_next_cell_has_a_new_session() {
        Story story = Story.in("C_DATA", "die");
        story.cell();
        story.until("[1] ⚠");
        story.cell("alive again " + threads);
        story.until("[2] ✓");

        assertThat(engine.executions(story.line)).isEqualTo(1);
        assertThat(story.texts()).contains("The session is over", "exit code 137");
        story.stop();
    }

    @Test
    void a_cell_that_runs_out_of_memory_fails_with_a_hint() {
        Story story = Story.in("C_DATA", "oom");
        story.cell();
        story.until("[1] ✗");
        assertThat(story.blocks()).contains("OutOfMemoryError", "worker_type");
        story.stop();
    }

    @Test
    void what_glue_refuses_is_told_in_its_words_and_the_cell_is_not_lost() throws Exception {
        faults(
                glue.endpoint().toString(),
                "{\"on\":\"CreateSession\",\"error\":\"AccessDeniedException\",\"message\":\"not authorized to perform: iam:PassRole\"}");
        Story story = Story.in("C_DATA", "refused");
        story.cell();
        story.until("The session is over");

        assertThat(story.texts()).contains("iam:PassRole", "never ran and cost nothing");
        assertThat(engine.executions(story.line)).isZero();
        story.cell("mended " + threads);
        story.until("[2] ✓");
        story.stop();
    }

    /** Sessions in local Glue that cost money. */
    private static long alive() throws IOException, InterruptedException {
        String state = send(HttpRequest.newBuilder(glue.endpoint().resolve("/playground/state"))
                .build());
        return Stream.of("PROVISIONING", "READY", "STOPPING")
                .filter(word -> Pattern.compile("\"status\"\\s*:\\s*\"%s\"".formatted(word))
                        .matcher(state)
                        .find())
                .count();
    }

    private static void faults(String at, String order) throws IOException, InterruptedException {
        String answer = send(HttpRequest.newBuilder(URI.create(at + "/playground/faults"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(order))
                .build());
        assertThat(answer).containsPattern("\"ok\"\\s*:\\s*true");
    }

    private static String send(HttpRequest request) throws IOException, InterruptedException {
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
}
