package io.gluethread.bot.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.bot.memory.FakeSlackApi.Call;
import io.gluethread.bot.memory.FakeSlackApi.Posted;
import io.gluethread.bot.memory.FakeSlackApi.Trouble;
import io.gluethread.bot.memory.Fixtures;
import io.gluethread.broker.ledger.Slot;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.ThreadView;
import io.gluethread.broker.statement.Part;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The reconciler against Slack's wire, step by step: order, edits and pace. */
final class DeliveryTest extends DeliveryStory {
    @Test
    void number_32_the_card_comes_first_and_is_the_root_of_what_follows() {
        ThreadView thread = Fixtures.thread(Fixtures.DATA, Optional.empty(), Optional.empty());
        broker.put(thread);
        want(thread.id(), CARD);
        want(thread.id(), cell(thread.id(), 1, CellState.QUEUED));
        note(thread.id(), "hello");
        reconciler.step();

        List<Posted> posted = slack.messages(Fixtures.DATA);
        assertThat(posted).hasSize(3);
        assertThat(posted.get(0).threadTs()).isEmpty();
        assertThat(posted.get(0).text()).contains("Not started");
        assertThat(posted.get(0).metadata()).contains("gluethread_surface", "\"slot\":\"card\"");
        assertThat(posted)
                .extracting(Posted::threadTs)
                .containsExactly("", posted.get(0).ts(), posted.get(0).ts());
        assertThat(posted.get(2).text()).isEqualTo("note hello");
    }

    @Test
    void a_cell_is_one_message_that_is_edited_in_place() {
        Slot slot = cell(Fixtures.THREAD, 3, CellState.RUNNING);
        want(Fixtures.THREAD, slot);
        reconciler.step();
        cell(Fixtures.THREAD, 3, CellState.OK, new Part.Text("42"));
        want(Fixtures.THREAD, slot);
        reconciler.step();

        assertThat(texts(Fixtures.DATA)).containsExactly("[3] ✓ 2.4 s · less than $0.001");
        assertThat(slack.calls("chat.postMessage")).hasSize(1);
        assertThat(slack.calls("chat.update")).hasSize(1);
    }

    @Test
    void several_changes_at_once_are_one_edit_with_the_newest_state() {
        Slot slot = cell(Fixtures.THREAD, 3, CellState.QUEUED);
        want(Fixtures.THREAD, slot);
        reconciler.step();
        for (int i = 0; i < 10; i++) {
            want(Fixtures.THREAD, slot);
        }
        cell(Fixtures.THREAD, 3, CellState.OK, new Part.Text("x"));
        reconciler.step();
        reconciler.step();

        assertThat(slack.calls("chat.update")).hasSize(1);
        assertThat(texts(Fixtures.DATA)).singleElement().asString().contains("✓");
    }

    @Test
    void number_27_a_429_in_one_channel_does_not_delay_another() {
        slack.trouble(1, Trouble.RATE_LIMITED, call -> call.at("channel").equals(Fixtures.DATA));
        note(Fixtures.THREAD, "a");
        note(OTHER, "b");
        reconciler.step();

        assertThat(texts(Fixtures.GENERAL)).containsExactly("note b");
        assertThat(texts(Fixtures.DATA)).isEmpty();

        clock.forward(Duration.ofSeconds(29));
        reconciler.step();
        assertThat(texts(Fixtures.DATA)).isEmpty();
        clock.forward(Duration.ofSeconds(2));
        reconciler.step();
        assertThat(texts(Fixtures.DATA)).containsExactly("note a");
    }

    @Test
    void number_22_fifty_cells_keep_their_order_at_one_message_a_second() {
        for (int i = 1; i <= 50; i++) {
            want(Fixtures.THREAD, cell(Fixtures.THREAD, i, CellState.OK, new Part.Text("out " + i)));
        }
        reconciler.step();
        assertThat(texts(Fixtures.DATA)).hasSize(3);
        settle();

        assertThat(texts(Fixtures.DATA)).hasSize(50);
        for (int i = 1; i <= 50; i++) {
            assertThat(texts(Fixtures.DATA).get(i - 1)).startsWith("[%d] ".formatted(i));
        }
    }

    @Test
    void a_post_that_failed_holds_up_what_comes_after_it_in_its_thread() {
        slack.trouble(2, Trouble.BROKEN, call -> call.at("text").equals("note a"));
        note(Fixtures.THREAD, "a");
        note(Fixtures.THREAD, "b");
        reconciler.step();
        assertThat(texts(Fixtures.DATA)).isEmpty();
        settle();

        assertThat(texts(Fixtures.DATA)).containsExactly("note a", "note b");
    }

    @Test
    void number_22_a_post_that_becomes_due_while_others_are_on_their_way_still_comes_first() {
        slack.trouble(1, Trouble.BROKEN, call -> call.at("text").equals("note a"));
        note(Fixtures.THREAD, "a");
        note(Fixtures.THREAD, "b");
        reconciler.step();
        reconciler = reconciler(work -> {
            clock.forward(Duration.ofSeconds(30));
            work.run();
        });
        reconciler.step();
        assertThat(texts(Fixtures.DATA)).isEmpty();
        settle();

        assertThat(texts(Fixtures.DATA)).containsExactly("note a", "note b");
    }

    @Test
    void number_24_and_31_a_channel_that_is_gone_is_given_up_and_the_owner_is_told() {
        slack.trouble(100, Trouble.CHANNEL_GONE, call -> call.at("channel").equals(Fixtures.DATA));
        want(Fixtures.THREAD, CARD);
        note(OTHER, "b");
        settle();

        assertThat(surfaces.isAbandoned(Fixtures.THREAD, CARD)).isTrue();
        assertThat(slack.calls("chat.postMessage").stream()
                        .filter(call -> call.at("channel").equals(Fixtures.DATA)))
                .hasSize(1);
        assertThat(slack.messages("D_U_ANA"))
                .singleElement()
                .satisfies(m -> assertThat(m.text()).contains("<#C_DATA>", "invite", "I stopped it"));
        assertThat(texts(Fixtures.GENERAL)).containsExactly("note b");
        assertThat(broker.stopped()).containsExactly(Fixtures.THREAD);
    }

    @Test
    void a_message_that_somebody_deleted_stays_deleted() {
        Slot slot = cell(Fixtures.THREAD, 1, CellState.RUNNING);
        want(Fixtures.THREAD, slot);
        reconciler.step();
        slack.trouble(100, Trouble.MESSAGE_GONE, call -> call.method().equals("chat.update"));
        cell(Fixtures.THREAD, 1, CellState.OK, new Part.Text("x"));
        want(Fixtures.THREAD, slot);
        settle();

        assertThat(slack.calls("chat.update")).hasSize(1);
        assertThat(slack.calls("chat.postMessage")).hasSize(1);
    }

    @Test
    void what_runs_long_is_shown_again_at_growing_intervals() {
        want(Fixtures.THREAD, cell(Fixtures.THREAD, 1, CellState.RUNNING));
        for (int second = 0; second < 600; second++) {
            reconciler.step();
            clock.forward(Duration.ofSeconds(1));
        }

        assertThat(slack.calls("chat.update")).hasSizeBetween(10, 40);
    }

    @Test
    void under_pressure_final_results_go_before_moving_pictures() {
        Slot[] running = new Slot[40];
        for (int i = 0; i < running.length; i++) {
            running[i] = cell(Fixtures.THREAD, i + 1, CellState.RUNNING);
            want(Fixtures.THREAD, running[i]);
        }
        settle();
        int updates = slack.calls("chat.update").size();
        for (Slot slot : running) {
            want(Fixtures.THREAD, slot);
        }
        cell(Fixtures.THREAD, 40, CellState.OK, new Part.Text("done"));
        for (int i = 0; i < 5; i++) {
            reconciler.step();
            clock.forward(Duration.ofMillis(50));
        }

        assertThat(slack.calls("chat.update").stream().skip(updates).map(call -> call.at("text")))
                .anySatisfy(text -> assertThat(text).startsWith("[40] ✓"));
    }

    @Test
    void nothing_due_is_no_call() {
        assertThat(reconciler.step()).isPositive();
        assertThat(slack.calls()).extracting(Call::method).isEmpty();
    }

    @Test
    void number_45_what_is_to_be_shown_does_not_wait_for_a_clock_that_was_set_back() {
        for (int i = 0; i < 6; i++) {
            note(Fixtures.THREAD, "n" + i);
        }
        reconciler.step();
        clock.forward(Duration.ofHours(-1));
        settle();
        assertThat(texts(Fixtures.DATA)).hasSize(6);
    }
}
