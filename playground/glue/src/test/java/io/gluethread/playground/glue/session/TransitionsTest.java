package io.gluethread.playground.glue.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gluethread.playground.glue.engine.EngineOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which states follow which. */
final class TransitionsTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void a_session_that_is_over_stays_over() {
        assertThat(Arrays.stream(SessionStatus.values()).filter(SessionStatus::over))
                .containsExactly(SessionStatus.STOPPED, SessionStatus.TIMEOUT, SessionStatus.FAILED);
        assertThat(Arrays.stream(SessionStatus.values()).filter(SessionStatus::live))
                .containsExactly(SessionStatus.PROVISIONING, SessionStatus.READY);
        assertThat(SessionStatus.STOPPING.next()).containsExactly(SessionStatus.STOPPED);
        assertThat(SessionStatus.READY.next()).doesNotContain(SessionStatus.STOPPED, SessionStatus.PROVISIONING);
    }

    @Test
    void a_statement_that_is_over_stays_over_whatever_is_reported_later() {
        Statement statement = new Statement(0, "x");
        statement.start(NOON);
        statement.end(StatementState.CANCELLED, null, NOON);
        statement.end(StatementState.AVAILABLE, new EngineOutcome.Ok("late"), NOON.plusSeconds(1));
        statement.start(NOON.plusSeconds(2));
        statement.progress(0.5);
        assertThat(statement.view().state()).isEqualTo(StatementState.CANCELLED);
        assertThat(statement.view().outcome()).isEmpty();
        assertThat(statement.view().progress()).isZero();
        assertThatThrownBy(statement::cancelling).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void progress_never_goes_back_and_is_whole_only_at_the_end() {
        Statement statement = new Statement(0, "x");
        statement.start(NOON);
        statement.progress(0.5);
        statement.progress(0.2);
        assertThat(statement.view().progress()).isEqualTo(0.5);
        statement.progress(7);
        assertThat(statement.view().progress()).isEqualTo(0.99);
        statement.end(StatementState.AVAILABLE, new EngineOutcome.Ok(""), NOON);
        assertThat(statement.view().progress()).isEqualTo(1);
    }

    @Test
    void several_spark_settings_come_in_one_argument() {
        assertThat(spec("spark.a=1").sparkConf()).isEqualTo(Map.of("spark.a", "1"));
        assertThat(spec(" spark.a = x=y  --conf spark.b=2 --conf  hive.c=3 --conf nothing")
                        .sparkConf())
                .isEqualTo(Map.of("spark.a", "x=y", "spark.b", "2"));
        assertThat(spec("").sparkConf()).isEmpty();
    }

    private static SessionSpec spec(String conf) {
        return new SessionSpec(
                "s",
                Optional.empty(),
                "role",
                "glueetl",
                Optional.empty(),
                Duration.ofHours(1),
                Duration.ofHours(1),
                Map.of("--conf", conf),
                Optional.of(List.of()),
                new Capacity.Dpus(2),
                Optional.empty(),
                "5.0",
                Map.of(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void capacities_refuse_nonsense() {
        assertThatThrownBy(() -> new Capacity.Workers(WorkerType.G_1X, 0)).hasMessageContaining("not 0");
        assertThatThrownBy(() -> new Capacity.Dpus(Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> SessionLimits.DEFAULT.withMaxSessions(0)).hasMessageContaining("maxSessions=0");
    }
}
