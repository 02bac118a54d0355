package io.gluethread.bot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ConfigTest {
    private static final Map<String, String> LEAST =
            Map.of("GLUETHREAD_SLACK_BOT_TOKEN", "xoxb-1", "GLUETHREAD_SLACK_SIGNING_SECRET", "shh", "PATH", "/bin");

    @Test
    void what_is_not_set_has_a_default_and_nobody_is_allowed() {
        Config config = Config.from(LEAST);

        assertThat(config.http().port()).isEqualTo(8082);
        assertThat(config.sessions().idleTimeout()).isEqualTo(Duration.ofMinutes(30));
        assertThat(config.slack().api()).hasToString("https://slack.com/api/");
        assertThat(config.access().channels()).isEmpty();
        assertThat(config.access().people()).isEmpty();
        assertThat(config.digests().channel()).isEmpty();
    }

    @Test
    void every_problem_is_named_at_once_and_no_value_is_printed() {
        Map<String, String> environment = Map.of(
                "GLUETHREAD_SLACK_BOT_TOKEN", "  ",
                "GLUETHREAD_SLACK_API_URL", "ftp://secret-host",
                "GLUETHREAD_BOT_PORT", "70000",
                "GLUETHREAD_IDLE_TIMEOUT_MINUTES", "half an hour",
                "GLUETHREAD_TIME_ZONE", "Middle-earth/Shire",
                "GLUETHREAD_ALLOWED_CHANELS", "C1");

        assertThatThrownBy(() -> Config.from(environment))
                .isInstanceOf(BadConfigException.class)
                .hasMessageContaining("7 problem(s)")
                .hasMessageContaining("GLUETHREAD_SLACK_BOT_TOKEN is not set")
                .hasMessageContaining("GLUETHREAD_SLACK_SIGNING_SECRET is not set")
                .hasMessageContaining("GLUETHREAD_SLACK_API_URL is not an http(s) address")
                .hasMessageContaining("GLUETHREAD_BOT_PORT")
                .hasMessageContaining("GLUETHREAD_IDLE_TIMEOUT_MINUTES")
                .hasMessageContaining("GLUETHREAD_TIME_ZONE")
                .hasMessageContaining("GLUETHREAD_ALLOWED_CHANELS is not known")
                .message()
                .doesNotContain("secret-host", "70000", "half an hour", "Shire");
    }

    @Test
    void socket_mode_needs_an_app_token_and_no_signing_secret() {
        Map<String, String> socket = Map.of("GLUETHREAD_SLACK_BOT_TOKEN", "xoxb-1", "GLUETHREAD_SLACK_MODE", "Socket");
        assertThatThrownBy(() -> Config.from(socket))
                .hasMessageContaining("1 problem(s)")
                .hasMessageContaining("GLUETHREAD_SLACK_APP_TOKEN is not set");

        Map<String, String> enough = new HashMap<>(socket);
        enough.put("GLUETHREAD_SLACK_APP_TOKEN", "xapp-shh");
        assertThat(Config.from(enough).slack().appToken()).isPresent();
        assertThat(Config.from(enough).toString()).doesNotContain("xapp-shh");
        assertThat(Config.from(LEAST).slack().appToken()).isEmpty();

        enough.put("GLUETHREAD_SLACK_APP_TOKEN", "xoxb-wrong");
        assertThatThrownBy(() -> Config.from(enough))
                .hasMessageContaining("GLUETHREAD_SLACK_APP_TOKEN is not an app-level token")
                .message()
                .doesNotContain("xoxb-wrong");
    }

    @Test
    void secrets_are_in_no_text_form() {
        Config config = Config.from(LEAST);

        assertThat(config.toString()).doesNotContain("xoxb-1", "shh");
        assertThat(config.slack().toString()).doesNotContain("xoxb-1", "shh");
    }

    @Test
    void the_page_about_configuration_is_the_table() throws IOException {
        Path page = Path.of(System.getProperty("gluethread.root", ".."), "docs", "configuration.md");
        if (Boolean.getBoolean("gluethread.accept")) {
            Files.writeString(page, ConfigTable.markdown());
        }

        assertThat(page)
                .as("run the test with -Dgluethread.accept=true to write it anew")
                .content()
                .isEqualTo(ConfigTable.markdown());
    }
}
