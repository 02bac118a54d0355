package io.gluethread.playground.glue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes over the wire, byte by byte where it matters. */
final class WireShapesTest extends RunningGlueTest {
    private static final String CREATE = """
            {"Id":"s","Role":"arn:aws:iam::123456789012:role/Glue","Command":{"Name":"glueetl","PythonVersion":"3"},
             "Timeout":60,"Tags":{"owner":"ana"},"RequestOrigin":"gluethread","Unknown":{"is":"ignored"}}
            """;

    @Test
    void a_session_is_told_in_epoch_seconds_and_without_what_glue_keeps_to_itself() throws Exception {
        HttpResponse<String> answer = glue.post("AWSGlue.CreateSession", CREATE);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("application/x-amz-json-1.1");
        assertThat(answer.headers().firstValue("x-amzn-requestid")).isPresent();
        assertThat(answer.body()).contains("\"CreatedOn\":1795262400.123");
        JsonNode session = RunningGlue.json(answer).get("Session");
        assertThat(session.has("Timeout")).isFalse();
        assertThat(session.has("Tags")).isFalse();
        assertThat(session.has("RequestOrigin")).isFalse();
        assertThat(session.get("IdleTimeout").intValue()).isEqualTo(60);
        assertThat(session.get("DefaultArguments")).isEmpty();
    }

    @Test
    void errors_carry_type_and_message() throws Exception {
        HttpResponse<String> answer = glue.post("AWSGlue.GetSession", "{\"Id\":\"nobody\"}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("{\"__type\":\"EntityNotFoundException\",\"Message\":\"Session nobody not found\"}");
        assertThat(answer.headers().firstValue("x-amzn-errortype")).contains("EntityNotFoundException");
    }

    @Test
    void statement_times_are_whole_milliseconds() throws Exception {
        glue.createReady("s");
        glue.run("s", "x");
        glue.awaitState("s", 0, "AVAILABLE");
        JsonNode statement = RunningGlue.json(glue.post("AWSGlue.GetStatement", "{\"SessionId\":\"s\",\"Id\":0}"))
                .get("Statement");
        assertThat(statement.get("StartedOn").isIntegralNumber()).isTrue();
        assertThat(statement.get("StartedOn").longValue()).isEqualTo(1_795_262_400_123L);
        assertThat(statement.at("/Output/Status").textValue()).isEqualTo("ok");
    }

    @Test
    void spark_connect_and_unknown_operations_are_refused_in_words() throws Exception {
        HttpResponse<String> connect = glue.post(
                "AWSGlue.CreateSession",
                CREATE.replace("\"Timeout\"", "\"SessionType\":\"SPARK_CONNECT\",\"Timeout\""));
        assertThat(RunningGlue.json(connect).get("__type").textValue()).isEqualTo("OperationNotSupportedException");
        assertThat(RunningGlue.json(connect).get("Message").textValue()).contains("use LIVY");

        HttpResponse<String> livy = glue.post(
                "AWSGlue.CreateSession", CREATE.replace("\"Timeout\"", "\"SessionType\":\"LIVY\",\"Timeout\""));
        assertThat(RunningGlue.json(livy).at("/Session/SessionType").textValue())
                .isEqualTo("LIVY");

        for (String target : new String[] {"AWSGlue.StartWorkflowRun", "DynamoDB.GetItem", "AWSGlue", "", "."}) {
            HttpResponse<String> unknown = glue.post(target, "{}");
            assertThat(unknown.statusCode()).isEqualTo(400);
            assertThat(RunningGlue.json(unknown).get("__type").textValue()).isEqualTo("UnknownOperationException");
            assertThat(unknown.body()).contains("GetStatement");
        }
    }

    @Test
    void bodies_of_the_wrong_kind_are_refused_in_words() throws Exception {
        assertThat(message("AWSGlue.GetSession", "{\"Id\":7}", "SerializationException"))
                .isEqualTo("Expected a string for Id but found number");
        assertThat(message("AWSGlue.GetSession", "{", "SerializationException")).contains("not JSON");
        assertThat(message("AWSGlue.GetSession", "[]", "SerializationException"))
                .contains("not a JSON object");
        assertThat(message("AWSGlue.GetSession", "", "InvalidInputException")).contains("'id'", "must not be null");
        assertThat(message("AWSGlue.GetSession", "{\"Id\":null}", "InvalidInputException"))
                .contains("'id'");
        assertThat(message("AWSGlue.CreateSession", CREATE.replace("60", "1.5"), "SerializationException"))
                .contains("Timeout");
        assertThat(message("AWSGlue.CreateSession", CREATE.replace("60", "99999999999"), "SerializationException"))
                .contains("Timeout");
        assertThat(message(
                        "AWSGlue.CreateSession", CREATE.replace("{\"owner\":\"ana\"}", "[]"), "SerializationException"))
                .contains("Tags");
        assertThat(message("AWSGlue.CreateSession", "{}", "ValidationException"))
                .contains("'id'");
        assertThat(message("AWSGlue.RunStatement", "{\"SessionId\":\"s\"}", "ValidationException"))
                .contains("'code'");
    }

    private String message(String target, String body, String type) throws Exception {
        HttpResponse<String> answer = glue.post(target, body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(RunningGlue.json(answer).get("__type").textValue()).isEqualTo(type);
        return RunningGlue.json(answer).get("Message").textValue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AWSGlue.GetStatement    | {'SessionId':'nope'}                         | InvalidInputException",
                "AWSGlue.GetStatement    | {'SessionId':'nope','Id':'x'}                | SerializationException",
                "AWSGlue.GetStatement    | {'SessionId':'nope','Id':0}                  | EntityNotFoundException",
                "AWSGlue.CancelStatement | {'SessionId':'nope'}                         | InvalidInputException",
                "AWSGlue.CancelStatement | {'SessionId':'nope','Id':1.5}                | SerializationException",
                "AWSGlue.ListStatements  | {'SessionId':'nope','NextToken':7}           | SerializationException",
                "AWSGlue.TagResource     | {'ResourceArn':'ARN'}                        | InvalidInputException",
                "AWSGlue.UntagResource   | {'ResourceArn':'ARN','TagsToRemove':'x'}     | SerializationException",
                "AWSGlue.GetTables       | {'DatabaseName':'nope','NextToken':7}        | SerializationException",
                "AWSGlue.GetTable        | {'DatabaseName':'nope'}                      | InvalidInputException",
                "AWSGlue.GetPartition    | {'DatabaseName':'nope','TableName':'t','PartitionValues':'x'} | SerializationException",
                "AWSGlue.UpdateDatabase  | {'Name':'nope'}                              | InvalidInputException",
                "AWSGlue.CreateTable     | {'DatabaseName':'nope','TableInput':{}}      | InvalidInputException",
                "AWSGlue.DeleteTable     | {'DatabaseName':'nope'}                      | InvalidInputException",
                "AWSGlue.GetJobRun       | {'JobName':'nope'}                           | InvalidInputException",
                "AWSGlue.GetJobRuns      | {'JobName':'nope','MaxResults':'x'}          | SerializationException",
                "AWSGlue.StartJobRun     | {'JobName':'nope','JobRunQueuingEnabled':'x'} | SerializationException"
            })
    void the_whole_request_is_read_before_anything_is_looked_up(String target, String body, String type)
            throws Exception {
        String json = body.replace('\'', '"').replace("ARN", "arn:aws:glue:us-east-1:123456789012:session/nope");
        String told = message(target, json, type);
        assertThat(told).isNotEmpty();
    }

    @Test
    void a_body_that_is_too_large_is_an_error_of_its_protocol_and_the_endpoint_lives() throws Exception {
        for (int megabytes : new int[] {5, 12, 40}) {
            String body = " ".repeat(megabytes * 1024 * 1024);
            HttpResponse<String> json = glue.post("AWSGlue.GetSession", body);
            assertThat(json.statusCode()).isEqualTo(413);
            assertThat(RunningGlue.json(json).get("__type").textValue()).isEqualTo("RequestEntityTooLargeException");
            assertThat(RunningGlue.json(json).get("Message").textValue()).contains("4194304 bytes");
            assertThat(json.headers().firstValue("x-amzn-errortype")).contains("RequestEntityTooLargeException");
            HttpResponse<String> form = glue.postTo("/", body);
            assertThat(form.statusCode()).isEqualTo(413);
            assertThat(form.body()).contains("<ErrorResponse", "<Code>RequestEntityTooLargeException</Code>");
            assertThat(glue.postTo("/playground/faults", body).statusCode()).isEqualTo(413);
        }
        assertThat(raw("POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: AWSGlue.GetSession\r\n"
                        + "Content-Length: " + 20 * 1024 * 1024 + "\r\nConnection: close\r\n\r\n"
                        + "x".repeat(20 * 1024 * 1024)))
                .as("a plain client that sends all before it listens")
                .startsWith("HTTP/1.1 413")
                .contains("\"__type\"");
        assertThat(glue.get("/healthz").statusCode()).isEqualTo(200);
    }

    @Test
    void a_json_call_without_a_target_is_an_unknown_operation() throws Exception {
        for (String type : new String[] {"application/x-amz-json-1.1", "application/x-amz-json-1.0; charset=utf-8"}) {
            HttpResponse<String> answer =
                    glue.send(HttpRequest.newBuilder(glue.endpoint().resolve("/"))
                            .header("Content-Type", type)
                            .POST(HttpRequest.BodyPublishers.ofString("{}")));
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(RunningGlue.json(answer).get("__type").textValue()).isEqualTo("UnknownOperationException");
            assertThat(answer.body()).contains("X-Amz-Target");
        }
    }

    @Test
    void xml_bodies_and_headers_name_the_same_request() throws Exception {
        for (HttpResponse<String> answer : List.of(
                glue.postTo("/", "Action=GetCallerIdentity&Version=2011-06-15"),
                glue.postTo("/", "Action=GetRole&RoleName=GlueSessions&Version=2010-05-08"),
                glue.postTo("/", "Action=GetRole&RoleName=nobody&Version=2010-05-08"),
                glue.get("/nothing"),
                glue.get("/nothing/at/all"))) {
            Matcher named = Pattern.compile("<RequestId>([^<]+)</RequestId>").matcher(answer.body());
            assertThat(named.find()).as(answer.body()).isTrue();
            for (String header : List.of("x-amzn-requestid", "x-amz-request-id")) {
                assertThat(answer.headers().allValues(header)).containsExactly(named.group(1));
            }
        }
    }

    @Test
    void pages_of_other_hosts_are_kept_out() throws Exception {
        assertThat(raw("GET /healthz HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403");
        assertThat(raw("GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nOrigin: https://evil.example\r\n"
                                .formatted(glue.glue().port())
                        + "Connection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403");
        assertThat(raw("GET /healthz HTTP/1.1\r\nHost: localhost:1\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    private String raw(String request) throws IOException {
        try (Socket socket =
                        new Socket(InetAddress.getLoopbackAddress(), glue.glue().port());
                OutputStream out = socket.getOutputStream();
                InputStream in = socket.getInputStream()) {
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void what_is_not_there_is_said_so() throws Exception {
        assertThat(glue.get("/nothing").statusCode()).isEqualTo(404);
        assertThat(glue.get("/nothing").body()).contains("<Code>NoSuchBucket</Code>", "<Resource>/nothing</Resource>");
        assertThat(glue.get("/playground/nothing").statusCode()).isEqualTo(404);
        assertThat(glue.get("/playground/nothing").body()).contains("/playground/state", "/playground/clock");
        assertThat(glue.get("/").body()).contains("<ListAllMyBucketsResult");
        assertThat(glue.postTo("/healthz", "").statusCode()).isEqualTo(405);
        assertThat(glue.postTo("/", "Action=AssumeRole").body()).contains("<Code>InvalidAction</Code>");
        assertThat(glue.postTo("/", "Action=%zz").statusCode()).isEqualTo(400);
    }

    @Test
    void the_state_tells_what_glue_does_not() throws Exception {
        glue.post("AWSGlue.CreateSession", CREATE);
        glue.awaitStatus("s", "READY");
        JsonNode state = RunningGlue.json(glue.get("/playground/state"));
        JsonNode session = state.at("/sessions/0");
        assertThat(session.get("status").textValue()).isEqualTo("READY");
        assertThat(session.get("timeout_minutes").intValue()).isEqualTo(60);
        assertThat(session.at("/tags/owner").textValue()).isEqualTo("ana");
        assertThat(session.get("request_origin").textValue()).isEqualTo("gluethread");
        assertThat(session.get("pid").longValue()).isEqualTo(4711);
        assertThat(session.get("ends_by_itself_on").textValue()).isEqualTo("2026-11-21T13:00:00.123Z");
        assertThat(state.get("account").textValue()).isEqualTo("123456789012");
    }
}
