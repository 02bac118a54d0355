package io.gluethread.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** That the simulation runs, sees the ends of statements, and asks less often than the kernel does. */
final class ScaleBenchTest {
    @Test
    void a_small_crowd_is_seen_at_work() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        ScaleBench.run(
                new ScalePlan(
                        5,
                        20,
                        Duration.ofMinutes(2),
                        List.of(
                                new ScalePlan.Case(Optional.empty(), 20),
                                new ScalePlan.Case(Optional.of(1), ScalePlan.ANY))),
                new PrintStream(bytes, true, StandardCharsets.UTF_8));

        assertThat(bytes.toString(StandardCharsets.UTF_8).lines().skip(1).toList())
                .hasSize(8)
                .anySatisfy(line -> assertThat(line)
                        .startsWith("scale, kernel's policy, limit none:")
                        .containsPattern("GetStatement (29|30)\\d a minute")
                        .contains(" 0 throttled"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("scale, kernel's policy, limit 1:")
                        .containsPattern(" [1-9]\\d* throttled"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("scale, Gluethread, limit none, at most 20:")
                        .containsPattern("ends seen n=[1-9]")
                        .contains(" 0 throttled"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("scale, Gluethread, limit 1, at most 1000:")
                        .containsPattern("ends seen n=[1-9]")
                        .containsPattern(" [1-9]\\d* throttled"))
                .anySatisfy(line -> assertThat(line).contains("ListSessions 1 a minute"));
    }

    @Test
    void delays_are_told_in_seconds_and_as_a_part_of_the_running_time() {
        Delays delays = new Delays();
        delays.add(Duration.ofSeconds(10), Duration.ofSeconds(1));
        delays.add(Duration.ofSeconds(2), Duration.ofSeconds(1));
        delays.add(Duration.ofSeconds(100), Duration.ofSeconds(5));

        assertThat(delays.seconds(50)).isEqualTo(1);
        assertThat(delays.seconds(99)).isEqualTo(5);
        assertThat(delays.relative(50)).isEqualTo(0.1);
        assertThat(delays.relative(99)).isEqualTo(0.5);
    }
}
