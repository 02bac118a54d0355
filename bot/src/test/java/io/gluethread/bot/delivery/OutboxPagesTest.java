package io.gluethread.bot.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.bot.memory.FakeSlackApi.Posted;
import io.gluethread.bot.memory.FakeSlackApi.Trouble;
import io.gluethread.bot.memory.Fixtures;
import io.gluethread.broker.ledger.Slot;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.ThreadId;
import io.gluethread.broker.statement.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** However much has to wait in one place, it keeps nobody else waiting. */
final class OutboxPagesTest {
    private final Outbox outbox = new Outbox();

    @AfterEach
    void close() {
        outbox.close();
    }

    @Test
    void number_27_three_thousand_reactions_that_wait_for_pace_do_not_delay_a_note_in_another_channel() {
        for (int i = 1; i <= 3_000; i++) {
            outbox.want(new Slot.Mark(
                    outbox.cell(i, CellState.OK, new Part.Text("x")).cell()));
        }
        outbox.note(Outbox.OTHER, "b");
        for (int i = 0; i < 8; i++) {
            outbox.step();
            outbox.clock.forward(Duration.ofMillis(50));
        }
        assertThat(outbox.texts(Fixtures.GENERAL)).containsExactly("note b");
    }

    @Test
    void number_27_a_thousand_notes_behind_a_429_do_not_delay_another_channel_and_keep_their_order() {
        outbox.slack.trouble(1, Trouble.RATE_LIMITED, call -> call.at("channel").equals(Fixtures.DATA));
        for (int i = 0; i < 1_100; i++) {
            outbox.note(Fixtures.THREAD, "n" + i);
        }
        outbox.note(Outbox.OTHER, "b");
        outbox.pass(Duration.ofSeconds(5));
        assertThat(outbox.texts(Fixtures.GENERAL)).containsExactly("note b");
        assertThat(outbox.texts(Fixtures.DATA)).isEmpty();

        outbox.pass(Duration.ofSeconds(60));
        assertThat(outbox.texts(Fixtures.DATA)).hasSizeGreaterThan(10).startsWith("note n0", "note n1", "note n2");
    }

    @Test
    void threads_whose_card_could_never_be_posted_leave_nothing_that_is_due_for_ever() {
        outbox.slack.trouble(
                100_000, Trouble.CHANNEL_GONE, call -> call.at("channel").equals("C_NOTIN"));
        for (int i = 0; i < 600; i++) {
            ThreadId thread = new ThreadId("tz%06d00".formatted(i));
            outbox.broker.put(Fixtures.thread(thread, "C_NOTIN", Optional.empty(), Optional.empty()));
            outbox.surfaces.want(thread, Outbox.CARD, Optional.empty());
            outbox.note(thread, "ended-1");
        }
        outbox.note(Outbox.OTHER, "b");
        outbox.step();
        outbox.step();
        assertThat(outbox.texts(Fixtures.GENERAL)).containsExactly("note b");

        outbox.pass(Duration.ofMinutes(30));
        assertThat(outbox.surfaces.due(outbox.clock.instant(), 10_000)).isEmpty();
    }

    private long wanted(List<Slot> all) {
        return all.stream().mapToLong(slot -> outbox.find(slot).wanted()).sum();
    }

    @Test
    void what_moves_in_a_thousand_places_costs_as_many_looks_as_there_are_edits() {
        List<Slot> cells = new ArrayList<>();
        for (int i = 1; i <= 1_000; i++) {
            Slot cell = outbox.cell(i, CellState.RUNNING, new Part.Text("x"));
            outbox.want(cell);
            outbox.surfaces.shown(Fixtures.THREAD, cell, 1, "17000%05d.000100".formatted(i));
            outbox.want(cell);
            cells.add(cell);
        }
        outbox.pass(Duration.ofMinutes(10));
        long wantedBefore = wanted(cells);
        int editsBefore = outbox.slack.calls("chat.update").size();

        outbox.pass(Duration.ofMinutes(10));
        int edits = outbox.slack.calls("chat.update").size() - editsBefore;
        assertThat(edits).as("edits in ten minutes").isBetween(400, 500);
        assertThat(wanted(cells) - wantedBefore)
                .as("times that something was wanted anew")
                .isBetween(edits - 50L, edits + 50L);
    }

    @Test
    void what_needs_a_root_waits_for_a_card_that_is_still_to_come() {
        outbox.broker.put(Fixtures.thread(Fixtures.DATA, Optional.empty(), Optional.empty()));
        outbox.note(Fixtures.THREAD, "first");
        outbox.settle();
        assertThat(outbox.slack.messages(Fixtures.DATA)).hasSize(2);
        Posted card = outbox.slack.messages(Fixtures.DATA).getFirst();
        assertThat(card.metadata()).contains("\"slot\":\"card\"");
        assertThat(outbox.slack.messages(Fixtures.DATA).getLast().threadTs()).isEqualTo(card.ts());
    }
}
