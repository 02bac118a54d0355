package io.gluethread.bot;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gluethread.broker.glue.memory.Answer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two bots on one PostgreSQL, between a local Slack that speaks to one, then to the other, and one Glue. */
final class TwoBotsTest extends LocalStory {
    private final List<AutoCloseable> toClose = new ArrayList<>();
    private EmbeddedPostgres database;

    @BeforeEach
    void start() throws IOException {
        String machine = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
        Assumptions.assumeTrue(
                machine.equals("Linux on amd64"), "embedded PostgreSQL is for Linux on amd64, this is " + machine);
        database = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
        toClose.add(database);
        glue.script().provisioning(Duration.ofMillis(200)).statements(Duration.ofMillis(200));
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : toClose) {
            each.close();
        }
    }

    private Bot bot() {
        Bot bot = bot(Map.of(
                "GLUETHREAD_SLACK_SIGNING_SECRET", "playground-signing-secret",
                "GLUETHREAD_DB_URL", database.getJdbcUrl("postgres", "postgres"),
                "GLUETHREAD_DB_USER", "postgres",
                "GLUETHREAD_DB_PASSWORD", "postgres"));
        toClose.addFirst(bot);
        return bot;
    }

    private void say(String thread, String text) throws IOException, InterruptedException {
        JsonNode said = api(
                "chat.postMessage",
                "xoxp-ana",
                "channel=C_DATA&thread_ts=%s&text=%s"
                        .formatted(thread, URLEncoder.encode(text, StandardCharsets.UTF_8)));
        assertThat(said.path("ok").asBoolean()).as(said.toString()).isTrue();
    }

    private List<String> thread(String root) throws IOException, InterruptedException {
        List<String> texts = new ArrayList<>();
        api("conversations.replies", "xoxp-ana", "channel=C_DATA&ts=" + root)
                .path("messages")
                .forEach(message -> texts.add(message.path("text").asText()));
        return texts;
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
