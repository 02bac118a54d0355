package io.gluethread.bot.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gluethread.bot.config.Config;
import io.gluethread.bot.delivery.ChatException;
import io.gluethread.bot.memory.FakeSlackApi;
import io.gluethread.bot.memory.Fixtures;
import io.gluethread.bot.memory.MemorySurfaces;
import io.gluethread.bot.memory.ScriptedBroker;
import io.gluethread.broker.ledger.Inbox;
import io.gluethread.broker.ledger.Slot;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The card stands in Slack, and the ledger does not know its message yet: somebody answers below it. */
final class UnknownRootTest {
    private static final String CARD_TS = "1700000100.000001";
    private static final Slot CARD = new Slot.Card();

    private final FakeSlackApi api = new FakeSlackApi();
    private final SlackClient slack = new SlackClient(Config.from(Map.of(
                    "GLUETHREAD_SLACK_BOT_TOKEN", "xoxb-1",
                    "GLUETHREAD_SLACK_SIGNING_SECRET", "shh",
                    "GLUETHREAD_SLACK_API_URL", api.base().toString()))
            .slack());
    private final ScriptedBroker broker = new ScriptedBroker();
    private final MemorySurfaces surfaces = new MemorySurfaces(broker::rooted);
    private final Asks asks = new Asks(slack, new Directory(slack), broker, surfaces);

    @BeforeEach
    void a_card_whose_post_has_left() {
        broker.put(Fixtures.thread(Fixtures.DATA, Optional.empty(), Optional.of(Fixtures.ready())));
        surfaces.want(Fixtures.THREAD, CARD, Optional.empty());
        surfaces.attempting(Fixtures.THREAD, CARD, Fixtures.NOON, Fixtures.NOON);
    }

    @AfterEach
    void close() {
        slack.close();
        api.close();
    }

    private static Inbox.Item reply(String parent) {
        String body = """
                {"event":{"type":"message","channel":"%s","user":"U_BEN","ts":"1700000101.000001","thread_ts":"%s",
                 "parent_user_id":"%s","text":"```1 + 1```"}}""".formatted(Fixtures.DATA, CARD_TS, parent);
        return new Inbox.Item("Ev1", "event", body, Fixtures.NOON, 0);
    }

    @Test
    void a_block_of_code_waits_until_the_thread_is_known_and_is_not_lost() {
        assertThatThrownBy(() -> asks.of(reply("U_GLUE"))).isInstanceOf(ChatException.Limited.class);

        surfaces.shown(Fixtures.THREAD, CARD, 1, CARD_TS);
        assertThat(asks.of(reply("U_GLUE"))
                        .orElseThrow()
                        .where()
                        .thread()
                        .orElseThrow()
                        .rootTs())
                .isEqualTo(CARD_TS);
    }

    @Test
    void what_is_said_below_something_else_of_ours_waits_no_longer_than_that() {
        surfaces.shown(Fixtures.THREAD, CARD, 1, "1700000099.000001");
        assertThat(asks.of(reply("U_GLUE"))).isEmpty();
    }

    @Test
    void what_is_said_below_a_message_of_a_person_does_not_wait() {
        assertThat(asks.of(reply("U_ANA"))).isEmpty();
    }
}
