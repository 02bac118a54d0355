package io.gluethread.playground.glue.job;

import io.gluethread.playground.glue.session.Capacity;
import io.gluethread.playground.glue.session.CapacityRequest;
import io.gluethread.playground.glue.session.SparkSettings;
import io.gluethread.playground.glue.session.WorkerType;
import io.gluethread.playground.glue.wire.AwsError;
import io.gluethread.playground.glue.wire.Members;
import io.gluethread.playground.glue.wire.TextRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One run of a job as it was asked for: the job at that moment and what the run has otherwise.
 *
 * @param arguments of StartJobRun alone, as GetJobRun tells them
 */
record RunSpec(
        JobDefinition job,
        Map<String, String> arguments,
        Capacity capacity,
        OptionalInt timeoutMinutes,
        Optional<String> executionClass,
        Optional<String> securityConfiguration) {
    RunSpec {
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }

    static RunSpec read(JobDefinition job, Members members) {
        Map<String, String> arguments =
                members.map("Arguments", TextRule.ANY, JobDefinitions.ARGUMENT, Integer.MAX_VALUE);
        for (String key : arguments.keySet()) {
            if (job.fixedArguments().containsKey(key)) {
                throw AwsError.invalidInput(
                        "Argument " + key + " is one of the job's NonOverridableArguments and cannot be overridden.");
            }
        }
        boolean otherCapacity =
                members.has("WorkerType") || members.has("NumberOfWorkers") || members.has("MaxCapacity");
        Capacity.Workers standard = job.capacity() instanceof Capacity.Workers workers
                ? workers
                : new Capacity.Workers(WorkerType.G_1X, 10);
        OptionalInt timeout = members.optionalInteger("Timeout", 1, Integer.MAX_VALUE);
        return new RunSpec(
                job,
                arguments,
                otherCapacity ? CapacityRequest.read(members, job.glueVersion(), standard) : job.capacity(),
                timeout.isPresent() ? timeout : job.timeoutMinutes(),
                JobDefinitions.executionClass(members).or(job::executionClass),
                members.optionalText("SecurityConfiguration", TextRule.NAME).or(job::securityConfiguration));
    }

    /** All arguments, the run's before the job's. */
    private Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>(job.defaultArguments());
        all.putAll(arguments);
        all.putAll(job.fixedArguments());
        return all;
    }

    /** What the script finds in {@code sys.argv}: Developer Guide, "Accessing parameters using getResolvedOptions". */
    List<String> commandLine(String runId) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("--JOB_NAME", job.name());
        options.put("--JOB_RUN_ID", runId);
        options.putAll(all());
        List<String> line = new ArrayList<>();
        options.forEach((key, value) -> {
            if (!key.equals("--conf")) {
                line.add(key.startsWith("--") ? key : "--" + key);
                line.add(value);
            }
        });
        return line;
    }

    Map<String, String> sparkConf() {
        return SparkSettings.in(all());
    }

    Optional<String> mainClass() {
        return Optional.ofNullable(all().get("--class"));
    }

    /** Only such runs tell DPUSeconds: API Reference, "JobRun". */
    boolean tellsDpuSeconds() {
        return executionClass.filter("FLEX"::equals).isPresent()
                || all().getOrDefault("--enable-auto-scaling", "false").equals("true");
    }
}
