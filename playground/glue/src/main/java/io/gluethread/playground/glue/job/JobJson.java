package io.gluethread.playground.glue.job;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.glue.session.Capacity;
import io.gluethread.playground.glue.wire.Json;
import java.time.Instant;

/** Jobs and runs in the shape of Glue's API. */
final class JobJson {
    private JobJson() {}

    static ObjectNode job(Jobs.Job job) {
        JobDefinition definition = job.definition();
        ObjectNode json = Json.object().put("Name", definition.name());
        definition.description().ifPresent(text -> json.put("Description", text));
        json.put("Role", definition.role());
        json.set("CreatedOn", Json.timestamp(job.createdOn()));
        json.set("LastModifiedOn", Json.timestamp(job.modifiedOn()));
        json.putObject("ExecutionProperty").put("MaxConcurrentRuns", definition.maxConcurrentRuns());
        ObjectNode command = json.putObject("Command")
                .put("Name", definition.command())
                .put("ScriptLocation", definition.scriptLocation());
        definition.pythonVersion().ifPresent(version -> command.put("PythonVersion", version));
        json.set("DefaultArguments", Json.object(definition.defaultArguments()));
        if (!definition.fixedArguments().isEmpty()) {
            json.set("NonOverridableArguments", Json.object(definition.fixedArguments()));
        }
        definition.connections().ifPresent(connections -> {
            ArrayNode list = json.putObject("Connections").putArray("Connections");
            connections.forEach(list::add);
        });
        json.put("MaxRetries", definition.maxRetries());
        definition.timeoutMinutes().ifPresent(minutes -> json.put("Timeout", minutes));
        capacity(json, definition.capacity());
        definition.securityConfiguration().ifPresent(name -> json.put("SecurityConfiguration", name));
        json.put("GlueVersion", definition.glueVersion());
        definition.executionClass().ifPresent(name -> json.put("ExecutionClass", name));
        json.put("JobRunQueuingEnabled", definition.queuing());
        definition.echoed().forEach(json::set);
        return json;
    }

    private static void capacity(ObjectNode json, Capacity capacity) {
        json.put("AllocatedCapacity", (int) capacity.dpus());
        json.put("MaxCapacity", capacity.dpus());
        if (capacity instanceof Capacity.Workers workers) {
            json.put("WorkerType", workers.type().awsName());
            json.put("NumberOfWorkers", workers.number());
        }
    }

    static ObjectNode run(LocalRun run, Instant now) {
        LocalRun.View view = run.view(now);
        RunSpec spec = run.spec();
        ObjectNode json = Json.object().put("Id", run.id()).put("Attempt", run.attempt());
        run.previous().ifPresent(id -> json.put("PreviousRunId", id));
        json.put("JobName", spec.job().name());
        json.set("StartedOn", Json.timestamp(view.startedOn()));
        json.set("LastModifiedOn", Json.timestamp(view.modifiedOn()));
        view.completedOn().ifPresent(end -> json.set("CompletedOn", Json.timestamp(end)));
        json.put("JobRunState", view.state().name());
        json.set("Arguments", Json.object(spec.arguments()));
        view.errorMessage().ifPresent(message -> json.put("ErrorMessage", message));
        json.putArray("PredecessorRuns");
        json.put("ExecutionTime", (int) view.execution().toSeconds());
        spec.timeoutMinutes().ifPresent(minutes -> json.put("Timeout", minutes));
        capacity(json, spec.capacity());
        spec.securityConfiguration().ifPresent(name -> json.put("SecurityConfiguration", name));
        json.put("LogGroupName", "/aws-glue/jobs").put("GlueVersion", spec.job().glueVersion());
        spec.executionClass().ifPresent(name -> json.put("ExecutionClass", name));
        if (spec.tellsDpuSeconds() && view.completedOn().isPresent()) {
            json.put(
                    "DPUSeconds",
                    view.execution().toMillis() / 1000.0 * spec.capacity().dpus());
        }
        return json;
    }
}
