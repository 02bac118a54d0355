package io.gluethread.playground.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for every operation of every service. */
final class EveryOperationTest extends RunningGlueTest {
    private static final List<String> QUERY = List.of("GetCallerIdentity", "SimulatePrincipalPolicy", "GetRole");

    @BeforeEach
    void start() {
        glue.s3().createBucket(r -> r.bucket("bucket"));
    }

    /** The names that the endpoint itself tells when it is asked for one that it does not have. */
    private List<String> glueOperations() throws Exception {
        String told = RunningGlue.json(glue.post("AWSGlue.NoSuchThing", "{}"))
                .get("Message")
                .textValue();
        String names = told.substring(told.indexOf("It offers ") + 10, told.indexOf(", and S3"));
        return Arrays.stream(names.split(", ", -1))
                .filter(name -> !name.equals("GetProducts"))
                .toList();
    }

    private void order(String fault) throws Exception {
        assertThat(glue.postTo("/playground/faults", fault).statusCode()).isEqualTo(200);
    }

    @Test
    void each_fails_in_each_way_that_can_be_ordered() throws Exception {
        List<String> operations = glueOperations();
        assertThat(operations).hasSizeGreaterThan(35).contains("RunStatement", "StartJobRun", "SearchTables");
        for (String name : operations) {
            order("[{\"on\":\"%s\",\"error\":\"ThrottlingException\"},{\"on\":\"%s\",\"status\":500},"
                            .formatted(name, name)
                    + "{\"on\":\"%s\",\"after\":\"effect\",\"error\":\"OperationTimeoutException\"},".formatted(name)
                    + "{\"on\":\"%s\",\"times\":50,\"drop_connection\":true}]".formatted(name));
            assertThat(answer(name)).as(name).contains("ThrottlingException", "Rate exceeded");
            assertThat(answer(name)).as(name).contains("InternalServiceException");
            assertThat(answer(name)).as(name).contains("OperationTimeoutException");
            assertThatThrownBy(() -> answer(name)).as(name).isInstanceOf(IOException.class);
            order("[]");
            assertThat(answer(name)).as(name).doesNotContain("Ordered through");
        }
        assertThat(RunningGlue.json(glue.get("/playground/faults")).get("faults"))
                .isEmpty();
    }

    private String answer(String operation) throws Exception {
        return glue.post("AWSGlue." + operation, "{}").body();
    }

    @Test
    void none_answers_nonsense_with_a_fault_of_its_own() throws Exception {
        for (String name : glueOperations()) {
            for (String body : List.of(
                    "{}",
                    "[]",
                    "\"x\"",
                    "{\"Id\":[],\"Name\":{},\"JobName\":7,\"SessionId\":{}}",
                    "nul\0",
                    "{\"NextToken\":\"x\",\"MaxResults\":\"x\"}")) {
                HttpResponse<String> answer = glue.post("AWSGlue." + name, body);
                assertThat(answer.statusCode())
                        .as(name + " " + body + ": " + answer.body())
                        .isIn(200, 400);
            }
        }
    }

    @Test
    void s3_sts_iam_and_prices_fail_as_ordered_too() throws Exception {
        order("{\"on\":\"*\",\"times\":100,\"status\":503}");
        assertThat(glue.post("AWSPriceListService.GetProducts", "{}").statusCode())
                .isEqualTo(503);
        for (String action : QUERY) {
            HttpResponse<String> answer = glue.postTo("/", "Action=" + action);
            assertThat(answer.statusCode()).as(action).isEqualTo(503);
            assertThat(answer.body()).contains("<ErrorResponse");
        }
        for (String method : List.of("GET", "PUT", "DELETE")) {
            for (String path :
                    List.of("/", "/bucket", "/bucket/key", "/bucket?list-type=2", "/bucket/key?uploadId=1")) {
                HttpResponse<String> answer =
                        glue.send(HttpRequest.newBuilder(glue.endpoint().resolve(path))
                                .method(method, HttpRequest.BodyPublishers.noBody()));
                assertThat(answer.statusCode()).as(method + " " + path).isEqualTo(503);
                assertThat(answer.body()).contains("<Error>");
            }
        }
        order("[]");
        assertThat(glue.get("/bucket").statusCode()).isEqualTo(200);
    }
}
