package io.gluethread.playground.glue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gluethread.playground.glue.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unmodified AWS CLI against the endpoint. */
final class AwsCliTest {
    @TempDir
    private Path home;

    @TempDir
    private Path scratch;

    private RunningGlue glue;
    private ForeignProgram program;

    @BeforeEach
    void start() throws IOException {
        glue = RunningGlue.in(home);
        program = new ForeignProgram(scratch, glue.endpoint());
    }

    @AfterEach
    void stop() {
        glue.close();
    }

    private ForeignProgram.Run aws(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("aws", "--endpoint-url", glue.endpoint().toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--output", "json"));
        return program.run(command);
    }

    private JsonNode awsGlue(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("glue"));
        command.addAll(List.of(arguments));
        ForeignProgram.Run run = aws(command.toArray(String[]::new));
        assertThat(run.exit()).as(run.err()).isZero();
        return Json.read(run.out().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_session_from_its_creation_to_its_end() throws Exception {
        program.requireThat("the AWS CLI", List.of("aws", "--version"));
        JsonNode created = awsGlue(
                "create-session",
                "--id",
                "cli-1",
                "--role",
                RunningGlue.ROLE,
                "--command",
                "Name=glueetl,PythonVersion=3",
                "--worker-type",
                "G.1X",
                "--number-of-workers",
                "2",
                "--idle-timeout",
                "30",
                "--tags",
                "owner=ana");
        assertThat(created.at("/Session/Id").textValue()).isEqualTo("cli-1");
        glue.awaitStatus("cli-1", "READY");
        assertThat(awsGlue("get-session", "--id", "cli-1")
                        .at("/Session/NumberOfWorkers")
                        .intValue())
                .isEqualTo(2);

        assertThat(awsGlue("run-statement", "--session-id", "cli-1", "--code", "1 + 1")
                        .get("Id")
                        .intValue())
                .isZero();
        glue.awaitState("cli-1", 0, "AVAILABLE");
        JsonNode statement =
                awsGlue("get-statement", "--session-id", "cli-1", "--id", "0").get("Statement");
        assertThat(statement.at("/Output/Data/TextPlain").textValue()).isEqualTo("1 + 1");
        assertThat(statement.at("/Output/Status").textValue()).isEqualTo("ok");

        assertThat(awsGlue("list-sessions", "--tags", "owner=ana").at("/Ids/0").textValue())
                .isEqualTo("cli-1");
        assertThat(awsGlue("get-databases").at("/DatabaseList/0/Name").textValue())
                .isEqualTo("covid-19");
        assertThat(awsGlue("stop-session", "--id", "cli-1").get("Id").textValue())
                .isEqualTo("cli-1");
        glue.awaitStatus("cli-1", "STOPPED");

        ForeignProgram.Run refused =
                aws("glue", "create-session", "--id", "a.b", "--role", RunningGlue.ROLE, "--command", "Name=glueetl");
        assertThat(refused.exit()).isNotZero();
        assertThat(refused.err())
                .contains("(InvalidInputException) when calling the CreateSession operation", "contains a period");
        ForeignProgram.Run identity = aws("sts", "get-caller-identity");
        assertThat(identity.out()).contains("\"Account\": \"123456789012\"");
    }
}
