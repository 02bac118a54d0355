package io.gluethread.playground.glue.session;

import io.gluethread.playground.glue.tag.Tags;
import io.gluethread.playground.glue.wire.AwsError;
import io.gluethread.playground.glue.wire.Members;
import io.gluethread.playground.glue.wire.TextRule;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads CreateSession requests. What the API's model forbids is a {@code ValidationException}; what only the service
 * knows to be wrong is an {@code InvalidInputException}. Source of the limits: the Glue service model in botocore.
 */
final class SessionSpecs {
    static final TextRule REQUEST_ORIGIN = TextRule.matching(1, 128, "[\\.\\-_A-Za-z0-9]+");

    private static final TextRule ROLE = TextRule.matching(20, 2048, "arn:aws[^:]*:iam::[0-9]*:role/.+");
    private static final TextRule ARGUMENT_KEY = TextRule.matching(1, 128, "[\\.\\-_A-Za-z0-9]+");
    private static final TextRule ARGUMENT_VALUE = TextRule.multiLine(0, 4096);
    private static final TextRule PYTHON_VERSION = TextRule.matching(1, 3, "^([2-3]|3[.]9)$");
    private static final TextRule CONNECTION = TextRule.length(0, 255);
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
        Map<String, String> tags = Tags.read(request, "Tags");
        String glueVersion = CapacityRequest.glueVersion(request);
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
                CapacityRequest.read(request, glueVersion, DEFAULT_CAPACITY),
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
}
