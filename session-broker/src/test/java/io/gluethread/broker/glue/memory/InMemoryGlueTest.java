package io.gluethread.broker.glue.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gluethread.broker.glue.Glue;
import io.gluethread.broker.glue.GlueContract;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class InMemoryGlueTest extends GlueContract {
    @Override
    protected Glue glue() {
        return memory;
    }

    @Test
    void a_session_can_be_stopped_and_forgotten_by_others() {
        memory.create(ID, SPEC, Map.of());
        assertThat(memory.alive()).containsExactly(ID);
        memory.stopElsewhere(ID);
        assertThat(memory.session(ID, REGION).status()).isEqualTo("STOPPED");
        assertThat(memory.alive()).isEmpty();
        memory.forget(ID);
        assertThat(memory.sessions(REGION, Map.of())).isEmpty();
        assertThatThrownBy(() -> memory.kill(ID, "late")).hasMessage("no living session 'gt-thread0001-1'");
    }

    @Test
    void usage_may_be_left_out() {
        memory.script().withoutUsage();
        memory.create(ID, SPEC, Map.of());
        clock.forward(Duration.ofMinutes(1));
        assertThat(memory.session(ID, REGION).dpuSeconds()).isEmpty();
        assertThat(memory.session(ID, REGION).executionTime()).isEmpty();
    }

    @Test
    void many_threads_get_many_numbers() throws InterruptedException {
        memory.create(ID, SPEC, Map.of());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> run = () -> memory.run(ID, REGION, "x");
            assertThat(threads.invokeAll(Collections.nCopies(200, run))).allMatch(Future::isDone);
        }
        assertThat(memory.executions("x")).isEqualTo(200);
        assertThat(memory.statements(ID, REGION))
                .extracting(statement -> statement.id())
                .containsExactlyElementsOf(IntStream.range(0, 200).boxed().toList());
    }

    @Test
    void a_negative_time_is_refused() {
        assertThatThrownBy(() -> Answer.text("").taking(Duration.ofSeconds(-1)))
                .hasMessage("a statement takes no negative time: PT-1S");
    }
}
