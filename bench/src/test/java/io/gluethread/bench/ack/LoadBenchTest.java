package io.gluethread.bench.ack;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.bench.node.Population;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** That all three are seen to acknowledge at an even rate; never how fast. */
final class LoadBenchTest {
    @Test
    void the_service_at_work_at_leisure_and_bolt_acknowledge_what_comes_at_its_time() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        LoadBench.run(
                new LoadPlan(new Population(2, 1, 0, 3, 0), 20, Duration.ofSeconds(1), Duration.ofSeconds(1), 4),
                new PrintStream(bytes, true, StandardCharsets.UTF_8));

        assertThat(bytes.toString(StandardCharsets.UTF_8).lines().skip(1))
                .hasSize(4)
                .anySatisfy(line -> assertThat(line)
                        .startsWith("ack under load, Gluethread, at work:")
                        .contains("n=20 "))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("ack under load, Gluethread, nothing else:")
                        .contains("n=20 "))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("ack under load, bare Bolt:")
                        .contains("n=20 "));
    }
}
