package io.gluethread.playground.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every failure that can be ordered, and what is left of the world after it. */
class FaultsTest extends SlackStory {
    private static final String POST = "{\"channel\":\"C_DATA\",\"text\":\"m\"}";

    @Override
    LocalSlackSettings settings() {
        return super.settings().withDeadline(Duration.ofSeconds(1));
    }

    private int messages() throws IOException, InterruptedException {
        return api("conversations.history", "xoxp-ana", "{\"channel\":\"C_DATA\"}")
                .path("messages")
                .size();
    }

    private void order(String fault) throws IOException, InterruptedException {
        JsonNode answer = playground("faults", fault);
        assertThat(answer.path("ok").asBoolean()).as(answer.toString()).isTrue();
    }

    private HttpResponse<String> posted() throws IOException, InterruptedException {
        return post("/api/chat.postMessage?token=xoxb-playground", POST);
    }

    @Test
    void an_error_a_status_and_a_cut_line_come_before_or_after_the_effect() throws Exception {
        order("{\"on\":\"chat.postMessage\",\"error\":\"fatal_error\"}");
        assertThat(posted().body()).contains("fatal_error");
        order("{\"on\":\"chat.postMessage\",\"status\":503}");
        assertThat(posted().statusCode()).isEqualTo(503);
        order("{\"on\":\"chat.postMessage\",\"drop_connection\":true}");
        assertThatThrownBy(this::posted).isInstanceOf(IOException.class);
        assertThat(messages()).isZero();

        order("{\"on\":\"chat.postMessage\",\"error\":\"fatal_error\",\"after\":\"effect\"}");
        posted();
        order("{\"on\":\"chat.postMessage\",\"status\":503,\"after\":\"effect\"}");
        posted();
        order("{\"on\":\"chat.postMessage\",\"drop_connection\":true,\"after\":\"effect\"}");
        assertThatThrownBy(this::posted).isInstanceOf(IOException.class);
        assertThat(messages()).isEqualTo(3);
    }

    @Test
    void a_slow_answer_after_the_effect_leaves_the_message_though_the_caller_has_gone() throws Exception {
        order("{\"on\":\"chat.postMessage\",\"delay_ms\":60000,\"after\":\"effect\"}");
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(slack.url() + "/api/chat.postMessage?token=xoxb-playground"))
                .timeout(Duration.ofSeconds(2))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(POST))
                .build();
        assertThatThrownBy(() -> HTTP.send(request, HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(java.net.http.HttpTimeoutException.class);
        assertThat(messages()).isEqualTo(1);
    }

    @Test
    void a_star_is_every_method_and_people_are_spared() throws Exception {
        order("{\"on\":\"*\",\"times\":2,\"status\":500}");
        assertThat(post("/api/auth.test?token=xoxb-playground", "{}").statusCode())
                .isEqualTo(500);
        assertThat(ana().chatPostMessage(r -> r.channel("C_DATA").text("fine")).isOk())
                .isTrue();
        assertThat(posted().statusCode()).isEqualTo(500);
        assertThat(posted().statusCode()).isEqualTo(200);
    }

    @Test
    void an_event_is_late_and_in_order_or_comes_twice_or_never() throws Exception {
        order(
                "[{\"on\":\"event\",\"delay_ms\":200},{\"on\":\"event\",\"duplicate\":3},{\"on\":\"event\",\"drop\":true}]");
        for (String text : List.of("late", "thrice", "never", "last")) {
            ana().chatPostMessage(r -> r.channel("C_DATA").text(text));
        }
        List<String> heard = new ArrayList<>();
        List<String> retries = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            FakeBot.Got got = bot.next();
            heard.add(got.event().path("text").asText());
            retries.add(got.headers().getOrDefault("x-slack-retry-num", "0"));
        }
        assertThat(heard).containsExactly("late", "thrice", "thrice", "thrice", "last");
        assertThat(retries).containsExactly("0", "0", "1", "2", "0");
    }

    @Test
    void a_bot_that_sends_on_is_followed_twice_and_one_that_says_no_more_is_left_alone() throws Exception {
        bot.redirectNext(2);
        ana().chatPostMessage(r -> r.channel("C_DATA").text("on"));
        for (int i = 0; i < 3; i++) {
            assertThat(bot.next().event().path("text").asText()).isEqualTo("on");
        }
        bot.redirectNext(3);
        ana().chatPostMessage(r -> r.channel("C_DATA").text("round"));
        for (int i = 0; i < 3; i++) {
            assertThat(bot.next().headers()).doesNotContainKey("x-slack-retry-num");
        }
        assertThat(bot.next().headers())
                .containsEntry("x-slack-retry-num", "1")
                .containsEntry("x-slack-retry-reason", "too_many_redirects");
        bot.refuseNextForGood();
        ana().chatPostMessage(r -> r.channel("C_DATA").text("no"));
        ana().chatPostMessage(r -> r.channel("C_DATA").text("next"));
        assertThat(bot.next().event().path("text").asText()).isEqualTo("no");
        assertThat(bot.next().event().path("text").asText()).isEqualTo("next");
    }
}
