package io.gluethread.playground.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.glue.model.GlueException;
import software.amazon.awssdk.services.glue.model.InternalServiceException;

/** What a test can order to go wrong. */
final class FaultsTest extends RunningGlueTest {
    private static final String FAULTS = "/playground/faults";

    @BeforeEach
    void start() {
        glue.createReady("s");
    }

    private void order(String faults) throws Exception {
        HttpResponse<String> answer = glue.postTo(FAULTS, faults);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private JsonNode left() throws Exception {
        return RunningGlue.json(glue.get(FAULTS)).get("faults");
    }

    @Test
    void throttling_happens_as_often_as_ordered_and_then_no_more() throws Exception {
        order("[{\"on\":\"GetSession\",\"times\":2,\"error\":\"ThrottlingException\"}]");
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> glue.session("s")).isInstanceOfSatisfying(GlueException.class, e -> {
                assertThat(e.isThrottlingException()).isTrue();
                assertThat(e.statusCode()).isEqualTo(400);
                assertThat(e.awsErrorDetails().errorMessage()).isEqualTo("Rate exceeded");
            });
        }
        assertThat(glue.session("s").id()).isEqualTo("s");
        assertThat(left()).isEmpty();
    }

    @Test
    void what_is_left_is_told_and_an_empty_list_clears_it() throws Exception {
        order("[{\"on\":\"GetStatement\",\"times\":5,\"error\":\"SessionBusyException\",\"message\":\"busy\"}]");
        order("{\"on\":\"*\",\"status\":503}");
        assertThatThrownBy(() -> glue.statement("s", 0)).hasMessageContaining("busy");
        JsonNode left = left();
        assertThat(left.at("/0/times").intValue()).isEqualTo(4);
        assertThat(left.at("/0/error").textValue()).isEqualTo("SessionBusyException");
        assertThat(left.at("/1/on").textValue()).isEqualTo("*");
        assertThat(left.at("/1/status").intValue()).isEqualTo(503);
        order("[]");
        assertThat(left()).isEmpty();
        assertThat(glue.session("s").id()).isEqualTo("s");
    }

    @Test
    void an_error_without_effect_leaves_no_trace() throws Exception {
        order("[{\"on\":\"RunStatement\",\"error\":\"InternalServiceException\"}]");
        assertThatThrownBy(() -> glue.run("s", "1"))
                .isInstanceOfSatisfying(
                        InternalServiceException.class,
                        e -> assertThat(e.statusCode()).isEqualTo(500));
        assertThat(glue.client().listStatements(r -> r.sessionId("s")).statements())
                .isEmpty();
    }

    @Test
    void a_connection_cut_after_the_effect_leaves_the_effect() throws Exception {
        order("[{\"on\":\"RunStatement\",\"after\":\"effect\",\"drop_connection\":true}]");
        assertThatThrownBy(() -> glue.run("s", "unclear")).isInstanceOf(SdkClientException.class);
        assertThat(glue.client().listStatements(r -> r.sessionId("s")).statements())
                .hasSize(1);

        order("[{\"on\":\"RunStatement\",\"drop_connection\":true}]");
        assertThatThrownBy(() -> glue.run("s", "never")).isInstanceOf(SdkClientException.class);
        assertThat(glue.client().listStatements(r -> r.sessionId("s")).statements())
                .hasSize(1);
    }

    @Test
    void an_error_after_the_effect_hides_that_it_happened() throws Exception {
        order("[{\"on\":\"CreateSession\",\"after\":\"effect\",\"status\":500}]");
        assertThatThrownBy(() -> glue.createReady("second")).isInstanceOf(InternalServiceException.class);
        assertThat(glue.session("second").id()).isEqualTo("second");
    }

    @Test
    void a_delay_keeps_the_answer() throws Exception {
        order("[{\"on\":\"GetSession\",\"delay_ms\":20}]");
        assertThat(glue.session("s").id()).isEqualTo("s");
    }

    @Test
    void sts_fails_in_its_own_shape() throws Exception {
        order("[{\"on\":\"GetCallerIdentity\",\"error\":\"ExpiredToken\",\"status\":403,\"message\":\"<old>\"}]");
        HttpResponse<String> answer = glue.postTo("/", "Action=GetCallerIdentity&Version=2011-06-15");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("<Code>ExpiredToken</Code>").contains("<Message>&lt;old&gt;</Message>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not json | is not JSON",
                "7 | JSON list of faults",
                "[7] | is a JSON object",
                "{\"on\":\"GetSession\"} | needs \"error\"",
                "{\"status\":500} | needs \"on\"",
                "{\"on\":\"GetSesion\",\"status\":500} | no operation \"GetSesion\"",
                "{\"on\":\"GetSession\",\"status\":200} | 400 to 599",
                "{\"on\":\"GetSession\",\"status\":500,\"times\":0} | at least 1",
                "{\"on\":\"GetSession\",\"status\":\"x\"} | whole number",
                "{\"on\":\"GetSession\",\"status\":500,\"after\":\"lunch\"} | only be \"effect\"",
                "{\"on\":\"GetSession\",\"status\":500,\"drop_connection\":true} | not both",
                "{\"on\":\"GetSession\",\"delay_ms\":-1} | delay_ms",
                "{\"on\":\"GetSession\",\"colour\":1} | has no \"colour\"",
            })
    void a_wrong_order_is_answered_with_what_is_wrong(String body, String words) throws Exception {
        HttpResponse<String> answer = glue.postTo(FAULTS, body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(RunningGlue.json(answer).get("error").textValue()).contains(words);
        assertThat(left()).isEmpty();
    }
}
