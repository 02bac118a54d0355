package io.gluethread.playground.glue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gluethread.playground.glue.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unmodified AWS CLI against the endpoint. */
final class AwsCliTest extends RunningGlueTest {
    @TempDir
    private Path scratch;

    private ForeignProgram program;

    @BeforeEach
    void start() {
        program = new ForeignProgram(scratch, glue.endpoint());
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

    private String awsText(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("aws", "--endpoint-url", glue.endpoint().toString()));
        command.addAll(List.of(arguments));
        ForeignProgram.Run run = program.run(command);
        assertThat(run.exit()).as(run.err()).isZero();
        return run.out();
    }

    @Test
    void a_script_is_copied_to_s3_and_becomes_a_job_that_runs() throws Exception {
        program.requireThat("the AWS CLI", List.of("aws", "--version"));
        Path script = Files.writeString(scratch.resolve("is_blog.py"), "ok\n");
        awsText("s3", "mb", "s3://scripts");
        awsText("s3", "cp", script.toString(), "s3://scripts/jobs/is_blog.py");
        assertThat(awsText("s3", "ls", "s3://scripts")).contains("PRE jobs/");
        assertThat(awsText("s3", "ls", "s3://scripts/jobs/")).contains("3 is_blog.py");
        assertThat(awsText("s3", "ls")).contains("scripts");
        assertThat(awsText("s3", "cp", "s3://scripts/jobs/is_blog.py", "-")).isEqualTo("ok\n");

        assertThat(awsGlue(
                                "create-job",
                                "--name",
                                "is_blog_demo",
                                "--role",
                                RunningGlue.ROLE,
                                "--command",
                                "{\"Name\":\"glueetl\",\"PythonVersion\":\"3\",\"ScriptLocation\":\"s3://scripts/jobs/is_blog.py\"}",
                                "--default-arguments",
                                "{\"--enable-glue-datacatalog\":\"true\"}",
                                "--worker-type",
                                "G.2X",
                                "--number-of-workers",
                                "2")
                        .get("Name")
                        .textValue())
                .isEqualTo("is_blog_demo");
        ForeignProgram.Run wrong = aws("glue", "start-job-run", "--job-name", "is_blog");
        assertThat(wrong.exit()).isNotZero();
        assertThat(wrong.err()).contains("(EntityNotFoundException) when calling the StartJobRun operation");
        String run = awsGlue("start-job-run", "--job-name", "is_blog_demo")
                .get("JobRunId")
                .textValue();
        RunningGlue.patiently()
                .until(() -> glue.client()
                        .getJobRun(r -> r.jobName("is_blog_demo").runId(run))
                        .jobRun()
                        .jobRunStateAsString()
                        .equals("SUCCEEDED"));
        JsonNode told = awsGlue("get-job-run", "--job-name", "is_blog_demo", "--run-id", run)
                .get("JobRun");
        assertThat(told.get("WorkerType").textValue()).isEqualTo("G.2X");
        assertThat(told.get("MaxCapacity").doubleValue()).isEqualTo(4.0);
        assertThat(awsGlue("list-jobs").at("/JobNames/0").textValue()).isEqualTo("is_blog_demo");
    }

    @Test
    @Tag("slow") // the CLI takes a second or more to start, each time
    void a_large_file_and_a_folder_go_up_come_down_and_go_away() throws Exception {
        program.requireThat("the AWS CLI", List.of("aws", "--version"));
        Path large = scratch.resolve("large.bin");
        byte[] bytes = new byte[17 * 1024 * 1024];
        new java.util.Random(7).nextBytes(bytes);
        Files.write(large, bytes);
        awsText("s3", "mb", "s3://data");
        awsText("s3", "cp", large.toString(), "s3://data/in/large.bin");
        assertThat(Files.mismatch(large, glue.bucket("data").resolve("in/large.bin")))
                .isEqualTo(-1);
        Path back = scratch.resolve("back.bin");
        awsText("s3", "cp", "s3://data/in/large.bin", back.toString());
        assertThat(Files.mismatch(large, back)).isEqualTo(-1);

        Path folder = Files.createDirectories(scratch.resolve("folder/deep"));
        Files.writeString(folder.resolve("ä b.txt"), "1");
        Files.writeString(folder.resolve("c+d&e.txt"), "2");
        awsText("s3", "sync", scratch.resolve("folder").toString(), "s3://data/out");
        assertThat(awsText("s3", "ls", "--recursive", "s3://data/out/"))
                .contains("out/deep/ä b.txt", "out/deep/c+d&e.txt");
        awsText("s3", "mv", "s3://data/out/deep/c+d&e.txt", "s3://data/moved.txt");
        assertThat(glue.bucket("data").resolve("moved.txt")).hasContent("2");
        awsText("s3", "rm", "--recursive", "s3://data");
        awsText("s3", "rb", "s3://data");
        assertThat(glue.bucket("data")).doesNotExist();
        ForeignProgram.Run gone = aws("s3api", "head-bucket", "--bucket", "data");
        assertThat(gone.err()).contains("(404) when calling the HeadBucket operation");
    }

    @Test
    @Tag("slow") // the CLI takes a second or more to start, each time
    void catalog_roles_and_prices_are_read() throws Exception {
        program.requireThat("the AWS CLI", List.of("aws", "--version"));
        assertThat(awsGlue("get-databases", "--page-size", "1").get("DatabaseList"))
                .hasSize(3);
        assertThat(awsGlue("get-databases", "--max-items", "1").get("NextToken").textValue())
                .isNotEmpty();
        assertThat(awsGlue("search-tables", "--search-text", "orders")
                        .at("/TableList/0/Name")
                        .textValue())
                .isEqualTo("raw_orders");
        assertThat(awsGlue(
                                "get-partitions",
                                "--database-name",
                                "sales_db",
                                "--table-name",
                                "raw_orders",
                                "--page-size",
                                "5")
                        .get("Partitions"))
                .hasSize(24);
        ForeignProgram.Run role = aws("iam", "get-role", "--role-name", "GlueSessions");
        assertThat(role.out()).contains("\"Service\": \"glue.amazonaws.com\"", "role/GlueSessions");
        assertThat(aws("iam", "get-role", "--role-name", "X").err())
                .contains("(NoSuchEntity) when calling the GetRole operation");
        ForeignProgram.Run simulated = aws(
                "iam",
                "simulate-principal-policy",
                "--policy-source-arn",
                "arn:aws:iam::123456789012:role/gluethread",
                "--action-names",
                "glue:CreateSession");
        assertThat(simulated.out()).contains("\"EvalDecision\": \"allowed\"");
        ForeignProgram.Run prices = aws("pricing", "get-products", "--service-code", "AWSGlue", "--page-size", "10");
        assertThat(Json.read(prices.out().getBytes(StandardCharsets.UTF_8)).get("PriceList"))
                .hasSize(96);
    }
}
