package io.gluethread.bot.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gluethread.bot.config.Config;
import io.gluethread.bot.delivery.ChatException;
import io.gluethread.bot.delivery.Pace;
import io.gluethread.bot.memory.FakeSlackApi;
import io.gluethread.bot.memory.Fixtures;
import io.gluethread.bot.memory.MemoryInbox;
import io.gluethread.bot.memory.MemoryPreferences;
import io.gluethread.bot.memory.MemorySurfaces;
import io.gluethread.bot.memory.ScriptedBroker;
import io.gluethread.broker.ledger.Inbox;
import io.gluethread.broker.ledger.Slot;
import io.gluethread.broker.ledger.Surface;
import io.gluethread.broker.session.ThreadKey;
import io.gluethread.commands.Commands;
import io.gluethread.commands.ask.Ask;
import io.gluethread.commands.reply.Answer;
import io.gluethread.commands.reply.Doc;
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

    private static Inbox.Item press() {
        String body = """
                {"user":{"id":"U_BEN","team_id":"T_GLUE"},"channel":{"id":"%s"},"message":{"ts":"%s"},
                 "actions":[{"action_id":"gt_keep","value":"%s"}]}""".formatted(Fixtures.DATA, CARD_TS, Fixtures.THREAD);
        return new Inbox.Item("press1", "press", body, Fixtures.NOON, 0);
    }

    /** A form's trigger lasts three seconds, so a press does not wait; the button says which thread it means. */
    @Test
    void a_press_on_the_card_is_not_held_back_and_is_answered_in_its_thread_once() {
        MemoryInbox inbox = new MemoryInbox();
        Posts posts =
                new Posts(inbox, new MemoryPreferences(), slack.chat(), new Pace(), () -> Fixtures.NOON, () -> {});
        Answers answers = new Answers(broker, surfaces, slack, posts, () -> {});
        Answer kept = new Answer.InThread(Doc.of(Doc.para("kept")));

        Ask early = asks.of(press()).orElseThrow();
        assertThat(early.said()).isEqualTo(new Ask.Said.Pressed("gt_keep", Fixtures.THREAD.value()));
        answers.give(early, kept, Answers.Means.NONE);

        surfaces.shown(Fixtures.THREAD, CARD, 1, CARD_TS);
        answers.give(asks.of(press()).orElseThrow(), kept, Answers.Means.NONE);
        assertThat(surfaces.due(Fixtures.NOON.plusSeconds(60), 10))
                .extracting(Surface::slot)
                .hasExactlyElementsOfTypes(Slot.Note.class);
        assertThat(inbox.waiting(Fixtures.NOON, 10)).isEmpty();
    }

    @Test
    void a_press_that_names_a_thread_of_another_channel_says_nothing_there() {
        MemoryInbox inbox = new MemoryInbox();
        Posts posts =
                new Posts(inbox, new MemoryPreferences(), slack.chat(), new Pace(), () -> Fixtures.NOON, () -> {});
        Inbox.Item elsewhere = new Inbox.Item(
                "press2", "press", press().body().replace(Fixtures.DATA, "C_ELSEWHERE"), Fixtures.NOON, 0);
        new Answers(broker, surfaces, slack, posts, () -> {})
                .give(
                        asks.of(elsewhere).orElseThrow(),
                        new Answer.InThread(Doc.of(Doc.para("kept"))),
                        Answers.Means.NONE);
        assertThat(inbox.waiting(Fixtures.NOON, 10)).hasSize(1);
    }

    @Test
    void code_below_what_was_refused_is_read_and_other_talk_is_not() {
        surfaces.shown(Fixtures.THREAD, CARD, 1, "1700000099.000001");
        assertThat(asks.of(reply("U_ANA"))).isEmpty();
        broker.nothingDone(Commands.refusedIn(new ThreadKey(slack.us().team(), Fixtures.DATA, CARD_TS)));
        assertThat(asks.of(reply("U_ANA"))).isPresent();
    }
}
