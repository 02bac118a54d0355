package io.gluethread.bench.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gluethread.bench.node.Population;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** That a killed service is seen to take up everything; never how fast. */
final class RecoveryBenchTest {
    @Test
    void killed_and_started_again_it_looks_at_every_thread_and_posts_what_is_due() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        RecoveryBench.run(
                new RecoveryPlan(new Population(3, 1, 2, 5, 4), Duration.ofSeconds(1), 1),
                new PrintStream(bytes, true, StandardCharsets.UTF_8));

        assertThat(bytes.toString(StandardCharsets.UTF_8).lines().skip(1))
                .hasSize(7)
                .allSatisfy(line -> assertThat(line).startsWith("recovery, ").containsPattern("median=\\d+ ms"))
                .anySatisfy(line -> assertThat(line).contains("until all due messages are posted"));
    }

    @Test
    void more_messages_than_threads_are_refused() {
        assertThatThrownBy(() -> new Population(1, 0, 0, 1, 3)).hasMessageContaining("3");
    }
}
