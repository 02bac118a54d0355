package io.gluethread.bench.measure;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** A ratio as rounds told it: the median of the rounds, and between which it lay. */
public record Ratio(double median, double least, double most) {

    /** Round by round, ours over the baseline's, both by their medians. */
    public static Ratio ofMedians(List<Times> ours, List<Times> baseline) {
        if (ours.isEmpty() || ours.size() != baseline.size()) {
            throw new IllegalArgumentException(
                    "as many rounds of one as of the other - were %d and %d".formatted(ours.size(), baseline.size()));
        }
        double[] ratios = IntStream.range(0, ours.size())
                .mapToDouble(i -> ours.get(i).medianMillis() / baseline.get(i).medianMillis())
                .sorted()
                .toArray();
        return new Ratio(ratios[(ratios.length - 1) / 2], ratios[0], ratios[ratios.length - 1]);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f (rounds %.2f to %.2f)", median, least, most);
    }
}
