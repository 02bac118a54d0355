package io.gluethread.bot.slack.blocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.bot.memory.Fixtures;
import io.gluethread.broker.session.Ending;
import io.gluethread.broker.session.Rate;
import io.gluethread.broker.session.SessionState;
import io.gluethread.broker.session.SessionView;
import io.gluethread.broker.session.ThreadView;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CardBlocksTest {
    @Test
    void before_anything_runs_the_card_tells_the_price() {
        ThreadView thread = Fixtures.thread(Fixtures.DATA, Optional.empty(), Optional.empty());
        Message card = CardBlocks.message(
                thread,
                new CardBlocks.Context(
                        Optional.of(Fixtures.SPEC), Optional.of(new Rate(new BigDecimal("0.44"), "configured", false))),
                Limits.SLACK);

        Checked.valid(card);
        assertThat(Checked.all(card))
                .contains("sales", "Not started", "<@U_ANA>", "python", "2 × G.1X = 2 DPU", "$0.88", "estimate");
        assertThat(Checked.json(card).toString())
                .contains("gt_start_again", "gt_configure")
                .doesNotContain("gt_stop");
    }

    @Test
    void while_it_lives_it_tells_what_it_costs_and_when_it_stops() {
        ThreadView thread = Fixtures.thread(Fixtures.DATA, Optional.of(Fixtures.ROOT), Optional.of(Fixtures.ready()));
        Message card =
                CardBlocks.message(thread, new CardBlocks.Context(Optional.empty(), Optional.empty()), Limits.SLACK);

        Checked.valid(card);
        assertThat(card.text()).isEqualTo("sales: ● Ready");
        assertThat(Checked.all(card))
                .contains("Spent so far", "$0.15", "10 min", "<!date^", Fixtures.SESSION.value())
                .doesNotContain("estimate");
        assertThat(Checked.json(card).toString()).contains("gt_stop", "\"confirm\"", "gt_keep");
    }

    @Test
    void an_idle_session_that_glue_timed_out_tells_its_idle_time_alone() {
        SessionView r = Fixtures.ready();
        SessionView over = new SessionView(
                r.id(),
                r.thread(),
                r.generation(),
                SessionState.TIMEOUT,
                r.spec(),
                r.rate(),
                r.createdAt(),
                r.readyAt(),
                Optional.of(Fixtures.NOON),
                Optional.of(new Ending.Idle(1)),
                r.progress(),
                r.lastActivity(),
                Optional.empty(),
                r.usage(),
                "");
        ThreadView thread = Fixtures.thread(Fixtures.DATA, Optional.of(Fixtures.ROOT), Optional.of(over));
        Message card =
                CardBlocks.message(thread, new CardBlocks.Context(Optional.empty(), Optional.empty()), Limits.SLACK);

        assertThat(card.text()).isEqualTo("sales: ◼ Stopped: nothing ran for 1 minute.");
    }

    @Test
    void the_home_tab_lists_what_is_open() {
        ThreadView thread = Fixtures.thread(Fixtures.DATA, Optional.of(Fixtures.ROOT), Optional.of(Fixtures.ready()));
        Map<String, Object> view = HomeView.view(List.of(thread));

        assertThat(view).containsEntry("type", "home");
        assertThat(view.toString()).contains("sales", "C_DATA", "Ready", "gt_stop");
        assertThat(HomeView.view(List.of()).toString()).contains("/glue start");
    }
}
