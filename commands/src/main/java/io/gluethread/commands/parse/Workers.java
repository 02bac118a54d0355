package io.gluethread.commands.parse;

import java.util.List;

/**
 * The worker types that can be asked for, from small to big, with what one worker is
 * (<a href="https://docs.aws.amazon.com/glue/latest/dg/worker-types.html">Worker types</a>).
 */
public final class Workers {
    /** @param memoryGb gigabytes of memory of one worker */
    public record Kind(String name, int vcpus, int memoryGb, String note) {}

    public static final List<Kind> KINDS = List.of(
            new Kind("G.025X", 2, 4, "smallest; for a first look"),
            new Kind("G.1X", 4, 16, "the usual choice"),
            new Kind("G.2X", 8, 32, "joins and bigger shuffles"),
            new Kind("G.4X", 16, 64, "heavy transforms"),
            new Kind("G.8X", 32, 128, "heaviest transforms"),
            new Kind("G.12X", 48, 192, "Glue 4.0 and later, some regions"),
            new Kind("G.16X", 64, 256, "Glue 4.0 and later, some regions"),
            new Kind("R.1X", 4, 32, "more memory; Glue 4.0 and later, some regions"),
            new Kind("R.2X", 8, 64, "more memory; Glue 4.0 and later, some regions"),
            new Kind("R.4X", 16, 128, "more memory; Glue 4.0 and later, some regions"),
            new Kind("R.8X", 32, 256, "more memory; Glue 4.0 and later, some regions"),
            new Kind("Standard", 4, 16, "the oldest type; prefer G.1X"));

    public static final List<String> NAMES = KINDS.stream().map(Kind::name).toList();

    private Workers() {}
}
