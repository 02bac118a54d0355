package io.gluethread.playground.glue.session;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.glue.engine.EngineOutcome;
import io.gluethread.playground.glue.wire.Json;
import java.util.Optional;

/** Sessions and statements in the shape of Glue's API. Timeout, Tags and RequestOrigin are not part of it. */
final class SessionJson {
    private static final int MAX_ERROR_MESSAGE = 2048;

    private SessionJson() {}

    static ObjectNode session(SessionView view) {
        SessionSpec spec = view.spec();
        ObjectNode json = Json.object();
        json.put("Id", spec.id());
        json.set("CreatedOn", Json.timestamp(view.createdOn()));
        json.put("Status", view.status().name());
        view.errorMessage().ifPresent(message -> json.put("ErrorMessage", cut(message)));
        spec.description().ifPresent(description -> json.put("Description", description));
        json.put("Role", spec.role());
        ObjectNode command = json.putObject("Command").put("Name", spec.command());
        spec.pythonVersion().ifPresent(version -> command.put("PythonVersion", version));
        json.set("DefaultArguments", Json.object(spec.defaultArguments()));
        spec.connections().ifPresent(connections -> {
            ArrayNode list = json.putObject("Connections").putArray("Connections");
            connections.forEach(list::add);
        });
        json.put("Progress", view.progress());
        json.put("MaxCapacity", spec.capacity().dpus());
        spec.securityConfiguration().ifPresent(name -> json.put("SecurityConfiguration", name));
        json.put("GlueVersion", spec.glueVersion());
        if (spec.capacity() instanceof Capacity.Workers workers) {
            json.put("NumberOfWorkers", workers.number());
            json.put("WorkerType", workers.type().awsName());
        }
        view.completedOn().ifPresent(end -> json.set("CompletedOn", Json.timestamp(end)));
        if (view.readyOn().isPresent() || view.status().over()) {
            json.put("ExecutionTime", view.executionSeconds());
            json.put("DPUSeconds", view.dpuSeconds());
        }
        json.put("IdleTimeout", spec.idleTimeout().toMinutes());
        spec.sessionType().ifPresent(type -> json.put("SessionType", type));
        return json;
    }

    static ObjectNode statement(Statement.View view) {
        ObjectNode json = Json.object();
        json.put("Id", view.id());
        json.put("Code", view.code());
        json.put("State", view.state().name());
        view.outcome().flatMap(outcome -> output(view.id(), outcome)).ifPresent(output -> json.set("Output", output));
        json.put("Progress", view.progress());
        view.startedOn().ifPresent(start -> json.put("StartedOn", start.toEpochMilli()));
        view.completedOn().ifPresent(end -> json.put("CompletedOn", end.toEpochMilli()));
        return json;
    }

    private static Optional<ObjectNode> output(int executionCount, EngineOutcome outcome) {
        ObjectNode json = Json.object();
        return switch (outcome) {
            case EngineOutcome.Ok ok -> {
                json.putObject("Data").put("TextPlain", withoutTrailingNewlines(ok.text()));
                json.put("ExecutionCount", executionCount).put("Status", "ok");
                yield Optional.of(json);
            }
            case EngineOutcome.Failed failed -> {
                if (!failed.text().isBlank()) {
                    json.putObject("Data").put("TextPlain", withoutTrailingNewlines(failed.text()));
                }
                json.put("ExecutionCount", executionCount).put("Status", "error");
                json.put("ErrorName", failed.name()).put("ErrorValue", failed.value());
                ArrayNode traceback = json.putArray("Traceback");
                failed.traceback().forEach(traceback::add);
                yield Optional.of(json);
            }
            case EngineOutcome.Cancelled cancelled -> Optional.empty();
        };
    }

    private static String withoutTrailingNewlines(String text) {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return text.substring(0, end);
    }

    private static String cut(String message) {
        return message.length() <= MAX_ERROR_MESSAGE ? message : message.substring(0, MAX_ERROR_MESSAGE);
    }
}
