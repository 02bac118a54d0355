package io.gluethread.playground.glue.session;

import io.gluethread.playground.glue.wire.AwsError;
import io.gluethread.playground.glue.wire.Members;
import io.gluethread.playground.glue.wire.TextRule;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Reads how much a session or a job's run is to have: workers of a type, or DPUs, under a version of Glue. */
public final class CapacityRequest {
    private static final List<String> GLUE_VERSIONS = List.of("2.0", "3.0", "4.0", "5.0", "5.1");
    private static final TextRule GLUE_VERSION = TextRule.matching(1, 255, "^(\\w+\\.)+\\w+$");
    /** What is taken where none is named. */
    private static final String DEFAULT_GLUE_VERSION = "5.0";

    private CapacityRequest() {}

    /**
     * @throws AwsError for a version that there is not
     */
    public static String glueVersion(Members request) {
        String version = request.optionalText("GlueVersion", GLUE_VERSION).orElse(DEFAULT_GLUE_VERSION);
        if (!GLUE_VERSIONS.contains(version)) {
            throw AwsError.invalidInput("Glue version " + version + " is not supported. Supported versions: "
                    + String.join(", ", GLUE_VERSIONS));
        }
        return version;
    }

    /** Reads MaxCapacity, or WorkerType and NumberOfWorkers; what of the latter is left out is as the default has it. */
    public static Capacity read(Members request, String glueVersion, Capacity.Workers standard) {
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
        WorkerType type = typeName.map(name -> workerType(name, glueVersion)).orElse(standard.type());
        return new Capacity.Workers(type, number.orElse(standard.number()));
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
