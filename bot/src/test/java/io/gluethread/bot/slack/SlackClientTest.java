package io.gluethread.bot.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

final class SlackClientTest {
    private static final Set<String> HOSTS = Set.of("hooks.slack.com", "127.0.0.1:8080");

    @Test
    void answers_go_to_known_hosts_only() {
        assertThat(SlackClient.isAllowed("https://hooks.slack.com/commands/T/1/x", HOSTS))
                .isTrue();
        assertThat(SlackClient.isAllowed("http://127.0.0.1:8080/response/1", HOSTS))
                .isTrue();
    }

    @Test
    void whatever_else_a_request_names_is_not_called() {
        for (String url : new String[] {
            "",
            "http://hooks.slack.com.evil.example/x",
            "https://evil.example/hooks.slack.com",
            "https://hooks.slack.com@evil.example/",
            "https://evil.example#hooks.slack.com",
            "http://127.0.0.1:9999/x",
            "http://169.254.169.254/latest/meta-data/",
            "file:///etc/passwd",
            "https://hooks.slack.com:444/x",
            "//hooks.slack.com/x",
            "not a url at all"
        }) {
            assertThat(SlackClient.isAllowed(url, HOSTS)).as(url).isFalse();
        }
        assertThat(SlackClient.isAllowed("http://hooks.slack.com/plain", Set.of("hooks.slack.com")))
                .isFalse();
    }
}
