package io.gluethread.playground.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.gluethread.playground.glue.job.ScriptLanguage;
import io.gluethread.playground.glue.job.ScriptRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.BatchStopJobRunResponse;
import software.amazon.awssdk.services.glue.model.ConcurrentRunsExceededException;
import software.amazon.awssdk.services.glue.model.CreateJobRequest;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.InvalidInputException;
import software.amazon.awssdk.services.glue.model.Job;
import software.amazon.awssdk.services.glue.model.JobRun;
import software.amazon.awssdk.services.glue.model.ResourceNumberLimitExceededException;

/** Jobs from their creation to the end of their runs, over the real AWS SDK and a scripted runner. */
final class JobsOverSdkTest {
    @TempDir
    private Path home;

    private RunningGlue glue;

    @BeforeEach
    void start() throws IOException {
        glue = RunningGlue.in(home);
        glue.s3().createBucket(r -> r.bucket("scripts"));
        List.of("ok", "fail", "hold", "database", "stuck")
                .forEach(name -> glue.s3()
                        .putObject(r -> r.bucket("scripts").key(name + ".py"), RequestBody.fromString(name + "\n")));
    }

    @AfterEach
    void stop() {
        glue.close();
        assertThat(glue.scripts().closed()).isTrue();
    }

    private static CreateJobRequest.Builder job(String script) {
        return CreateJobRequest.builder()
                .name("is_blog_demo")
                .role(RunningGlue.ROLE)
                .command(c -> c.name("glueetl").pythonVersion("3").scriptLocation("s3://scripts/" + script + ".py"));
    }

    private void create(String script) {
        glue.client().createJob(job(script).build());
    }

    private String run() {
        return glue.client().startJobRun(r -> r.jobName("is_blog_demo")).jobRunId();
    }

    private JobRun jobRun(String id) {
        return glue.client().getJobRun(r -> r.jobName("is_blog_demo").runId(id)).jobRun();
    }

    private JobRun awaitState(String id, String state) {
        return RunningGlue.patiently()
                .until(() -> jobRun(id), run -> run.jobRunStateAsString().equals(state));
    }

    @Test
    void a_job_is_told_as_it_was_made() {
        glue.client()
                .createJob(job("ok")
                        .description("two\nlines")
                        .workerType("G.2X")
                        .numberOfWorkers(2)
                        .glueVersion("4.0")
                        .defaultArguments(Map.of("--enable-glue-datacatalog", "true"))
                        .nonOverridableArguments(Map.of("--fixed", "1"))
                        .connections(c -> c.connections("vpc"))
                        .maxRetries(1)
                        .timeout(60)
                        .executionClass("FLEX")
                        .executionProperty(p -> p.maxConcurrentRuns(3))
                        .securityConfiguration("secure")
                        .tags(Map.of("owner", "ana"))
                        .build());
        Job job = glue.client().getJob(r -> r.jobName("is_blog_demo")).job();
        assertThat(job.workerTypeAsString()).isEqualTo("G.2X");
        assertThat(job.numberOfWorkers()).isEqualTo(2);
        assertThat(job.maxCapacity()).isEqualTo(4);
        assertThat(job.glueVersion()).isEqualTo("4.0");
        assertThat(job.command().scriptLocation()).isEqualTo("s3://scripts/ok.py");
        assertThat(job.command().name()).isEqualTo("glueetl");
        assertThat(job.defaultArguments()).isEqualTo(Map.of("--enable-glue-datacatalog", "true"));
        assertThat(job.nonOverridableArguments()).isEqualTo(Map.of("--fixed", "1"));
        assertThat(job.connections().connections()).containsExactly("vpc");
        assertThat(job.maxRetries()).isEqualTo(1);
        assertThat(job.timeout()).isEqualTo(60);
        assertThat(job.executionClassAsString()).isEqualTo("FLEX");
        assertThat(job.executionProperty().maxConcurrentRuns()).isEqualTo(3);
        assertThat(job.securityConfiguration()).isEqualTo("secure");
        assertThat(job.createdOn()).isEqualTo(HandClock.NOON);

        String arn = "arn:aws:glue:us-east-1:123456789012:job/is_blog_demo";
        glue.client().tagResource(r -> r.resourceArn(arn).tagsToAdd(Map.of("team", "data")));
        assertThat(glue.client().getTags(r -> r.resourceArn(arn)).tags())
                .isEqualTo(Map.of("owner", "ana", "team", "data"));
    }

    @Test
    void defaults_are_glues() {
        create("ok");
        Job job = glue.client().getJob(r -> r.jobName("is_blog_demo")).job();
        assertThat(job.glueVersion()).isEqualTo("5.0");
        assertThat(job.timeout()).isEqualTo(480);
        assertThat(job.workerTypeAsString()).isEqualTo("G.1X");
        assertThat(job.numberOfWorkers()).isEqualTo(10);
        assertThat(job.maxRetries()).isZero();
        assertThat(job.executionProperty().maxConcurrentRuns()).isEqualTo(1);
        glue.client().createJob(job("ok").name("old").glueVersion("4.0").build());
        assertThat(glue.client().getJob(r -> r.jobName("old")).job().timeout()).isEqualTo(2880);
    }

    @Test
    void a_run_hands_its_arguments_to_the_script_and_succeeds() {
        glue.client()
                .createJob(job("ok")
                        .defaultArguments(
                                Map.of("--output_path", "s3://out/a", "--conf", "spark.sql.shuffle.partitions=4"))
                        .build());
        String id = glue.client()
                .startJobRun(r -> r.jobName("is_blog_demo").arguments(Map.of("--output_path", "s3://out/b")))
                .jobRunId();
        assertThat(id).matches("jr_[0-9a-f]{64}");
        JobRun run = awaitState(id, "SUCCEEDED");
        assertThat(run.arguments()).isEqualTo(Map.of("--output_path", "s3://out/b"));
        assertThat(run.jobName()).isEqualTo("is_blog_demo");
        assertThat(run.attempt()).isZero();
        assertThat(run.startedOn()).isEqualTo(HandClock.NOON);
        assertThat(run.completedOn()).isEqualTo(HandClock.NOON);
        assertThat(run.logGroupName()).isEqualTo("/aws-glue/jobs");
        assertThat(run.dpuSeconds()).isNull();
        assertThat(run.errorMessage()).isNull();

        ScriptRequest asked = glue.scripts().requests().getFirst();
        assertThat(asked.language()).isEqualTo(ScriptLanguage.PYTHON);
        assertThat(asked.script())
                .isEqualTo(glue.bucket("scripts").resolve("ok.py").toAbsolutePath());
        assertThat(asked.arguments())
                .containsExactly("--JOB_NAME", "is_blog_demo", "--JOB_RUN_ID", id, "--output_path", "s3://out/b");
        assertThat(asked.sparkConf()).isEqualTo(Map.of("spark.sql.shuffle.partitions", "4"));
        assertThat(asked.output().getParent()).isDirectory();
    }

    @Test
    void a_script_that_raises_fails_its_run_with_its_words() {
        create("fail");
        JobRun run = awaitState(run(), "FAILED");
        assertThat(run.errorMessage()).isEqualTo("NameError: name 'summary_dyf' is not defined");
    }

    @Test
    void a_run_is_repeated_as_often_as_its_job_allows() {
        glue.client().createJob(job("fail").maxRetries(2).build());
        String first = run();
        awaitState(first + "_attempt_2", "FAILED");
        List<JobRun> runs =
                glue.client().getJobRuns(r -> r.jobName("is_blog_demo")).jobRuns();
        assertThat(runs).extracting(JobRun::id).containsExactly(first + "_attempt_2", first + "_attempt_1", first);
        assertThat(runs).extracting(JobRun::attempt).containsExactly(2, 1, 0);
        assertThat(runs.getFirst().previousRunId()).isEqualTo(first + "_attempt_1");
    }

    @Test
    void a_script_that_is_not_there_is_named() {
        create("nowhere");
        assertThat(awaitState(run(), "FAILED").errorMessage()).contains("s3://scripts/nowhere.py does not exist");
        glue.client()
                .createJob(job("x").name("odd")
                        .command(c -> c.scriptLocation("s3://scripts/../../etc/passwd"))
                        .build());
        String id = glue.client().startJobRun(r -> r.jobName("odd")).jobRunId();
        RunningGlue.patiently()
                .until(() -> glue.client()
                        .getJobRun(r -> r.jobName("odd").runId(id))
                        .jobRun()
                        .jobRunStateAsString()
                        .equals("FAILED"));
        assertThat(glue.scripts().requests()).isEmpty();
    }

    @Test
    void running_time_is_billed_and_told() {
        glue.client()
                .createJob(job("hold")
                        .executionClass("FLEX")
                        .workerType("G.1X")
                        .numberOfWorkers(2)
                        .build());
        String id = run();
        awaitState(id, "RUNNING");
        glue.clock().forward(Duration.ofSeconds(90));
        assertThat(jobRun(id).executionTime()).isEqualTo(90);
        assertThat(jobRun(id).dpuSeconds()).isNull();
        glue.scripts().release();
        JobRun done = awaitState(id, "SUCCEEDED");
        glue.clock().forward(Duration.ofHours(1));
        assertThat(jobRun(id).executionTime()).isEqualTo(90);
        assertThat(done.dpuSeconds()).isEqualTo(180.0);
    }

    @Test
    void a_run_that_takes_too_long_times_out() {
        glue.client().createJob(job("hold").timeout(10).build());
        String id = run();
        awaitState(id, "RUNNING");
        glue.clock().forward(Duration.ofMinutes(11));
        JobRun run = jobRun(id);
        assertThat(run.jobRunStateAsString()).isEqualTo("TIMEOUT");
        assertThat(run.executionTime()).isEqualTo(600);
    }

    @Test
    void runs_are_stopped_in_one_call_each_with_its_own_answer() {
        create("hold");
        String id = run();
        awaitState(id, "RUNNING");
        BatchStopJobRunResponse answer =
                glue.client().batchStopJobRun(r -> r.jobName("is_blog_demo").jobRunIds(id, "jr_unknown"));
        assertThat(answer.successfulSubmissions()).hasSize(1);
        assertThat(answer.successfulSubmissions().getFirst().jobRunId()).isEqualTo(id);
        assertThat(answer.errors()).hasSize(1);
        assertThat(answer.errors().getFirst().errorDetail().errorCode()).isEqualTo("EntityNotFoundException");
        awaitState(id, "STOPPED");
        assertThat(glue.client()
                        .batchStopJobRun(r -> r.jobName("is_blog_demo").jobRunIds(id))
                        .errors())
                .hasSize(1);
    }

    @Test
    void a_run_that_has_not_begun_can_be_stopped() {
        create("stuck");
        String id = run();
        assertThat(jobRun(id).jobRunStateAsString()).isEqualTo("STARTING");
        glue.client().batchStopJobRun(r -> r.jobName("is_blog_demo").jobRunIds(id));
        awaitState(id, "STOPPED");
    }

    @Test
    void more_runs_at_once_than_the_job_has_are_refused_or_wait() {
        create("hold");
        String first = run();
        awaitState(first, "RUNNING");
        assertThatThrownBy(this::run)
                .isInstanceOf(ConcurrentRunsExceededException.class)
                .hasMessageContaining("Concurrent runs exceeded for is_blog_demo");
        String second = glue.client()
                .startJobRun(r -> r.jobName("is_blog_demo").jobRunQueuingEnabled(true))
                .jobRunId();
        assertThat(jobRun(second).jobRunStateAsString()).isEqualTo("WAITING");
        glue.scripts().release();
        awaitState(first, "SUCCEEDED");
        awaitState(second, "RUNNING");
    }

    @Test
    void more_runs_than_this_machine_bears_are_refused_or_wait() {
        glue.client()
                .createJob(job("hold")
                        .executionProperty(p -> p.maxConcurrentRuns(10))
                        .build());
        for (int i = 0; i < 4; i++) {
            awaitState(run(), "RUNNING");
        }
        assertThatThrownBy(this::run)
                .isInstanceOf(ResourceNumberLimitExceededException.class)
                .hasMessageContaining("4 job runs at once");
        String waiting = glue.client()
                .startJobRun(r -> r.jobName("is_blog_demo").jobRunQueuingEnabled(true))
                .jobRunId();
        assertThat(jobRun(waiting).jobRunStateAsString()).isEqualTo("WAITING");
        glue.scripts().release();
        awaitState(waiting, "RUNNING");
    }

    @Test
    void an_unknown_job_is_told_in_aws_words() {
        assertThatThrownBy(this::run)
                .isInstanceOf(EntityNotFoundException.class)
                .hasMessageContaining("Failed to start job run due to missing metadata");
        assertThatThrownBy(() -> glue.client().getJob(r -> r.jobName("is_blog")))
                .isInstanceOf(EntityNotFoundException.class)
                .hasMessageContaining("Job with name: is_blog not found.");
        assertThatThrownBy(() -> glue.client().getJobRuns(r -> r.jobName("is_blog")))
                .isInstanceOf(EntityNotFoundException.class);
        create("ok");
        assertThatThrownBy(() -> jobRun("jr_none")).isInstanceOf(EntityNotFoundException.class);
        assertThat(glue.client().deleteJob(r -> r.jobName("never was")).jobName())
                .isEqualTo("never was");
    }

    @Test
    void requests_that_cannot_be_are_refused() {
        create("ok");
        assertThatThrownBy(() -> create("ok")).isInstanceOf(AlreadyExistsException.class);
        refused(job("ok").name("a").command(c -> c.name("pythonshell").scriptLocation("s3://scripts/x")), "Spark jobs");
        refused(job("ok").name("a").command(c -> c.name("glueray").scriptLocation("s3://scripts/x")), "Spark jobs");
        refused(job("ok").name("a").command(c -> c.name("glueetl").scriptLocation("/tmp/x.py")), "s3://bucket/key");
        refused(job("ok").name("a").glueVersion("0.9"), "Supported versions");
        refused(job("ok").name("a").maxRetries(11), "less than or equal to 10");
        refused(job("ok").name("a").timeout(0), "greater than or equal to 1");
        refused(job("ok").name("a").maxCapacity(2.0).numberOfWorkers(2), "do not set Max Capacity");
        refused(job("ok").name("n".repeat(256)), "255");
        glue.client()
                .createJob(job("ok")
                        .name("fixed")
                        .nonOverridableArguments(Map.of("--a", "1"))
                        .build());
        assertThatThrownBy(() ->
                        glue.client().startJobRun(r -> r.jobName("fixed").arguments(Map.of("--a", "2"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("NonOverridableArguments");
    }

    private void refused(CreateJobRequest.Builder request, String words) {
        assertThatThrownBy(() -> glue.client().createJob(request.build()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(words);
    }

    @Test
    void an_update_replaces_the_job_and_a_delete_removes_it_with_its_runs() {
        create("hold");
        String id = run();
        awaitState(id, "RUNNING");
        glue.clock().forward(Duration.ofMinutes(1));
        glue.client()
                .updateJob(r -> r.jobName("is_blog_demo")
                        .jobUpdate(u -> u.role(RunningGlue.ROLE)
                                .command(c -> c.name("glueetl").scriptLocation("s3://scripts/ok.py"))
                                .numberOfWorkers(3)
                                .workerType("G.1X")));
        Job job = glue.client().getJob(r -> r.jobName("is_blog_demo")).job();
        assertThat(job.numberOfWorkers()).isEqualTo(3);
        assertThat(job.createdOn()).isEqualTo(HandClock.NOON);
        assertThat(job.lastModifiedOn()).isEqualTo(HandClock.NOON.plusSeconds(60));
        assertThatThrownBy(() -> glue.client()
                        .updateJob(r -> r.jobName("none")
                                .jobUpdate(u -> u.role(RunningGlue.ROLE)
                                        .command(c -> c.name("glueetl").scriptLocation("s3://scripts/ok.py")))))
                .isInstanceOf(EntityNotFoundException.class);

        glue.client().deleteJob(r -> r.jobName("is_blog_demo"));
        assertThatThrownBy(() -> glue.client().getJob(r -> r.jobName("is_blog_demo")))
                .isInstanceOf(EntityNotFoundException.class);
        create("ok");
        assertThat(glue.client().getJobRuns(r -> r.jobName("is_blog_demo")).jobRuns())
                .isEmpty();
    }

    @Test
    void jobs_and_runs_are_listed_page_by_page() {
        for (String name : List.of("c", "a", "b")) {
            glue.client()
                    .createJob(job("ok").name(name).tags(Map.of("owner", name)).build());
        }
        List<String> names = new ArrayList<>();
        glue.client().getJobsPaginator(r -> r.maxResults(1)).jobs().forEach(job -> names.add(job.name()));
        assertThat(names).containsExactly("a", "b", "c");
        List<String> listed = new ArrayList<>();
        glue.client().listJobsPaginator(r -> r.maxResults(2)).forEach(page -> listed.addAll(page.jobNames()));
        assertThat(listed).containsExactly("a", "b", "c");
        assertThat(glue.client().listJobs(r -> r.tags(Map.of("owner", "b"))).jobNames())
                .containsExactly("b");
        assertThat(glue.client().batchGetJobs(r -> r.jobNames("a", "z")).jobsNotFound())
                .containsExactly("z");

        List<String> started = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String id = glue.client().startJobRun(r -> r.jobName("a")).jobRunId();
            started.addFirst(id);
            RunningGlue.patiently()
                    .until(() -> glue.client()
                            .getJobRun(r -> r.jobName("a").runId(id))
                            .jobRun()
                            .jobRunStateAsString()
                            .equals("SUCCEEDED"));
        }
        List<String> told = new ArrayList<>();
        glue.client()
                .getJobRunsPaginator(r -> r.jobName("a").maxResults(2))
                .jobRuns()
                .forEach(run -> told.add(run.id()));
        assertThat(told).isEqualTo(started);

        String token = glue.client().getJobs(r -> r.maxResults(1)).nextToken();
        assertThatThrownBy(() -> glue.client().listJobs(r -> r.nextToken(token)))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void the_state_tells_where_a_runs_output_lies() throws Exception {
        create("hold");
        String id = run();
        awaitState(id, "RUNNING");
        JsonNode run = RunningGlue.json(glue.get("/playground/state")).at("/jobs/0/runs/0");
        assertThat(run.get("Id").textValue()).isEqualTo(id);
        assertThat(run.get("pid").longValue()).isEqualTo(4712);
        assertThat(run.get("output").textValue())
                .isEqualTo(glue.scripts().requests().getFirst().output().toString());
    }

    @Test
    void a_tutorials_placeholder_is_a_bucket() {
        glue.s3().createBucket(r -> r.bucket("my-bucket"));
        glue.s3().putObject(r -> r.bucket("my-bucket").key("x.py"), RequestBody.fromString("ok"));
        glue.client()
                .createJob(job("x").command(c -> c.name("glueetl").scriptLocation("s3://<MY_BUCKET>/x.py"))
                        .build());
        awaitState(run(), "SUCCEEDED");
    }

    @Test
    void a_script_changes_the_catalog_that_everybody_sees() throws IOException {
        create("database");
        awaitState(run(), "SUCCEEDED");
        assertThat(glue.client().getDatabase(r -> r.name("by_job")).database().name())
                .isEqualTo("by_job");
        assertThat(Files.isDirectory(home.resolve("job-output"))).isTrue();
    }
}
