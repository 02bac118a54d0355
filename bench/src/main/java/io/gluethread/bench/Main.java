package io.gluethread.bench;

import io.gluethread.bench.ack.AckBench;
import io.gluethread.bench.ack.AckPlan;
import io.gluethread.bench.ack.LoadBench;
import io.gluethread.bench.ack.LoadPlan;
import io.gluethread.bench.recovery.RecoveryBench;
import io.gluethread.bench.recovery.RecoveryPlan;
import io.gluethread.bench.roundtrip.RoundTripBench;
import io.gluethread.bench.scale.ScaleBench;
import io.gluethread.bench.scale.ScalePlan;
import io.gluethread.bench.start.StartBench;
import java.io.PrintStream;
import java.util.List;

/** The launcher's {@code bench}: measures what it is told to and ends. */
public final class Main {
    private static final int CELLS = 30;
    private static final int STARTS = 5;

    private Main() {}

    public static void main(String[] args) throws Exception {
        PrintStream out = System.out;
        List<String> arguments = List.of(args);
        String what = arguments.isEmpty() ? "all" : arguments.getFirst();
        switch (what) {
            case "ack" -> {
                AckBench.run(AckPlan.USUAL, out);
                LoadBench.run(load(arguments), out);
            }
            case "load" -> LoadBench.run(load(arguments), out);
            case "recovery" -> RecoveryBench.run(recovery(arguments), out);
            case "roundtrip" -> RoundTripBench.run(CELLS, out);
            case "start" -> StartBench.run(STARTS, out);
            case "scale" -> ScaleBench.run(scale(arguments), out);
            case "all" -> {
                AckBench.run(AckPlan.USUAL, out);
                LoadBench.run(LoadPlan.USUAL, out);
                RoundTripBench.run(CELLS, out);
                StartBench.run(STARTS, out);
                ScaleBench.run(ScalePlan.USUAL, out);
                RecoveryBench.run(RecoveryPlan.USUAL, out);
            }
            default -> {
                System.err.println("'%s' is none of ack, load, roundtrip, start, scale, recovery, all".formatted(what));
                System.exit(2);
            }
        }
        System.exit(0);
    }

    /** {@code load 100 1000} or {@code ack 100 1000}: beside so many running statements and so many idle sessions. */
    private static LoadPlan load(List<String> arguments) {
        return arguments.size() < 3
                ? LoadPlan.USUAL
                : LoadPlan.USUAL.of(Integer.parseInt(arguments.get(1)), Integer.parseInt(arguments.get(2)));
    }

    /** {@code recovery 1000}: so many open threads. */
    private static RecoveryPlan recovery(List<String> arguments) {
        return arguments.size() < 2 ? RecoveryPlan.USUAL : RecoveryPlan.of(Integer.parseInt(arguments.get(1)));
    }

    /** {@code scale 100 1000}: so many running statements and so many idle sessions. */
    private static ScalePlan scale(List<String> arguments) {
        return arguments.size() < 3
                ? ScalePlan.USUAL
                : ScalePlan.USUAL.of(Integer.parseInt(arguments.get(1)), Integer.parseInt(arguments.get(2)));
    }
}
