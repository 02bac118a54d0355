package io.gluethread.playground.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.glue.model.AccessDeniedException;
import software.amazon.awssdk.services.glue.model.GlueException;
import software.amazon.awssdk.services.glue.model.IllegalSessionStateException;
import software.amazon.awssdk.services.glue.model.InvalidInputException;
import software.amazon.awssdk.services.glue.model.Session;

/** What befalls sessions when a test orders it: conditions, chances, slow and failing starts, dead drivers, lost time. */
final class StrikesTest extends RunningGlueTest {
    private void order(String fault) throws Exception {
        HttpResponse<String> answer = glue.postTo("/playground/faults", fault);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void a_session_provisions_as_long_as_ordered_and_shows_how_far_it_is() throws Exception {
        order("{\"on\":\"CreateSession\",\"provisioning_ms\":40000}");
        glue.client().createSession(RunningGlue.request("slow").build());
        glue.clock().forward(Duration.ofSeconds(20));
        Session half = glue.session("slow");
        assertThat(half.statusAsString()).isEqualTo("PROVISIONING");
        assertThat(half.progress()).isEqualTo(0.5);
        assertThatThrownBy(() -> glue.run("slow", "1"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Session is not ready, session_id=slow, status=PROVISIONING");
        glue.clock().forward(Duration.ofSeconds(20));
        glue.awaitStatus("slow", "READY");
        glue.createReady("quick");
    }

    @Test
    void a_session_fails_to_start_with_the_words_that_were_ordered() throws Exception {
        order("{\"on\":\"CreateSession\",\"fail\":\"Insufficient capacity for G.1X in us-east-1a\"}");
        glue.client().createSession(RunningGlue.request("none").build());
        glue.awaitStatus("none", "FAILED");
        assertThat(glue.session("none").errorMessage()).isEqualTo("Insufficient capacity for G.1X in us-east-1a");
        assertThat(glue.engine().requests()).isEmpty();
        glue.createReady("next");
    }

    @ParameterizedTest
    @CsvSource({"kill_driver,driver process was killed", "out_of_memory,java.lang.OutOfMemoryError: Java heap space"})
    void a_driver_that_dies_takes_its_statement_and_its_session(String strike, String words) throws Exception {
        glue.createReady("s");
        order("{\"on\":\"RunStatement\",\"" + strike + "\":true}");
        int statement = glue.run("s", "hold");
        assertThatThrownBy(() -> glue.statement("s", statement))
                .isInstanceOf(IllegalSessionStateException.class)
                .hasMessageContaining("Session unavailable, fail to call ReplServer.");
        assertThat(glue.session("s").statusAsString()).isEqualTo("FAILED");
        assertThat(glue.session("s").errorMessage()).contains(words);
        RunningGlue.patiently().until(() -> glue.engine().allStopped());
    }

    @Test
    void a_session_is_struck_at_any_moment() throws Exception {
        glue.createReady("s");
        assertThat(glue.postTo("/playground/session", "{\"id\":\"s\",\"fail\":\"Lost its host\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(glue.session("s").errorMessage()).isEqualTo("Lost its host");
        assertThat(glue.postTo("/playground/session", "{\"id\":\"t\",\"kill_driver\":true}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(glue.postTo("/playground/session", "{\"id\":\"s\"}").body()).contains("kill_driver");
        assertThat(glue.postTo("/playground/session", "{\"kill_driver\":true}").body())
                .contains("must name");
        assertThat(glue.postTo("/playground/session", "[]").statusCode()).isEqualTo(400);
        assertThat(glue.get("/playground/session").statusCode()).isEqualTo(405);
    }

    @Test
    void access_is_denied_at_random_to_tagged_sessions_only_and_the_same_way_every_time() throws Exception {
        glue.createReady("plain");
        glue.client()
                .createSession(RunningGlue.request("tagged")
                        .tags(Map.of("owner", "ana"))
                        .build());
        List<Boolean> first = denials();
        assertThat(first).contains(true).contains(false);
        assertThat(first.stream().filter(denied -> denied).count()).isBetween(15L, 45L);
        assertThat(denials()).isEqualTo(first);
    }

    private List<Boolean> denials() throws Exception {
        order("{\"on\":\"GetSession\",\"error\":\"AccessDeniedException\",\"tagged\":true,\"chance\":0.3,\"seed\":7}");
        List<Boolean> denials = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            assertThat(glue.session("plain").id()).isEqualTo("plain");
            try {
                denials.add(!glue.session("tagged").id().equals("tagged"));
            } catch (AccessDeniedException e) {
                denials.add(true);
            }
        }
        order("[]");
        return denials;
    }

    @Test
    void a_busy_session_refuses_more_where_that_is_ordered() throws Exception {
        glue.createReady("s");
        order("{\"on\":\"RunStatement\",\"error\":\"SessionBusyException\",\"busy\":true,\"times\":100}");
        int held = glue.run("s", "hold");
        glue.awaitState("s", held, "RUNNING");
        assertThatThrownBy(() -> glue.run("s", "2")).isInstanceOfSatisfying(GlueException.class, e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("SessionBusyException");
            assertThat(e.statusCode()).isEqualTo(400);
        });
        glue.engine().release("done");
        glue.awaitState("s", held, "AVAILABLE");
        assertThat(glue.run("s", "3")).isEqualTo(1);
    }

    @Test
    void a_fault_can_be_for_one_session() throws Exception {
        glue.createReady("a");
        glue.createReady("b");
        order("{\"on\":\"GetSession\",\"session\":\"b\",\"error\":\"IllegalSessionStateException\"}");
        assertThat(glue.session("a").id()).isEqualTo("a");
        assertThatThrownBy(() -> glue.session("b"))
                .hasMessageContaining("Session unavailable, fail to call ReplServer.");
        assertThat(glue.session("b").id()).isEqualTo("b");
    }

    @Test
    void an_idle_session_times_out_when_the_clock_is_turned() throws Exception {
        glue.createReady("idle");
        HttpResponse<String> turned = glue.postTo("/playground/clock", "{\"advance_minutes\":29}");
        assertThat(RunningGlue.json(turned).get("ahead_seconds").intValue()).isEqualTo(29 * 60);
        assertThat(glue.session("idle").statusAsString()).isEqualTo("READY");
        glue.postTo("/playground/clock", "{\"advance_seconds\":60}");
        assertThat(glue.session("idle").statusAsString()).isEqualTo("TIMEOUT");
        assertThat(RunningGlue.json(glue.get("/playground/clock")).get("now").textValue())
                .isEqualTo(HandClock.NOON.plus(Duration.ofMinutes(30)).toString());
        for (String wrong : List.of(
                "{}", "[]", "x", "{\"advance_minutes\":-1}", "{\"minutes\":1}", "{\"advance_minutes\":99999999}")) {
            assertThat(glue.postTo("/playground/clock", wrong).statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"on\":\"GetSession\",\"provisioning_ms\":5} | goes with CreateSession",
                "{\"on\":\"CreateSession\",\"provisioning_ms\":-5} | 0 to 3600000",
                "{\"on\":\"RunStatement\",\"fail\":\"x\",\"kill_driver\":true} | not several",
                "{\"on\":\"GetSession\",\"status\":500,\"chance\":1.5} | at most 1",
                "{\"on\":\"GetSession\",\"status\":500,\"seed\":1} | goes with \"chance\"",
                "{\"on\":\"GetSession\",\"status\":500,\"tagged\":\"yes\"} | true or false",
            })
    void a_wrong_order_is_answered_with_what_is_wrong(String body, String words) throws Exception {
        HttpResponse<String> answer = glue.postTo("/playground/faults", body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(RunningGlue.json(answer).get("error").textValue()).contains(words);
    }

    @Test
    void what_is_ordered_can_be_read_back() throws Exception {
        String order = "{\"on\":\"GetSession\",\"error\":\"AccessDeniedException\",\"status\":400,"
                + "\"message\":\"no\",\"session\":\"s\",\"tagged\":true,\"chance\":0.5,\"seed\":3}";
        order(order);
        assertThat(RunningGlue.json(glue.get("/playground/faults"))
                        .at("/faults/0")
                        .toString())
                .isEqualTo(order);
    }
}
