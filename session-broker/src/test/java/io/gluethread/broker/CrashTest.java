package io.gluethread.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.broker.glue.memory.Answer;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.SessionState;
import io.gluethread.broker.session.ThreadView;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The broker may die at any moment: each cell runs at most once all the same, and its result arrives. */
final class CrashTest extends HouseTest {
    private ThreadView thread;
    private CellView quick;
    private CellView cancelled;
    private CellView last;

    CrashTest() {
        house.glue
                .script()
                .answer("quick", Answer.text("q").taking(Duration.ofSeconds(1)))
                .answer("forever", Answer.endless())
                .answer("last", "l");
        thread = house.thread(House.ANA);
        quick = house.submit(thread, "quick");
        cancelled = house.submit(thread, "forever");
        last = house.submit(thread, "last");
    }

    @Test
    void dying_between_any_two_steps_loses_nothing() {
        boolean asked = false;
        for (int i = 0; i < 400 && !house.now(last).state().isOver(); i++) {
            house.crash();
            Optional<java.time.Instant> next = house.broker().step(thread.id());
            if (!asked && house.now(cancelled).state() == CellState.RUNNING) {
                house.broker().cancel(thread.id(), cancelled.id(), House.ANA);
                asked = true;
            } else {
                next.ifPresent(house.clock::to);
            }
        }
        theStoryEndsWell();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24})
    void dying_in_the_middle_of_a_call_loses_nothing(int call) {
        for (boolean afterEffect : new boolean[] {false, true}) {
            // The second time round, the process comes up and dies again at the same distance.
            house.crash(glue -> new MortalGlue(glue, call, afterEffect));
            boolean died = livesOn();
            house.crash(UnaryOperator.identity());
            assertThat(died || afterEffect).as("it died at all").isTrue();
        }
        livesOn();
        theStoryEndsWell();
    }

    /** Half a minute of life, with the cancel that somebody asks for; whether the process died in it. */
    private boolean livesOn() {
        try {
            for (int i = 0; i < 60; i++) {
                house.pass(Duration.ofSeconds(1));
                if (house.now(cancelled).state() == CellState.RUNNING) {
                    house.broker().cancel(thread.id(), cancelled.id(), House.ANA);
                }
            }
            return false;
        } catch (MortalGlue.Died e) {
            return true;
        }
    }

    private void theStoryEndsWell() {
        assertThat(house.now(quick).state()).isEqualTo(CellState.OK);
        assertThat(house.now(cancelled).state()).isEqualTo(CellState.CANCELLED);
        assertThat(house.now(last).state()).isEqualTo(CellState.OK);
        assertThat(house.session(thread).state()).isEqualTo(SessionState.READY);
        assertThat(house.session(thread).generation()).isEqualTo(1);
        assertThat(house.glue.executions("quick")).isEqualTo(1);
        assertThat(house.glue.executions("last")).isEqualTo(1);
    }

    @Test
    void number_12_coming_up_again_it_stops_what_was_to_be_stopped_and_leaves_dead_sessions_alone() {
        house.pass(Duration.ofSeconds(40));
        house.broker().stop(thread.id(), House.ANA);
        house.crash();
        house.pass(Duration.ofSeconds(30));
        assertThat(house.session(thread).state()).isEqualTo(SessionState.STOPPED);
        assertThat(house.glue.alive()).isEmpty();

        house.crash();
        CellView after = house.submit(thread, "last again");
        house.pass(Duration.ofSeconds(40));
        assertThat(house.now(after).state()).isEqualTo(CellState.OK);
        assertThat(house.now(after).session()).contains(house.session(thread).id());
        assertThat(house.session(thread).generation()).isEqualTo(2);
        assertThat(house.now(after).note()).contains("earlier cells are gone");
    }
}
