package io.gluethread.playground.glue.session;

import io.gluethread.playground.glue.wire.AwsError;
import io.gluethread.playground.glue.wire.Members;
import io.gluethread.playground.glue.wire.TextRule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Reads CreateSession requests. What the API's model forbids is a {@code ValidationException}; what only the service
 * knows to be wrong is an {@code InvalidInputException}. Source of the limits: the Glue service model in botocore.
 */
final class SessionSpecs {
    static final TextRule REQUEST_ORIGIN = TextRule.matching(1, 128, "[\\.\\-_A-Za-z0-9]+");
    static final TextRule TAG_KEY = TextRule.length(1, 128);
    static final TextRule TAG_VALUE = TextRule.length(0, 256);
    static final int MAX_TAGS = 50;

    private static final TextRule ROLE = TextRule.matching(20, 2048, "arn:aws[^:]*:iam::[0-9]*:role/.+");
    private static final TextRule ARGUMENT_KEY = TextRule.matching(1, 128, "[\\.\\-_A-Za-z0-9]+");
    private static final TextRule ARGUMENT_VALUE = TextRule.multiLine(0, 4096);
    private static final TextRule GLUE_VERSION = TextRule.matching(1, 255, "^(\\w+\\.)+\\w+$");
    private static final TextRule PYTHON_VERSION = TextRule.matching(1, 3, "^([2-3]|3[.]9)$");
    private static final TextRule CONNECTION = TextRule.length(0, 255);
    private static final List<String> GLUE_VERSIONS = List.of("2.0", "3.0", "4.0", "5.0", "5.1");
    private static final String DEFAULT_GLUE_VERSION = "5.0";
    private static final int DEFAULT_TIMEOUT_MINUTES = 2880;
    private static final Capacity.Workers DEFAULT_CAPACITY = new Capacity.Workers(WorkerType.G_1X, 5);

    private SessionSpecs() {}

    static SessionSpec read(Members request) {
        String id = request.text("Id", TextRule.NAME);
        String role = request.text("Role", ROLE);
        Members command = request.requiredStructure("Command");
        Optional<String> commandName = command.optionalText("Name", TextRule.NAME);
        Optional<String> pythonVersion = command.optionalText("PythonVersion", PYTHON_VERSION);
        OptionalInt timeout = request.optionalInteger("Timeout", 1, Integer.MAX_VALUE);
        OptionalInt idleTimeout = request.optionalInteger("IdleTimeout", 1, Integer.MAX_VALUE);
        Map<String, String> arguments = request.map("DefaultArguments", ARGUMENT_KEY, ARGUMENT_VALUE, 75);
        Map<String, String> tags = request.map("Tags", TAG_KEY, TAG_VALUE, MAX_TAGS);
        String glueVersion = request.optionalText("GlueVersion", GLUE_VERSION).orElse(DEFAULT_GLUE_VERSION);
        int timeoutMinutes = timeout.orElse(DEFAULT_TIMEOUT_MINUTES);
        SessionSpec spec = new SessionSpec(
                id,
                request.optionalText("Description", TextRule.DESCRIPTION),
                role,
                commandName.orElse(""),
                pythonVersion,
                Duration.ofMinutes(timeoutMinutes),
                Duration.ofMinutes(idleTimeout.orElse(timeoutMinutes)),
                arguments,
                request.structure("Connections").map(c -> c.texts("Connections", CONNECTION, 1000)),
                capacity(request, glueVersion),
                request.optionalText("SecurityConfiguration", TextRule.NAME),
                glueVersion,
                tags,
                request.optionalText("RequestOrigin", REQUEST_ORIGIN),
                request.optionalText("SessionType", TextRule.ANY));
        refuseWhatTheServiceRefuses(spec);
        return spec;
    }

    private static void refuseWhatTheServiceRefuses(SessionSpec spec) {
        if (spec.id().contains(".")) {
            throw AwsError.invalidInput(
                    "Session id '" + spec.id() + "' contains a period, which Glue does not accept.");
        }
        spec.sessionType().ifPresent(SessionSpecs::refuseSessionType);
        switch (spec.command()) {
            case "glueetl", "gluestreaming" -> {}
            case "glueray" ->
                throw AwsError.invalidInput("Command name glueray: this endpoint runs Spark sessions only, not Ray. Use"
                        + " glueetl or gluestreaming.");
            default ->
                throw AwsError.invalidInput(
                        "Command name '" + spec.command() + "' is not valid. Use glueetl or gluestreaming.");
        }
        if (!GLUE_VERSIONS.contains(spec.glueVersion())) {
            throw AwsError.invalidInput("Glue version " + spec.glueVersion() + " is not supported. Supported versions: "
                    + String.join(", ", GLUE_VERSIONS));
        }
        refuseReservedTags(spec.tags());
    }

    static void refuseReservedTags(Map<String, String> tags) {
        for (String key : tags.keySet()) {
            if (key.regionMatches(true, 0, "aws:", 0, 4)) {
                throw AwsError.invalidInput("Tag key '" + key + "': keys that begin with aws: are reserved.");
            }
        }
    }

    private static void refuseSessionType(String type) {
        switch (type) {
            case "LIVY" -> {}
            case "SPARK_CONNECT" ->
                throw AwsError.notSupported(
                        "SessionType SPARK_CONNECT is not supported by this endpoint: such sessions take no statements."
                                + " Leave SessionType out or use LIVY.");
            default -> throw AwsError.invalidInput("SessionType '" + type + "' is not valid. Use LIVY.");
        }
    }

    private static Capacity capacity(Members request, String glueVersion) {
        OptionalDouble maxCapacity = request.optionalDouble("MaxCapacity");
        OptionalInt number = request.optionalInteger("NumberOfWorkers", Integer.MIN_VALUE, Integer.MAX_VALUE);
        Optional<String> typeName = request.optionalText("WorkerType", TextRule.NAME);
        if (maxCapacity.isPresent()) {
            if (number.isPresent() || typeName.isPresent()) {
                throw AwsError.invalidInput(
                        "Please do not set Max Capacity if using Worker Type and Number of Workers.");
            }
            if (!(maxCapacity.getAsDouble() > 0)) {
                throw AwsError.invalidInput("MaxCapacity must be above 0, not " + maxCapacity.getAsDouble() + ".");
            }
            return new Capacity.Dpus(maxCapacity.getAsDouble());
        }
        if (number.isPresent() && number.getAsInt() < 1) {
            throw AwsError.invalidInput("NumberOfWorkers must be at least 1, not " + number.getAsInt() + ".");
        }
        WorkerType type = typeName.map(name -> workerType(name, glueVersion)).orElse(DEFAULT_CAPACITY.type());
        return new Capacity.Workers(type, number.orElse(DEFAULT_CAPACITY.number()));
    }

    private static WorkerType workerType(String name, String glueVersion) {
        WorkerType type = WorkerType.named(name)
                .orElseThrow(() -> AwsError.invalidInput(
                        "Worker type '" + name + "' is not valid. Valid types: " + WorkerType.names()));
        if (!type.runsOn(glueVersion)) {
            throw AwsError.invalidInput("Worker type " + name + " needs Glue 4.0 or later, not " + glueVersion + ".");
        }
        return type;
    }
}
