package io.gluethread.bot.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.bot.memory.Fixtures;
import io.gluethread.broker.ledger.Slot;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.statement.Part;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A channel that cannot be written to. */
final class GoneChannelTest {
    private final Outbox outbox = new Outbox();

    @AfterEach
    void close() {
        outbox.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"channel_not_found", "not_in_channel", "is_archived", "is_inactive", "thread_not_found"})
    void number_24_its_owner_is_told_once_however_often_the_card_is_wanted_and_nothing_stays_due(String error) {
        outbox.broker.put(Fixtures.thread(Fixtures.DATA, Optional.empty(), Optional.of(Fixtures.ready())));
        outbox.slack.refuse(1_000, error, call -> call.at("channel").equals(Fixtures.DATA));
        outbox.want(Outbox.CARD);
        outbox.want(outbox.cell(1, CellState.RUNNING));
        outbox.settle();
        for (int i = 0; i < 4; i++) {
            // The stop that we ask for ourselves, its progress and its end each change the card.
            outbox.want(Outbox.CARD);
            outbox.note(Fixtures.THREAD, "ended-" + i);
            outbox.settle();
        }
        assertThat(outbox.letters).hasSize(1);
        assertThat(outbox.letters.values())
                .first()
                .asString()
                .startsWith("U_ANA: ")
                .contains("I stopped it", "the session \"sales\"", error);
        assertThat(outbox.surfaces.due(outbox.clock.instant(), 10)).isEmpty();
    }

    @Test
    void what_came_out_of_a_cell_in_a_channel_that_was_archived_meanwhile_is_told_of_to_its_author() {
        Slot slot = outbox.cell(1, CellState.RUNNING);
        outbox.want(slot);
        outbox.settle();
        outbox.slack.refuse(1_000, "is_archived", call -> call.at("channel").equals(Fixtures.DATA));
        outbox.cell(1, CellState.OK, new Part.Text("42"));
        for (int i = 0; i < 3; i++) {
            outbox.want(slot);
            outbox.settle();
        }
        assertThat(outbox.letters).hasSize(1);
        assertThat(outbox.letters.values()).first().asString().contains("Cell [1]", "is_archived");
    }

    @Test
    void what_somebody_deleted_is_told_to_nobody() {
        Slot slot = outbox.cell(1, CellState.RUNNING);
        outbox.want(slot);
        outbox.settle();
        outbox.slack.refuse(1_000, "message_not_found", call -> call.method().equals("chat.update"));
        outbox.cell(1, CellState.OK, new Part.Text("42"));
        outbox.want(slot);
        outbox.settle();
        assertThat(outbox.letters).isEmpty();
    }

    @Test
    void a_card_that_is_refused_in_every_form_has_no_session_that_costs_money_unseen() {
        outbox.broker.put(Fixtures.thread(Fixtures.DATA, Optional.empty(), Optional.of(Fixtures.ready())));
        outbox.slack.refuse(1_000, "some_new_error", call -> call.at("channel").equals(Fixtures.DATA));
        outbox.want(Outbox.CARD);
        outbox.want(outbox.cell(1, CellState.OK, new Part.Text("x")));
        for (int i = 0; i < 30; i++) {
            outbox.settle();
        }
        assertThat(outbox.broker.stopped()).containsExactly(Fixtures.THREAD);
        assertThat(outbox.letters).containsKey("farewell/" + Fixtures.THREAD);
        assertThat(outbox.surfaces.due(outbox.clock.instant(), 10)).isEmpty();
        assertThat(outbox.isAbandoned(new Slot.Card())).isTrue();
    }
}
