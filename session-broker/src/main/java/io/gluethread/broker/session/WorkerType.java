package io.gluethread.broker.session;

import java.util.Map;
import java.util.Optional;

/**
 * A Glue worker type by its name. The name is open (AWS adds some); what one is worth in DPU is known for the types of
 * <a href="https://docs.aws.amazon.com/glue/latest/dg/worker-types.html">Worker types</a>.
 */
public record WorkerType(String name) {
    /** DPU (or M-DPU for R types) of one worker, in the order of size. */
    public static final Map<String, Double> DPUS = Map.ofEntries(
            Map.entry("G.025X", 0.25),
            Map.entry("Standard", 1.0),
            Map.entry("G.1X", 1.0),
            Map.entry("G.2X", 2.0),
            Map.entry("G.4X", 4.0),
            Map.entry("G.8X", 8.0),
            Map.entry("G.12X", 12.0),
            Map.entry("G.16X", 16.0),
            Map.entry("R.1X", 1.0),
            Map.entry("R.2X", 2.0),
            Map.entry("R.4X", 4.0),
            Map.entry("R.8X", 8.0),
            Map.entry("Z.2X", 2.0));

    public static final WorkerType G_1X = new WorkerType("G.1X");

    public WorkerType {
        if (!name.matches("[A-Za-z0-9.]{1,20}")) {
            throw new IllegalArgumentException("not a worker type: '%s'".formatted(name));
        }
    }

    /** DPU of one worker, or empty for a type this version does not know. */
    public Optional<Double> dpus() {
        return Optional.ofNullable(DPUS.get(name));
    }
}
