package io.gluethread.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gluethread.broker.glue.Glue;
import io.gluethread.broker.glue.GlueException;
import io.gluethread.broker.glue.GlueOperation;
import io.gluethread.broker.glue.memory.Answer;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.SessionId;
import io.gluethread.broker.session.ThreadView;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request to run a cell that Glue takes only after its sender has given it up, or is dead: it runs once all the same. */
final class AtMostOnceTest extends HouseTest {
    /** Cuts off the first request with this code: its sender hears nothing for a while, and Glue takes it still later. */
    private final class SlowWire extends GlueInBetween {
        private final Duration silence;
        private final Duration later;
        private final Supplier<? extends Throwable> end;
        private Optional<Runnable> onTheWire = Optional.empty();
        private Instant arrives = Instant.MAX;
        private boolean cut;

        SlowWire(Glue glue, Duration silence, Duration later, Supplier<? extends Throwable> end) {
            super(glue);
            this.silence = silence;
            this.later = later;
            this.end = end;
        }

        @Override
        <T> T call(Supplier<T> work) {
            if (!house.clock.instant().isBefore(arrives)) {
                arrives = Instant.MAX;
                onTheWire.orElseThrow().run();
            }
            return work.get();
        }

        @Override
        public int run(SessionId id, String region, String code) {
            if (cut || !code.contains("once")) {
                return super.run(id, region, code);
            }
            int calls = house.glue.calls(GlueOperation.RUN_STATEMENT);
            if (throttled-- > 0) {
                throw new GlueException.Throttled("Rate exceeded, call " + calls, null);
            }
            cut = true;
            house.clock.forward(silence);
            arrives = house.clock.instant().plus(later);
            onTheWire = Optional.of(
                    () -> assertThat(house.glue.run(id, region, code)).isNotNegative());
            switch (end.get()) {
                case Error dead -> throw dead;
                case RuntimeException answer -> throw answer;
                case Throwable other -> throw new IllegalStateException(other);
            }
        }
    }

    private int throttled;

    AtMostOnceTest() {
        house.glue.script().answer("once", Answer.text("1").taking(Duration.ofSeconds(3)));
    }

    private void cutOff(Duration silence, Duration later) {
        house.crash(
                glue -> new SlowWire(glue, silence, later, () -> new GlueException.Unclear("no answer in time", null)));
    }

    private void runsOnce(CellView cell) {
        house.pass(Duration.ofMinutes(3));
        assertThat(house.now(cell).state()).isEqualTo(CellState.OK);
        assertThat(house.glue.executions("once")).isEqualTo(1);
    }

    @ParameterizedTest(name = "throttled {0} times before")
    @ValueSource(ints = {0, 1, 4})
    void taken_seconds_after_the_call_was_given_up_whatever_failed_before(int times) {
        cutOff(Duration.ofSeconds(30), Duration.ofSeconds(3));
        ThreadView thread = house.ready();
        throttled = times;
        runsOnce(house.submit(thread, "once"));
    }

    @Test
    void taken_seconds_after_the_call_was_given_up_long_after_another_cell_was_throttled_and_cancelled() {
        cutOff(Duration.ofSeconds(30), Duration.ofSeconds(3));
        ThreadView thread = house.ready();
        house.glue.script().throttle(GlueOperation.RUN_STATEMENT, 1);
        CellView never = house.submit(thread, "never");
        assertThat(house.broker().step(thread.id())).isPresent();
        assertThat(house.broker().cancel(thread.id(), never.id(), House.ANA))
                .isInstanceOf(Broker.Cancelled.Asked.class);
        house.pass(Duration.ofMinutes(5));
        runsOnce(house.submit(thread, "once"));
    }

    @ParameterizedTest(name = "killed after {0} s")
    @ValueSource(ints = {0, 5, 12, 29})
    void taken_seconds_after_its_sender_was_killed_and_has_started_again(int seconds) {
        SlowWire[] wire = new SlowWire[1];
        house.crash(glue -> {
            if (wire[0] == null) {
                wire[0] = new SlowWire(
                        glue, Duration.ofSeconds(seconds), Duration.ofSeconds(3), () -> new MortalGlue.Died());
            }
            return wire[0];
        });
        ThreadView thread = house.ready();
        CellView cell = house.submit(thread, "once");
        assertThatThrownBy(() -> house.pass(Duration.ofSeconds(10))).isInstanceOf(MortalGlue.Died.class);
        house.crash();
        runsOnce(cell);
    }

    @Test
    void one_that_never_arrives_is_sent_again_soon_after_it_was_given_up() {
        cutOff(Duration.ofSeconds(30), Duration.ofDays(1));
        ThreadView thread = house.ready();
        CellView cell = house.submit(thread, "once");
        house.pass(Duration.ofSeconds(45));
        assertThat(house.now(cell).state()).isEqualTo(CellState.OK);
        assertThat(house.glue.executions("once")).isEqualTo(1);
    }
}
