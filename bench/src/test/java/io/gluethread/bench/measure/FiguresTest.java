package io.gluethread.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class FiguresTest {
    private static Times millis(long... values) {
        return Times.ofNanos(LongStream.of(values).map(v -> v * 1_000_000).toArray());
    }

    @Test
    void percentiles_are_times_that_were_measured() {
        Times hundred = Times.ofNanos(
                LongStream.rangeClosed(1, 100).map(v -> (101 - v) * 1_000_000).toArray());

        assertThat(hundred.medianMillis()).isEqualTo(50);
        assertThat(hundred.percentileMillis(99)).isEqualTo(99);
        assertThat(hundred.percentileMillis(100)).isEqualTo(100);
        assertThat(millis(7).percentileMillis(0.1)).isEqualTo(7);
    }

    @Test
    void pooled_times_are_all_of_them() {
        Times all = Times.pooled(List.of(millis(9, 1), millis(5)));

        assertThat(all.count()).isEqualTo(3);
        assertThat(all.medianMillis()).isEqualTo(5);
    }

    @Test
    void nothing_measured_is_no_figure() {
        assertThatThrownBy(() -> Times.ofNanos(new long[0])).hasMessageContaining("nothing was measured");
        assertThatThrownBy(() -> millis(1).percentileMillis(0)).hasMessageContaining("0.0");
    }

    @Test
    void a_ratio_is_the_median_of_the_rounds() {
        Ratio ratio =
                Ratio.ofMedians(List.of(millis(2), millis(30), millis(4)), List.of(millis(1), millis(10), millis(1)));

        assertThat(ratio).isEqualTo(new Ratio(3, 2, 4)).hasToString("3.00 (rounds 2.00 to 4.00)");
    }

    @Test
    void rounds_that_do_not_pair_are_refused() {
        assertThatThrownBy(() -> Ratio.ofMedians(List.of(millis(1)), List.of())).hasMessageContaining("1 and 0");
    }
}
