package io.gluethread.playground.glue.job;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.glue.tag.Tags;
import io.gluethread.playground.glue.wire.AwsError;
import io.gluethread.playground.glue.wire.Json;
import io.gluethread.playground.glue.wire.Members;
import io.gluethread.playground.glue.wire.Operation;
import io.gluethread.playground.glue.wire.Page;
import io.gluethread.playground.glue.wire.Scope;
import io.gluethread.playground.glue.wire.TextRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The job operations of Glue, so far as scripts are made, started and followed with them. */
public final class JobOperations {
    private static final int PAGE_SIZE = 100;

    private final Jobs jobs;

    public JobOperations(Jobs jobs) {
        this.jobs = jobs;
    }

    /** Every operation by its name in {@code X-Amz-Target}. */
    public Map<String, Operation> byName() {
        return Map.ofEntries(
                Map.entry("CreateJob", this::createJob),
                Map.entry("GetJob", this::getJob),
                Map.entry("GetJobs", this::getJobs),
                Map.entry("BatchGetJobs", this::batchGetJobs),
                Map.entry("ListJobs", this::listJobs),
                Map.entry("UpdateJob", this::updateJob),
                Map.entry("DeleteJob", this::deleteJob),
                Map.entry("StartJobRun", this::startJobRun),
                Map.entry("GetJobRun", this::getJobRun),
                Map.entry("GetJobRuns", this::getJobRuns),
                Map.entry("BatchStopJobRun", this::batchStopJobRun));
    }

    private ObjectNode createJob(ObjectNode request) {
        Members members = members(request);
        String name = members.text("Name", TextRule.NAME);
        jobs.create(JobDefinitions.read(name, request), Tags.read(members, "Tags"));
        return Json.object().put("Name", name);
    }

    private ObjectNode getJob(ObjectNode request) {
        return Json.object().set("Job", JobJson.job(jobs.find(jobName(members(request)))));
    }

    private ObjectNode getJobs(ObjectNode request) {
        Members members = members(request);
        Page<Jobs.Job> page = Page.named(
                jobs.all(),
                job -> job.definition().name(),
                Scope.of("jobs"),
                members.optionalText("NextToken", TextRule.ANY),
                members.optionalInteger("MaxResults", 1, 1000),
                PAGE_SIZE);
        ObjectNode answer = Json.object();
        ArrayNode list = answer.putArray("Jobs");
        page.items().forEach(job -> list.add(JobJson.job(job)));
        page.nextToken().ifPresent(token -> answer.put("NextToken", token));
        return answer;
    }

    private ObjectNode batchGetJobs(ObjectNode request) {
        Members members = members(request);
        if (!members.has("JobNames")) {
            throw members.missing("JobNames");
        }
        ObjectNode answer = Json.object();
        ArrayNode found = answer.putArray("Jobs");
        ArrayNode missing = answer.putArray("JobsNotFound");
        for (String name : members.texts("JobNames", TextRule.NAME, Integer.MAX_VALUE)) {
            jobs.lookUp(name).ifPresentOrElse(job -> found.add(JobJson.job(job)), () -> missing.add(name));
        }
        return answer;
    }

    private ObjectNode listJobs(ObjectNode request) {
        Members members = members(request);
        Map<String, String> tags = Tags.filter(members, "Tags");
        Page<Jobs.Job> page = Page.named(
                jobs.all().stream().filter(job -> job.tags().match(tags)).toList(),
                job -> job.definition().name(),
                Scope.of("job names", tags),
                members.optionalText("NextToken", TextRule.ANY),
                members.optionalInteger("MaxResults", 1, 1000),
                PAGE_SIZE);
        ObjectNode answer = Json.object();
        ArrayNode names = answer.putArray("JobNames");
        page.items().forEach(job -> names.add(job.definition().name()));
        page.nextToken().ifPresent(token -> answer.put("NextToken", token));
        return answer;
    }

    /** What the update leaves out goes back to its default: API Reference, "UpdateJob". */
    private ObjectNode updateJob(ObjectNode request) {
        Members members = members(request);
        String name = jobName(members);
        Members ignored = members.requiredStructure("JobUpdate");
        Jobs.Job known = jobs.find(name);
        if (request.get("JobUpdate") instanceof ObjectNode update) {
            jobs.update(JobDefinitions.read(known.definition().name(), update));
        }
        return Json.object().put("JobName", name);
    }

    private ObjectNode deleteJob(ObjectNode request) {
        String name = jobName(members(request));
        jobs.delete(name);
        return Json.object().put("JobName", name);
    }

    private ObjectNode startJobRun(ObjectNode request) {
        Members members = members(request);
        String name = jobName(members);
        boolean mayQueue = members.flag("JobRunQueuingEnabled");
        Optional<String> repeated = members.optionalText("JobRunId", TextRule.NAME);
        JobDefinition job = jobs.lookUp(name)
                .map(Jobs.Job::definition)
                .orElseThrow(() -> AwsError.notFound("Failed to start job run due to missing metadata"));
        boolean queuing = members.has("JobRunQueuingEnabled") ? mayQueue : job.queuing();
        RunSpec spec = repeated.map(id -> again(job, id)).orElseGet(() -> RunSpec.read(job, members));
        return Json.object().put("JobRunId", jobs.start(spec, queuing));
    }

    /** A run that repeats an earlier one, with that one's arguments. */
    private RunSpec again(JobDefinition job, String id) {
        RunSpec before = find(job.name(), id).spec();
        return new RunSpec(
                job,
                before.arguments(),
                before.capacity(),
                before.timeoutMinutes(),
                before.executionClass(),
                before.securityConfiguration());
    }

    private LocalRun find(String job, String id) {
        return jobs.run(job, id)
                .map(Jobs.Run::state)
                .orElseThrow(() -> AwsError.notFound("Job run " + id + " of job " + job + " not found."));
    }

    private ObjectNode getJobRun(ObjectNode request) {
        Members members = members(request);
        String name = jobName(members);
        String id = members.text("RunId", TextRule.NAME);
        LocalRun run = find(jobs.find(name).definition().name(), id);
        return Json.object().set("JobRun", JobJson.run(run, jobs.now()));
    }

    private ObjectNode getJobRuns(ObjectNode request) {
        Members members = members(request);
        String name = jobName(members);
        Optional<String> after = members.optionalText("NextToken", TextRule.ANY);
        OptionalInt maxResults = members.optionalInteger("MaxResults", 1, 200);
        String job = jobs.find(name).definition().name();
        Page<Jobs.Run> page = Page.of(
                jobs.runs(job),
                run -> Long.MAX_VALUE - run.state().number(),
                Scope.of("runs", job),
                after,
                maxResults,
                PAGE_SIZE,
                AwsError::invalidInput);
        ObjectNode answer = Json.object();
        ArrayNode list = answer.putArray("JobRuns");
        page.items().forEach(run -> list.add(JobJson.run(run.state(), jobs.now())));
        page.nextToken().ifPresent(token -> answer.put("NextToken", token));
        return answer;
    }

    private ObjectNode batchStopJobRun(ObjectNode request) {
        Members members = members(request);
        String job = jobName(members);
        List<String> ids = members.texts("JobRunIds", TextRule.NAME, 25);
        if (ids.isEmpty()) {
            throw members.missing("JobRunIds");
        }
        ObjectNode answer = Json.object();
        ArrayNode stopped = answer.putArray("SuccessfulSubmissions");
        ArrayNode errors = answer.putArray("Errors");
        Map<String, Optional<Jobs.Run>> runs = new LinkedHashMap<>();
        ids.forEach(id -> runs.put(id, jobs.run(job, id)));
        runs.forEach((id, run) -> {
            if (run.isEmpty()) {
                error(errors, job, id, "EntityNotFoundException", "Job run " + id + " not found");
            } else if (run.get().state().stop(jobs.now())) {
                stopped.addObject().put("JobName", job).put("JobRunId", id);
            } else {
                error(
                        errors,
                        job,
                        id,
                        "JobRunInTerminalStateException",
                        "Job run " + id + " is in a terminal state already");
            }
        });
        return answer;
    }

    private static void error(ArrayNode errors, String job, String id, String code, String message) {
        errors.addObject()
                .put("JobName", job)
                .put("JobRunId", id)
                .putObject("ErrorDetail")
                .put("ErrorCode", code)
                .put("ErrorMessage", message);
    }

    private static String jobName(Members members) {
        return members.text("JobName", TextRule.NAME);
    }

    private static Members members(ObjectNode request) {
        return new Members(request, "InvalidInputException");
    }
}
