package io.gluethread.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.gluethread.broker.glue.Glue;
import io.gluethread.broker.glue.GlueOperation;
import io.gluethread.broker.ledger.Leases;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.SessionState;
import io.gluethread.broker.session.ThreadView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One of two replicas dies, in each call of a story. */
final class ReplicaDiesTest extends TwoHouses {
    /** Calls of a story, each before it has left and with its answer in hand. */
    static Stream<Arguments> moments() {
        return IntStream.of(0, 2, 5, 8, 9, 11, 13, 16)
                .boxed()
                .flatMap(call -> Stream.of(arguments(call, false), arguments(call, true)));
    }

    @ParameterizedTest
    @MethodSource("moments")
    void what_one_was_doing_when_it_died_the_other_one_takes_over(int call, boolean answered) {
        Story story = new Story();
        a.crash(glue -> new MortalGlue(glue, call, answered));
        boolean died = false;
        try {
            story.pass(Duration.ofMinutes(3), a);
        } catch (MortalGlue.Died e) {
            died = true;
        }
        assertThat(died).as("it died at all").isTrue();
        story.pass(Duration.ofMinutes(2), b);
        story.endsWell();
    }

    /** Time goes by for the one that is left until it is so; answers how much. */
    private Duration until(House left, BooleanSupplier so) {
        Instant began = left.clock.instant();
        while (!so.getAsBoolean()) {
            left.pass(Duration.ofSeconds(1));
            assertThat(Duration.between(began, left.clock.instant())).isLessThan(Duration.ofMinutes(2));
        }
        return Duration.between(began, left.clock.instant());
    }

    /** The first one takes a cell and dies over it, in one of its next calls to Glue. */
    private CellView submitToOneThatDies(ThreadView thread, UnaryOperator<Glue> mortal) {
        a.crash(mortal);
        CellView cell = a.submit(thread, "quick");
        assertThatThrownBy(() -> a.pass(Duration.ofSeconds(10))).isInstanceOf(MortalGlue.Died.class);
        return cell;
    }

    @Test
    void a_cell_that_runs_is_followed_by_the_other_one_seconds_after_the_first_one_died() {
        ThreadView thread = a.ready();
        CellView cell = submitToOneThatDies(thread, glue -> new MortalGlue(glue, 1, true));
        assertThat(until(b, () -> b.now(cell).state() == CellState.OK))
                .isLessThanOrEqualTo(Leases.ALIVE.plusSeconds(2));
    }

    @Test
    void a_cell_that_had_just_been_taken_by_glue_is_found_seconds_after_its_sender_died() {
        ThreadView thread = a.ready();
        CellView cell = submitToOneThatDies(thread, glue -> new MortalGlue(glue, 0, true));
        assertThat(until(b, () -> b.now(cell).state() == CellState.OK))
                .isLessThanOrEqualTo(Leases.ALIVE.plusSeconds(2));
        assertThat(a.glue.executions("quick")).isEqualTo(1);
    }

    @Test
    void a_cell_that_is_not_to_be_seen_is_sent_again_only_when_it_surely_does_not_come_any_more() {
        ThreadView thread = a.ready();
        CellView cell = submitToOneThatDies(thread, glue -> new MortalGlue(glue, 0, false));
        b.pass(Tenure.LASTING.minusSeconds(1));
        assertThat(b.now(cell).state()).isEqualTo(CellState.SENDING);
        assertThat(a.glue.calls(GlueOperation.LIST_STATEMENTS))
                .as("it is looked for")
                .isBetween(3, 20);
        b.pass(Duration.ofSeconds(5));
        assertThat(b.now(cell).state()).isEqualTo(CellState.OK);
        assertThat(a.glue.executions("quick")).isEqualTo(1);
    }

    /** Late, but within the time that a call can be under way: its sender is dead, and the other one already looks. */
    @Test
    void a_cell_that_arrives_after_its_sender_died_is_found_and_not_sent_again() {
        ThreadView thread = a.ready();
        List<Runnable> onTheWire = new ArrayList<>();
        CellView cell = submitToOneThatDies(thread, glue -> new GlueInBetween(glue) {
            @Override
            <T> T call(Supplier<T> work) {
                onTheWire.add(() -> assertThat(work.get()).isNotNull());
                throw new MortalGlue.Died();
            }
        });
        b.pass(Duration.ofSeconds(30));
        assertThat(b.now(cell).state()).isEqualTo(CellState.SENDING);
        onTheWire.forEach(Runnable::run);
        assertThat(until(b, () -> b.now(cell).state() == CellState.OK)).isLessThanOrEqualTo(Duration.ofSeconds(8));
        assertThat(a.glue.executions("quick")).isEqualTo(1);
        assertThat(a.glue.calls(GlueOperation.RUN_STATEMENT)).isEqualTo(2);
    }

    @Test
    void one_alone_that_starts_again_goes_on_after_seconds_with_what_it_had_in_hand() {
        ThreadView thread = a.ready();
        CellView cell = submitToOneThatDies(thread, glue -> new MortalGlue(glue, 1, true));
        a.crash(UnaryOperator.identity());
        assertThat(until(a, () -> a.now(cell).state() == CellState.OK))
                .isLessThanOrEqualTo(Leases.ALIVE.plusSeconds(2));
    }

    @Test
    void a_session_that_was_being_stopped_is_stopped_seconds_after_the_replica_died() {
        ThreadView thread = a.ready();
        a.crash(glue -> new MortalGlue(glue, 0, false));
        a.broker().stop(thread.id(), House.ANA);
        assertThatThrownBy(() -> a.pass(Duration.ofSeconds(10))).isInstanceOf(MortalGlue.Died.class);
        assertThat(until(b, () -> b.session(thread).state() == SessionState.STOPPED))
                .isLessThanOrEqualTo(Duration.ofSeconds(20));
        assertThat(a.glue.calls(GlueOperation.STOP_SESSION)).isEqualTo(1);
    }
}
