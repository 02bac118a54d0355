package io.gluethread.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.gluethread.broker.glue.GlueException;
import io.gluethread.broker.glue.GlueOperation;
import io.gluethread.broker.glue.memory.Script.When;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.ThreadView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One of two replicas stands still for minutes, or is not sure, and then goes on. */
final class ReplicaStopsTest extends TwoHouses {
    /** Calls of a story by operation and number, each before it has left and with its answer in hand. */
    static Stream<Arguments> calls() {
        return Stream.of(
                        Map.entry("create", 0),
                        Map.entry("session", 0),
                        Map.entry("session", 3),
                        Map.entry("run", 0),
                        Map.entry("run", 1),
                        Map.entry("run", 3),
                        Map.entry("statement", 1),
                        Map.entry("statement", 3),
                        Map.entry("cancel", 0))
                .flatMap(call -> Stream.of(
                        arguments(call.getKey(), call.getValue(), false),
                        arguments(call.getKey(), call.getValue(), true)));
    }

    /** The worst there is: it goes on where it was, minutes later, and does not know that time went by. */
    @ParameterizedTest
    @MethodSource("calls")
    void stopped_in_the_middle_of_a_call_for_longer_than_its_lease_it_does_no_harm_when_it_goes_on(
            String operation, int number, boolean answered) {
        Story story = new Story();
        List<StoppedGlue> between = new ArrayList<>();
        a.crash(glue -> {
            StoppedGlue stopping = new StoppedGlue(glue, operation, number, answered, () -> {
                story.pass(Duration.ofMinutes(3), b);
                b.pass(Duration.ofMinutes(1));
            });
            between.add(stopping);
            return stopping.asGlue();
        });
        story.pass(Duration.ofMinutes(3), a);
        assertThat(between.getFirst().stopped()).as("it was stopped at all").isTrue();
        a.pass(Duration.ofMinutes(1), a, b);
        story.endsWell();
    }

    @Test
    void stopped_before_a_cell_leaves_it_sends_the_cell_when_nobody_else_was_there() {
        ThreadView thread = a.ready();
        a.crash(glue -> new StoppedGlue(glue, "run", 0, false, () -> a.clock.forward(Duration.ofMinutes(10))).asGlue());
        CellView cell = a.submit(thread, "quick");
        a.pass(Duration.ofMinutes(1));
        a.pass(Duration.ofMinutes(1));
        assertThat(a.now(cell).state()).isEqualTo(CellState.OK);
        assertThat(a.glue.executions("quick")).isEqualTo(1);
    }

    @Test
    void what_is_unclear_to_one_is_not_sent_again_by_the_other_before_it_is_sure() {
        ThreadView thread = a.ready();
        CellView cell = a.submit(thread, "quick");
        a.glue.script()
                .fail(
                        GlueOperation.RUN_STATEMENT,
                        () -> new GlueException.Unclear("no answer", null),
                        1,
                        When.BEFORE_EFFECT);
        Optional<Instant> again = a.broker().step(thread.id());
        assertThat(a.now(cell).state()).isEqualTo(CellState.SENDING);
        assertThat(again).isPresent();
        b.pass(Duration.ofSeconds(9));
        assertThat(b.now(cell).state()).isEqualTo(CellState.SENDING);
        b.pass(Duration.ofSeconds(20));
        assertThat(b.now(cell).state()).isEqualTo(CellState.OK);
    }

    @Test
    void an_answer_in_hand_that_was_overtaken_is_not_believed() {
        ThreadView thread = a.ready();
        CellView cell = a.submit(thread, "quick");
        a.glue.script()
                .fail(
                        GlueOperation.RUN_STATEMENT,
                        () -> new GlueException.Unclear("no answer", null),
                        1,
                        When.BEFORE_EFFECT);
        assertThat(a.broker().step(thread.id())).isPresent();
        a.clock.forward(Duration.ofSeconds(15));

        // One hears that the cell is not there and is stopped; the other one hears the same, sends it, and dies.
        b.crash(glue -> new MortalGlue(glue, 1, true));
        a.crash(glue -> new StoppedGlue(glue, "statements", 0, true, () -> {
                    b.clock.forward(Duration.ofMinutes(2));
                    assertThatThrownBy(() -> b.pass(Duration.ofSeconds(1))).isInstanceOf(MortalGlue.Died.class);
                    b.clock.forward(Duration.ofSeconds(20));
                })
                .asGlue());
        assertThat(a.broker().step(thread.id())).isPresent();
        assertThat(a.now(cell).state()).isEqualTo(CellState.SENDING);
        a.pass(Duration.ofMinutes(3));
        assertThat(a.now(cell).state()).isEqualTo(CellState.OK);
        assertThat(a.glue.executions("quick")).isEqualTo(1);
    }
}
