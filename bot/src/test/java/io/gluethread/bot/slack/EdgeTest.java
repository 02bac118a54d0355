package io.gluethread.bot.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.Slack;
import io.gluethread.bot.config.Config;
import io.gluethread.bot.config.Secret;
import io.gluethread.bot.memory.HandClock;
import io.gluethread.bot.memory.MemoryInbox;
import io.gluethread.broker.ledger.Inbox;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The edge over real HTTP with real signatures. */
final class EdgeTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Secret SECRET = new Secret("shh");
    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";

    private final HandClock clock = new HandClock();
    private final MemoryInbox inbox = new MemoryInbox();
    private final Queue<Inbox.Item> taken = new ConcurrentLinkedQueue<>();
    private Map<String, String> formProblems = Map.of();
    private Edge edge = edge();

    private Edge edge() {
        Config config = Config.from(Map.of(
                "GLUETHREAD_SLACK_BOT_TOKEN", "xoxb-1",
                "GLUETHREAD_SLACK_SIGNING_SECRET", SECRET.value(),
                "GLUETHREAD_SLACK_SIGNING_SECRET_PREVIOUS", "old",
                "GLUETHREAD_BOT_HOST", "127.0.0.1",
                "GLUETHREAD_BOT_PORT", "0"));
        Intake intake = new Intake(inbox, clock, _ -> Optional.of(formProblems), taken::add, _ -> false);
        return new Edge(config, new BoltDoor(Slack.getInstance(), intake), clock, Map.of());
    }

    @BeforeEach
    void start() {
        edge.start();
    }

    @AfterEach
    void stop() {
        edge.close();
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(edge.port(), Edge.PATH)));
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String type, String body, Duration skew, String... headers)
            throws IOException, InterruptedException {
        return post(SECRET, type, body, skew, headers);
    }

    private HttpResponse<String> post(Secret secret, String type, String body, Duration skew, String... headers)
            throws IOException, InterruptedException {
        String timestamp = String.valueOf(clock.instant().plus(skew).getEpochSecond());
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder request = request()
                .header("Content-Type", type)
                .header("X-Slack-Request-Timestamp", timestamp)
                .header("X-Slack-Signature", SlackSignature.sign(secret, timestamp, bytes))
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request.build());
    }

    private static String command(String text) {
        return "token=t&team_id=T1&channel_id=C1&user_id=U1&command=%2Fglue&text=" + encode(text)
                + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fx&trigger_id=1.2.3&api_app_id=A1";
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String event(String id, String event) {
        return "{\"token\":\"verification\",\"team_id\":\"T1\",\"api_app_id\":\"A1\",\"type\":\"event_callback\",\"event_id\":\"%s\",\"event_time\":1,\"event\":%s}"
                .formatted(id, event);
    }

    private static String message(String more) {
        return "{\"type\":\"message\",\"channel\":\"C1\",\"user\":\"U1\",\"text\":\"hi\",\"ts\":\"1700000000.000100\"%s}"
                .formatted(more);
    }

    @Test
    void a_command_is_acked_with_nothing_and_kept_as_it_was_typed() throws Exception {
        HttpResponse<String> answer = post(FORM, command("config %worker_type G.2X “q”"), Duration.ZERO);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("Server")).isEmpty();
        assertThat(inbox.all()).singleElement().satisfies(item -> {
            assertThat(item.kind()).isEqualTo("command");
            assertThat(Json.text(Json.object(item.body()).orElseThrow(), "text"))
                    .isEqualTo("config %worker_type G.2X “q”");
            assertThat(item.body()).doesNotContain("\"token\"");
        });
        assertThat(taken).hasSize(1);
    }

    @Test
    void number_41_what_is_not_signed_by_us_or_not_now_is_refused() throws Exception {
        assertThat(post(new Secret("wrong"), FORM, command("a"), Duration.ZERO).statusCode())
                .isEqualTo(401);
        assertThat(post(FORM, command("b"), Duration.ofSeconds(-301)).statusCode())
                .isEqualTo(401);
        assertThat(post(FORM, command("c"), Duration.ofSeconds(301)).statusCode())
                .isEqualTo(401);
        assertThat(post(FORM, command("d"), Duration.ofDays(1)).statusCode()).isEqualTo(401);
        assertThat(inbox.all()).isEmpty();
        assertThat(post(FORM, command("e"), Duration.ofSeconds(-290)).statusCode())
                .isEqualTo(200);
        assertThat(post(FORM, command("f"), Duration.ofSeconds(290)).statusCode())
                .isEqualTo(200);
        assertThat(post(new Secret("old"), FORM, command("g"), Duration.ZERO).statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_timestamp_that_is_no_number_is_refused() throws Exception {
        HttpResponse<String> answer = send(request()
                .header("Content-Type", JSON)
                .header("X-Slack-Request-Timestamp", "99999999999999999999999")
                .header("X-Slack-Signature", "v0=00")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build());

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @Test
    void number_41_the_same_request_is_taken_once() throws Exception {
        assertThat(post(FORM, command("stop"), Duration.ZERO).statusCode()).isEqualTo(200);
        assertThat(post(FORM, command("stop"), Duration.ZERO).statusCode()).isEqualTo(401);
        assertThat(inbox.all()).hasSize(1);
    }

    @Test
    void number_28_slacks_retry_is_acked_and_not_taken_again() throws Exception {
        String body = event("Ev1", message(""));

        assertThat(post(JSON, body, Duration.ZERO).statusCode()).isEqualTo(200);
        assertThat(post(JSON, body, Duration.ZERO, "X-Slack-Retry-Num", "1").statusCode())
                .isEqualTo(200);
        clock.forward(Duration.ofMinutes(1));
        assertThat(post(JSON, body, Duration.ZERO, "X-Slack-Retry-Num", "2").statusCode())
                .isEqualTo(200);
        assertThat(inbox.all()).hasSize(1);
    }

    @Test
    void a_mention_that_comes_as_two_events_is_taken_once() throws Exception {
        post(JSON, event("Ev1", message("")), Duration.ZERO);
        post(
                JSON,
                event("Ev2", message("").replace("\"type\":\"message\"", "\"type\":\"app_mention\"")),
                Duration.ZERO);

        assertThat(inbox.all()).hasSize(1);
    }

    @Test
    void number_28_bots_hidden_edited_and_unknown_events_are_acked_and_left() throws Exception {
        List<String> noise = List.of(
                message(",\"bot_id\":\"B1\""),
                message(",\"hidden\":true"),
                message(",\"subtype\":\"message_changed\",\"message\":{\"text\":\"x\"}"),
                message(",\"subtype\":\"message_deleted\""),
                message(",\"subtype\":\"something_new\""),
                "{\"type\":\"reaction_added\",\"user\":\"U1\",\"reaction\":\"x\",\"item\":{}}",
                "{\"type\":\"never_heard_of\"}");
        for (int i = 0; i < noise.size(); i++) {
            assertThat(post(JSON, event("Ev" + i, noise.get(i)), Duration.ZERO).statusCode())
                    .as(noise.get(i))
                    .isEqualTo(200);
        }
        assertThat(inbox.all()).isEmpty();
        post(JSON, event("Ev90", message(",\"subtype\":\"file_share\"")), Duration.ZERO);
        assertThat(inbox.all()).hasSize(1);
    }

    @Test
    void an_unknown_block_and_a_strange_body_are_kept_whole() throws Exception {
        String strange = message(
                ",\"blocks\":[{\"type\":\"rich_text\",\"elements\":[{\"type\":\"rich_text_preformatted\",\"language\":\"python\",\"elements\":[{\"type\":\"text\",\"text\":\"\\ud83d\\ude00 <!channel>\"}]}]},{\"type\":\"hologram\",\"depth\":[3]}]");

        assertThat(post(JSON, event("Ev1", strange), Duration.ZERO).statusCode())
                .isEqualTo(200);
        assertThat(inbox.all().getFirst().body()).contains("hologram", "\"language\":\"python\"", "<!channel>");
    }

    @Test
    void a_body_with_line_ends_is_verified_as_it_was_sent() throws Exception {
        assertThat(post(JSON, event("Ev1", message("")) + "\n", Duration.ZERO).statusCode())
                .isEqualTo(200);
        assertThat(post(JSON, event("Ev2", "\r\n" + message("").replace("100", "101")), Duration.ZERO)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void the_address_is_verified_with_a_challenge() throws Exception {
        String body = "{\"token\":\"t\",\"challenge\":\"3eZbrw1a\",\"type\":\"url_verification\"}";
        HttpResponse<String> answer = post(JSON, body, Duration.ZERO);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("3eZbrw1a");
        assertThat(post(new Secret("wrong"), JSON, body, Duration.ZERO).statusCode())
                .isEqualTo(401);
    }

    @Test
    void slack_may_look_at_our_certificate_without_a_signature() throws Exception {
        HttpResponse<String> answer = send(request()
                .header("Content-Type", FORM)
                .POST(HttpRequest.BodyPublishers.ofString("token=x&ssl_check=1"))
                .build());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(inbox.all()).isEmpty();
    }

    @Test
    void what_is_no_slack_request_gets_a_short_answer_without_our_insides() throws Exception {
        List<HttpResponse<String>> answers = List.of(
                send(request().GET().build()),
                send(request()
                        .header("Content-Type", "text/xml")
                        .POST(HttpRequest.BodyPublishers.ofString("<a/>"))
                        .build()),
                send(request()
                        .header("Content-Type", JSON)
                        .POST(HttpRequest.BodyPublishers.ofString("{\"type\":\"event_callback\"}"))
                        .build()),
                send(request()
                        .header("Content-Type", FORM)
                        .POST(HttpRequest.BodyPublishers.ofString("payload=%7Bnot"))
                        .build()),
                send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/nothing".formatted(edge.port())))
                        .build()));

        assertThat(answers.stream().map(HttpResponse::statusCode)).containsExactly(405, 415, 401, 401, 404);
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.body())
                        .hasSizeLessThan(100)
                        .doesNotContain("Exception", "at ", "jetty", "Jetty", "<html"));
    }

    @Test
    void signed_nonsense_is_not_an_error_of_ours() throws Exception {
        assertThat(post(JSON, "{not json", Duration.ZERO).statusCode()).isBetween(200, 499);
        assertThat(post(JSON, "[]", Duration.ZERO).statusCode()).isBetween(200, 499);
        assertThat(post(JSON, "{\"type\":\"event_callback\"}", Duration.ZERO).statusCode())
                .isBetween(200, 499);
        assertThat(post(FORM, "payload=%7Bnot", Duration.ZERO).statusCode()).isBetween(200, 499);
        assertThat(post(FORM, "payload=" + encode("{\"type\":\"block_actions\"}"), Duration.ZERO)
                        .statusCode())
                .isBetween(200, 499);
        assertThat(post(FORM, "", Duration.ZERO).statusCode()).isBetween(200, 499);
        assertThat(post(FORM, "%%%=%zz&payload", Duration.ZERO).statusCode()).isBetween(200, 499);
    }

    @Test
    void an_endless_body_is_not_read() throws Exception {
        byte[] five = new byte[5_000_000];
        HttpRequest unsigned = request()
                .header("Content-Type", JSON)
                .POST(HttpRequest.BodyPublishers.ofByteArray(five))
                .build();
        assertThat(send(unsigned).statusCode()).isEqualTo(413);
        assertThat(post(JSON, "x".repeat(1_000_001), Duration.ZERO).statusCode())
                .isEqualTo(413);
        assertThat(post(FORM, command("help"), Duration.ZERO).statusCode()).isEqualTo(200);
    }

    @Test
    void a_terabyte_that_is_only_announced_is_refused_at_once() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), edge.port())) {
            socket.getOutputStream()
                    .write("POST %s HTTP/1.1\r\nHost: bot\r\nContent-Type: %s\r\nContent-Length: 1000000000000\r\n\r\n"
                            .formatted(Edge.PATH, JSON)
                            .getBytes(StandardCharsets.US_ASCII));
            String first = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            assertThat(first).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void a_form_says_what_is_wrong_beside_its_fields() throws Exception {
        String form = "payload="
                + encode(
                        "{\"type\":\"view_submission\",\"user\":{\"id\":\"U1\",\"team_id\":\"T1\"},\"view\":{\"id\":\"V1\",\"type\":\"modal\",\"callback_id\":\"config\",\"private_metadata\":\"\",\"state\":{\"values\":{\"idle\":{\"value\":{\"type\":\"plain_text_input\",\"value\":\"x\"}}}}}}");
        formProblems = Map.of("idle", "must be minutes");
        HttpResponse<String> wrong = post(FORM, form, Duration.ZERO);
        formProblems = Map.of();
        HttpResponse<String> good = post(FORM, form + "&n=2", Duration.ZERO);

        assertThat(wrong.statusCode()).isEqualTo(200);
        assertThat(wrong.body()).contains("\"response_action\":\"errors\"", "\"idle\":\"must be minutes\"");
        assertThat(good.statusCode()).isEqualTo(200);
        assertThat(good.body()).isEmpty();
    }

    @Test
    void while_the_ledger_is_away_slack_retries_events_and_people_are_told() throws Exception {
        inbox.breakDown(true);

        assertThat(post(JSON, event("Ev1", message("")), Duration.ZERO).statusCode())
                .isEqualTo(503);
        HttpResponse<String> command = post(FORM, command("stop"), Duration.ZERO);
        assertThat(command.statusCode()).isEqualTo(200);
        assertThat(command.body()).contains("ephemeral", "most likely nothing was done");

        inbox.breakDown(false);
        // The very same bytes may come again after a failure.
        assertThat(post(JSON, event("Ev1", message("")), Duration.ZERO).statusCode())
                .isEqualTo(200);
        assertThat(inbox.all()).hasSize(1);
    }

    @Test
    void a_nul_which_no_database_keeps_is_replaced_where_it_comes_in() throws Exception {
        post(JSON, event("Ev1", message("").replace("\"text\":\"", "\"text\":\"a\\u0000b")), Duration.ZERO);
        post(FORM, command("start a\0b"), Duration.ZERO);

        assertThat(inbox.all())
                .hasSize(2)
                .allSatisfy(item -> assertThat(item.body()).contains("a\uFFFDb").doesNotContain("u0000"));
    }
}
