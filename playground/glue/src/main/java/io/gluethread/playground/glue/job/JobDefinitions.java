package io.gluethread.playground.glue.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.glue.session.Capacity;
import io.gluethread.playground.glue.session.CapacityRequest;
import io.gluethread.playground.glue.session.WorkerType;
import io.gluethread.playground.glue.wire.AwsError;
import io.gluethread.playground.glue.wire.Members;
import io.gluethread.playground.glue.wire.TextRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads CreateJob and UpdateJob. Source of limits and defaults: AWS Glue API Reference, "Jobs API". */
final class JobDefinitions {
    static final TextRule ARGUMENT = TextRule.length(0, 262_144);
    /** Where none is said: AWS Glue Developer Guide, "Quotas"; jobs of Glue 5.0 and later end after 8 hours. */
    private static final int TIMEOUT_BEFORE_5 = 2880;

    private static final int TIMEOUT = 480;
    private static final int LONGEST_TIMEOUT = 7 * 24 * 60;
    private static final Capacity.Workers STANDARD = new Capacity.Workers(WorkerType.G_1X, 10);
    private static final List<String> ECHOED = List.of(
            "JobMode",
            "LogUri",
            "NotificationProperty",
            "CodeGenConfigurationNodes",
            "SourceControlDetails",
            "MaintenanceWindow");

    private JobDefinitions() {}

    /**
     * @param request CreateJob's members, or those of UpdateJob's JobUpdate
     */
    static JobDefinition read(String name, ObjectNode request) {
        Members members = new Members(request, "InvalidInputException");
        Members command = members.requiredStructure("Command");
        String commandName = command.optionalText("Name", TextRule.ANY).orElse("glueetl");
        refuseCommand(commandName);
        String glueVersion = CapacityRequest.glueVersion(members);
        Map<String, JsonNode> echoed = new LinkedHashMap<>();
        ECHOED.stream().filter(request::has).forEach(member -> echoed.put(member, request.get(member)));
        return new JobDefinition(
                name,
                members.optionalText("Description", TextRule.DESCRIPTION),
                members.text("Role", TextRule.length(1, 2048)),
                commandName,
                scriptLocation(command),
                command.optionalText("PythonVersion", TextRule.matching(1, 4, "^([2-3]|3[.]9|3[.]11)$")),
                members.map("DefaultArguments", TextRule.ANY, ARGUMENT, Integer.MAX_VALUE),
                members.map("NonOverridableArguments", TextRule.ANY, ARGUMENT, Integer.MAX_VALUE),
                members.structure("Connections").map(c -> c.texts("Connections", TextRule.length(0, 255), 1000)),
                CapacityRequest.read(members, glueVersion, STANDARD),
                glueVersion,
                timeout(members, commandName, glueVersion),
                members.optionalInteger("MaxRetries", 0, 10).orElse(0),
                members.structure("ExecutionProperty")
                        .map(property -> property.optionalInteger("MaxConcurrentRuns", 1, 2000))
                        .orElse(OptionalInt.empty())
                        .orElse(1),
                members.flag("JobRunQueuingEnabled"),
                executionClass(members),
                members.optionalText("SecurityConfiguration", TextRule.NAME),
                echoed);
    }

    private static void refuseCommand(String name) {
        switch (name) {
            case "glueetl", "gluestreaming" -> {}
            case "pythonshell", "glueray" ->
                throw AwsError.invalidInput(
                        "Command name " + name + ": this endpoint runs Spark jobs only. Use glueetl or gluestreaming.");
            default ->
                throw AwsError.invalidInput("Command name '" + name + "' is not valid. Use glueetl or gluestreaming.");
        }
    }

    private static String scriptLocation(Members command) {
        String location = command.text("ScriptLocation", TextRule.length(1, 400_000));
        if (!location.matches("(?s)s3[an]?://[^/]+/.+")) {
            throw AwsError.invalidInput("ScriptLocation must be s3://bucket/key, not " + location);
        }
        return location;
    }

    private static OptionalInt timeout(Members members, String command, String glueVersion) {
        OptionalInt asked = members.optionalInteger("Timeout", 1, LONGEST_TIMEOUT);
        if (asked.isPresent() || command.equals("gluestreaming")) {
            return asked;
        }
        return OptionalInt.of(glueVersion.startsWith("5.") ? TIMEOUT : TIMEOUT_BEFORE_5);
    }

    static Optional<String> executionClass(Members members) {
        return members.optionalText("ExecutionClass", TextRule.matching(1, 16, "FLEX|STANDARD"));
    }
}
