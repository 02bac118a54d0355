package io.gluethread.playground.glue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** What a person can read about the calls that were made. */
final class WireLogTest extends RunningGlueTest {
    @Test
    void a_call_is_told_with_who_asked_what_and_both_bodies() throws Exception {
        glue.createReady("s");
        glue.run("s", "// cell 7\nspark.range(5).show()");

        JsonNode run = find(wire("/playground/wire"), "RunStatement");

        assertThat(run.path("from").asText()).isEqualTo("bot");
        assertThat(run.path("to").asText()).isEqualTo("glue");
        assertThat(run.path("status").asInt()).isEqualTo(200);
        assertThat(run.path("at").asText()).isEqualTo(glue.clock().instant().toString());
        assertThat(run.path("summary").asText()).isEqualTo("s “spark.range(5).show()” → statement 0");
        assertThat(run.path("request").asText()).contains("\"Code\":\"// cell 7\\nspark.range(5).show()\"");
        assertThat(run.path("response").asText()).isEqualTo("{\"Id\":0}");
        assertThat(find(wire("/playground/wire"), "CreateSession")
                        .path("summary")
                        .asText())
                .startsWith("s 2 × G.1X → ");
    }

    @Test
    void only_what_came_after_a_number_is_told() throws Exception {
        glue.post("AWSGlue.GetSession", "{\"Id\":\"one\"}");
        long last = wire("/playground/wire").path("last").asLong();
        glue.post("AWSGlue.GetSession", "{\"Id\":\"two\"}");

        JsonNode later = wire("/playground/wire/after/" + last);

        assertThat(later.path("wire")).hasSize(1);
        assertThat(later.at("/wire/0/summary").asText()).isEqualTo("two → Session two not found");
        assertThat(later.at("/wire/0/error").asText()).isEqualTo("EntityNotFoundException");
        assertThat(glue.get("/playground/wire/after/x").statusCode()).isEqualTo(404);
    }

    @Test
    void an_ordered_fault_shows_as_what_the_caller_saw() throws Exception {
        glue.postTo("/playground/faults", "{\"on\":\"GetSession\",\"error\":\"ThrottlingException\"}");
        glue.post("AWSGlue.GetSession", "{\"Id\":\"s\"}");

        JsonNode call = find(wire("/playground/wire"), "GetSession");

        assertThat(call.path("status").asInt()).isEqualTo(400);
        assertThat(call.path("error").asText()).isEqualTo("ThrottlingException");
    }

    @Test
    void huge_bodies_are_cut_and_old_calls_make_room() throws Exception {
        for (int i = 0; i < 130; i++) {
            glue.post("AWSGlue.GetSession", "{\"Id\":\"" + "x".repeat(70_000) + "\"}");
        }

        JsonNode calls = wire("/playground/wire").path("wire");

        assertThat(calls.path(0).path("request").asText())
                .hasSizeLessThan(65_000)
                .endsWith("more characters)");
        assertThat(calls.size()).isBetween(100, 129);
        assertThat(calls.path(0).path("summary").asText()).hasSizeLessThan(600);
    }

    private JsonNode wire(String path) throws Exception {
        return RunningGlue.json(glue.get(path));
    }

    private static JsonNode find(JsonNode answer, String what) {
        for (JsonNode call : answer.path("wire")) {
            if (call.path("what").asText().equals(what)) {
                return call;
            }
        }
        throw new AssertionError("no " + what + " in " + answer);
    }
}
