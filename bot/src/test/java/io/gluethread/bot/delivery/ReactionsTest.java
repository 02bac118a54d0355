package io.gluethread.bot.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.bot.config.Config;
import io.gluethread.bot.memory.FakeSlackApi;
import io.gluethread.bot.memory.Fixtures;
import io.gluethread.bot.memory.HandClock;
import io.gluethread.bot.memory.ScriptedBroker;
import io.gluethread.bot.slack.SlackClient;
import io.gluethread.broker.ledger.Slot;
import io.gluethread.broker.ledger.Surface;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.ThreadView;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a person sees below their message, whatever it brought and wherever the bot was killed. */
final class ReactionsTest {
    private static final ThreadView THREAD =
            Fixtures.thread(Fixtures.DATA, Optional.of(Fixtures.ROOT), Optional.of(Fixtures.ready()));

    private final ScriptedBroker broker = new ScriptedBroker();
    private final FakeSlackApi slack = new FakeSlackApi();
    private final SlackClient client = new SlackClient(Config.from(Map.of(
                    "GLUETHREAD_SLACK_BOT_TOKEN", "xoxb-1",
                    "GLUETHREAD_SLACK_SIGNING_SECRET", "shh",
                    "GLUETHREAD_SLACK_API_URL", slack.base().toString()))
            .slack());
    private final Reactions reactions = new Reactions(broker, client.chat());

    @AfterEach
    void close() {
        client.close();
        slack.close();
    }

    @Test
    void what_was_put_on_before_a_crash_comes_off_although_nobody_wrote_it_down() {
        CellView cell = is(1, CellState.QUEUED);
        show(cell, Optional.empty(), false);
        // Killed here: the answer was not written down.
        is(1, CellState.OK);
        show(cell, Optional.empty(), true);

        assertThat(shown()).containsExactly("white_check_mark");
    }

    @Test
    void a_message_with_several_cells_is_seen_until_the_last_is_over_and_then_shows_the_worst_end() {
        CellView first = is(1, CellState.RUNNING);
        CellView second = is(2, CellState.QUEUED);
        String firstMark = show(first, Optional.empty(), false);
        assertThat(shown()).containsExactly("eyes");

        is(1, CellState.ERROR);
        firstMark = show(first, Optional.of(firstMark), false);
        assertThat(shown()).as("one is still to run").containsExactly("eyes");

        is(2, CellState.OK);
        show(second, Optional.empty(), false);
        assertThat(shown()).containsExactly("x");
        show(first, Optional.of(firstMark), false);
        assertThat(shown()).containsExactly("x");
    }

    @Test
    void a_cell_that_is_over_before_it_was_seen_costs_one_call() {
        show(is(1, CellState.OK), Optional.empty(), false);

        assertThat(slack.calls()).hasSize(1);
    }

    /** A cell of the one message. */
    private CellView is(int ordinal, CellState state) {
        CellView cell = Fixtures.brought("1700000000.000777", Fixtures.cell(ordinal, state, Optional.empty()));
        broker.put(cell);
        return cell;
    }

    private String show(CellView cell, Optional<String> before, boolean attempted) {
        Optional<Instant> attemptedAt = attempted ? Optional.of(new HandClock().instant()) : Optional.empty();
        Slot slot = new Slot.Mark(cell.id());
        return reactions.show(
                THREAD,
                cell.id(),
                new Surface(
                        1,
                        cell.thread(),
                        slot,
                        2,
                        0,
                        before,
                        attemptedAt,
                        attemptedAt,
                        Optional.empty(),
                        0,
                        false,
                        Optional.empty(),
                        Optional.empty()));
    }

    private Set<String> shown() {
        Set<String> names = new LinkedHashSet<>();
        for (FakeSlackApi.Call call : slack.calls()) {
            if (call.method().equals("reactions.add")) {
                names.add(call.at("name"));
            } else if (call.method().equals("reactions.remove")) {
                names.remove(call.at("name"));
            }
        }
        return names;
    }
}
