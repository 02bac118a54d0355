package io.gluethread.bench.ack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gluethread.bench.measure.Scratch;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That the bench runs and ends, and says what it is for; never how fast anything is. */
final class AckBenchTest {
    @Test
    void every_contender_acknowledges_and_the_ratio_is_printed() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        AckBench.run(new AckPlan(List.of(1, 2), 2, 4, 4), new PrintStream(bytes, true, StandardCharsets.UTF_8));

        assertThat(bytes.toString(StandardCharsets.UTF_8).lines().skip(1))
                .hasSize(4)
                .allSatisfy(line -> assertThat(line).contains("n=8 "))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("ack, connections=1, Gluethread:")
                        .containsPattern("ratio of p50=\\d+\\.\\d\\d \\(rounds "))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("ack, connections=2, bare Bolt:")
                        .endsWith("ratio of p50=1 (baseline)"));
    }

    @Test
    void the_baseline_checks_signatures_too() throws Exception {
        try (QuietSlack slack = new QuietSlack();
                Scratch scratch = Scratch.create();
                ContenderProcess bolt = ContenderProcess.start(Contender.BOLT, slack.url(), scratch.folder());
                Caller caller = new Caller(bolt.address())) {
            byte[] signed = new SignedCommands(slack.url(), InstantSource.system())
                    .next(1, bolt.address())
                    .getFirst();
            byte[] altered = new String(signed, StandardCharsets.US_ASCII)
                    .replace("text=help", "text=hell")
                    .getBytes(StandardCharsets.US_ASCII);

            assertThatThrownBy(() -> caller.send(List.of(altered))).hasMessageContaining("401");
        }
    }

    @Test
    void a_plan_with_idle_connections_is_refused() {
        assertThatThrownBy(() -> new AckPlan(List.of(1, 8), 1, 7, 1)).hasMessageContaining("8 connections");
    }
}
