package io.gluethread.broker.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class StateTablesTest {
    @ParameterizedTest
    @EnumSource(SessionState.class)
    void a_session_never_goes_back_and_never_leaves_its_end(SessionState state) {
        assertThat(state.next())
                .doesNotContain(state)
                .allMatch(next -> !next.next().contains(state));
        assertThat(state.isOver()).isEqualTo(state.next().isEmpty());
    }

    @Test
    void only_a_cell_that_surely_did_not_arrive_goes_back_into_the_queue() {
        assertThat(CellState.SENDING.next()).contains(CellState.QUEUED);
        assertThat(CellState.RUNNING.next()).doesNotContain(CellState.QUEUED);
        assertThat(CellState.CANCELLING.next()).doesNotContain(CellState.QUEUED);
    }

    @Test
    void the_later_way_to_say_a_size_wins() {
        Settings workers =
                new Settings(Map.of(Setting.WORKER_TYPE, "G.2X", Setting.NUMBER_OF_WORKERS, "4"), Map.of(), Map.of());
        Settings capacity = Settings.of(Setting.MAX_CAPACITY, "8");

        assertThat(workers.with(capacity).get(Setting.WORKER_TYPE)).isEmpty();
        assertThat(capacity.with(workers).get(Setting.MAX_CAPACITY)).isEmpty();
        assertThat(capacity.with(workers).get(Setting.WORKER_TYPE)).isEqualTo(Optional.of("G.2X"));
    }
}
