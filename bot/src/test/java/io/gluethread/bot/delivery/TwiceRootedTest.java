package io.gluethread.bot.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.bot.memory.FakeSlackApi.Posted;
import io.gluethread.bot.memory.Fixtures;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.statement.Part;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A card whose message became the root of another thread before the ledger knew it. */
final class TwiceRootedTest {
    private final Outbox outbox = new Outbox();

    @AfterEach
    void close() {
        outbox.close();
    }

    @Test
    void its_thread_answers_below_it_all_the_same_and_loses_nothing() {
        outbox.broker.put(Fixtures.thread(Fixtures.DATA, Optional.empty(), Optional.empty()));
        outbox.broker.rootless(Fixtures.THREAD);
        outbox.want(Outbox.CARD);
        outbox.want(outbox.cell(1, CellState.OK, new Part.Text("42")));
        outbox.settle();

        assertThat(outbox.slack.messages(Fixtures.DATA)).hasSize(2);
        Posted card = outbox.slack.messages(Fixtures.DATA).getFirst();
        Posted cell = outbox.slack.messages(Fixtures.DATA).getLast();
        assertThat(cell.text()).startsWith("[1] ✓");
        assertThat(cell.threadTs()).isEqualTo(card.ts());
        assertThat(outbox.surfaces.due(outbox.clock.instant(), 10)).isEmpty();
    }
}
