package io.gluethread.playground.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.gluethread.bot.Bot;
import io.gluethread.bot.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The README's first session, typed by a person into the local Slack and computed by real Spark. What people then see is
 * {@code docs/transcripts/first-session.md}, and the README carries the same text; {@code -Dgolden.update=true} writes both.
 */
final class FirstSessionTest {
    private static final Path ROOT = Path.of(System.getProperty("gluethread.root", "../.."));
    private static final Path GOLDEN = ROOT.resolve("docs/transcripts/first-session.md");
    private static final String CHANNEL = "C_DATA";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path home;

    @Test
    void a_newcomers_first_session_reads_as_the_readme_shows() throws IOException {
        String transcript;
        try (Playground playground = Playground.start(settings(), InstantSource.system());
                Bot bot = Bot.start(Config.from(playground.botEnvironment()), InstantSource.system())) {
            playground.botListensOn(bot.port());
            transcript = firstSession(new Human(playground.page(), "U_ANA"));
        }
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(GOLDEN.getParent());
            Files.writeString(GOLDEN, page(transcript));
            Files.writeString(ROOT.resolve("README.md"), readmeWith(transcript));
        }
        assertThat(page(transcript)).isEqualTo(Files.readString(GOLDEN));
        assertThat(Files.readString(ROOT.resolve("README.md"))).isEqualTo(readmeWith(transcript));
    }

    @Test
    void whoami_tells_the_account_that_local_sts_names() throws IOException {
        try (Playground playground = Playground.start(settings(), InstantSource.system());
                Bot bot = Bot.start(Config.from(playground.botEnvironment()), InstantSource.system())) {
            playground.botListensOn(bot.port());
            Human ana = new Human(playground.page(), "U_ANA");
            ana.command(CHANNEL, "/glue whoami");
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(ana.views().toString())
                            .contains("123456789012", "assumed-role/gluethread/playground"));
        }
    }

    private static String firstSession(Human ana) {
        ana.command(CHANNEL, "/glue start");
        String root = await().atMost(Duration.ofMinutes(1))
                .until(
                        () -> ana.channel(CHANNEL).stream()
                                .filter(message -> message.has("bot_id"))
                                .map(message -> message.path("ts").asText())
                                .findFirst()
                                .orElse(""),
                        ts -> !ts.isEmpty());
        cell(ana, root, 1, "```\n%%sql\nselect * from `covid-19`.county_populations limit 5\n```");
        cell(
                ana,
                root,
                2,
                "```\nval counties = spark.table(\"`covid-19`.county_populations\").filter(\"id != 'Id'\")\n```");
        cell(
                ana,
                root,
                3,
                "```\ncounties.groupBy(\"state\").count().orderBy($\"count\".desc, $\"state\").show(3)\n```");
        cell(ana, root, 4, "```\ncounties.select(\"inhabitants\").show()\n```");
        ana.saysIn(CHANNEL, root, "@glue stop");
        // The card and the last word come in either order.
        List<JsonNode> thread = await().atMost(Duration.ofMinutes(1))
                .until(
                        () -> ana.thread(CHANNEL, root),
                        said -> text(said.getFirst()).contains("Stopped")
                                && text(said.getLast()).startsWith("*The session is over"));
        return "ana, in #data-team:\n    /glue start\n\n" + Transcript.of(thread);
    }

    private static String text(JsonNode message) {
        return message.path("text").asText();
    }

    private static void cell(Human ana, String root, int ordinal, String text) {
        ana.saysIn(CHANNEL, root, text);
        await().atMost(Duration.ofMinutes(3))
                .until(() -> ana.thread(CHANNEL, root).stream()
                        .map(message -> message.path("text").asText())
                        .anyMatch(said ->
                                said.startsWith("[" + ordinal + "] ✓") || said.startsWith("[" + ordinal + "] ✗")));
    }

    private PlaygroundSettings settings() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.keySet().removeIf(name -> name.startsWith("GLUETHREAD_") && !name.endsWith("JAVA_HOME"));
        // With PySpark installed the session would speak Python, and the README's newcomer has none.
        environment.put("GLUETHREAD_PYTHON", "no-python-here");
        return PlaygroundSettings.onFreePorts(
                home, ROOT.resolve("playground/spark-host/target/spark-host"), environment);
    }

    private static String page(String transcript) {
        return "# A first session\n\nMade by `FirstSessionTest`, which types it; figures that differ from run to run are `…`.\n\n```\n"
                + transcript + "```\n";
    }

    private static String readmeWith(String transcript) throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        String begin = "<!-- first session: made by FirstSessionTest -->\n";
        String end = "<!-- end of first session -->";
        int from = readme.indexOf(begin) + begin.length();
        int to = readme.indexOf(end);
        return readme.substring(0, from) + "```\n" + transcript + "```\n" + readme.substring(to);
    }
}
