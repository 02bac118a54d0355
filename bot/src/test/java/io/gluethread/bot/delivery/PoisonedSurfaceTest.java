package io.gluethread.bot.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.bot.memory.Fixtures;
import io.gluethread.broker.ledger.Slot;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.ThreadId;
import io.gluethread.broker.statement.Part;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One surface with which something is wrong holds up nothing but itself. */
final class PoisonedSurfaceTest {
    private static final ThreadId NEIGHBOUR = new ThreadId("tnnnnnnnnnnn");

    private final Outbox outbox = new Outbox();

    @AfterEach
    void close() {
        outbox.close();
    }

    @Test
    void a_surface_that_cannot_be_written_down_does_not_hold_up_its_channel() {
        outbox.broker.put(Fixtures.thread(NEIGHBOUR, Fixtures.DATA, Optional.of(Fixtures.ROOT), Optional.empty()));
        Slot slot = outbox.cell(1, CellState.OK, new Part.Text("42"));
        outbox.surfaces.poison(Fixtures.THREAD, slot, new IllegalStateException("a rule of the table is broken"));
        outbox.want(slot);
        outbox.note(NEIGHBOUR, "b");
        outbox.step();
        assertThat(outbox.texts(Fixtures.DATA)).containsExactly("note b");

        outbox.surfaces.poison(Fixtures.THREAD, slot, null);
        outbox.settle();
        assertThat(outbox.texts(Fixtures.DATA)).hasSize(2).last().asString().startsWith("[1] ✓");
    }

    @Test
    void a_surface_that_cannot_be_rendered_is_given_up_in_the_end_and_its_thread_goes_on() {
        outbox.surfaces.want(Fixtures.THREAD, new Slot.Note("bad"), Optional.of(Outbox.UNREADABLE));
        outbox.note(Fixtures.THREAD, "b");
        outbox.step();
        assertThat(outbox.texts(Fixtures.DATA))
                .as("first posts keep their order")
                .isEmpty();

        outbox.pass(Duration.ofMinutes(20));
        assertThat(outbox.texts(Fixtures.DATA)).containsExactly("note b");
        assertThat(outbox.isAbandoned(new Slot.Note("bad"))).isTrue();
    }

    @Test
    void a_post_after_which_something_broke_is_found_and_not_repeated() {
        Slot slot = new Slot.Note("once");
        outbox.note(Fixtures.THREAD, "once");
        outbox.surfaces.poisonShown(Fixtures.THREAD, slot, new IllegalStateException("not now"));
        outbox.step();
        assertThat(outbox.texts(Fixtures.DATA)).containsExactly("note once");
        outbox.surfaces.poisonShown(Fixtures.THREAD, slot, null);
        outbox.settle();
        assertThat(outbox.slack.calls("chat.postMessage")).hasSize(1);
        assertThat(outbox.surfaces.due(outbox.clock.instant(), 10)).isEmpty();
    }

    @Test
    void a_thread_that_cannot_be_read_does_not_keep_the_others_from_being_shown() {
        ThreadId unreadable = new ThreadId("tuuuuuuuuuuu");
        outbox.broker.unreadable(unreadable);
        outbox.note(unreadable, "a");
        outbox.note(Outbox.OTHER, "b");
        outbox.step();
        assertThat(outbox.texts(Fixtures.GENERAL)).containsExactly("note b");
    }
}
