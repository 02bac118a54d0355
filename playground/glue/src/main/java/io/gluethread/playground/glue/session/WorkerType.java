package io.gluethread.playground.glue.session;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The worker types of Glue for Spark, with the DPUs that one of them is billed as (for R types: memory-optimised DPUs).
 * Source: AWS Glue Developer Guide, "Worker types", and the models of the AWS SDKs for the names.
 */
public enum WorkerType {
    STANDARD("Standard", 1, false),
    G_025X("G.025X", 0.25, false),
    G_1X("G.1X", 1, false),
    G_2X("G.2X", 2, false),
    G_4X("G.4X", 4, false),
    G_8X("G.8X", 8, false),
    G_12X("G.12X", 12, true),
    G_16X("G.16X", 16, true),
    R_1X("R.1X", 1, true),
    R_2X("R.2X", 2, true),
    R_4X("R.4X", 4, true),
    R_8X("R.8X", 8, true),
    Z_2X("Z.2X", 2, false);

    private final String awsName;
    private final double dpus;
    private final boolean needsGlue4;

    WorkerType(String awsName, double dpus, boolean needsGlue4) {
        this.awsName = awsName;
        this.dpus = dpus;
        this.needsGlue4 = needsGlue4;
    }

    public static Optional<WorkerType> named(String awsName) {
        return Arrays.stream(values())
                .filter(type -> type.awsName.equals(awsName))
                .findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(WorkerType::awsName).collect(Collectors.joining(", "));
    }

    /** Whether workers of this type exist under a version of Glue. */
    boolean runsOn(String glueVersion) {
        return !needsGlue4 || !List.of("2.0", "3.0").contains(glueVersion);
    }

    public String awsName() {
        return awsName;
    }

    public double dpus() {
        return dpus;
    }
}
