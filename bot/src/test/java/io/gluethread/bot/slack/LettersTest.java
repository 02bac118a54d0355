package io.gluethread.bot.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.bot.config.Config;
import io.gluethread.bot.delivery.ChatException;
import io.gluethread.bot.delivery.Pace;
import io.gluethread.bot.memory.FakeSlackApi;
import io.gluethread.bot.memory.FakeSlackApi.Posted;
import io.gluethread.bot.memory.FakeSlackApi.Trouble;
import io.gluethread.bot.memory.HandClock;
import io.gluethread.bot.memory.MemoryInbox;
import io.gluethread.bot.memory.MemoryPreferences;
import io.gluethread.broker.ledger.Inbox;
import io.gluethread.commands.reply.Doc;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is said to one person alone is said once, and in the end surely. */
final class LettersTest {
    private final HandClock clock = new HandClock();
    private final FakeSlackApi api = new FakeSlackApi();
    private final SlackClient slack = new SlackClient(Config.from(Map.of(
                    "GLUETHREAD_SLACK_BOT_TOKEN", "xoxb-1",
                    "GLUETHREAD_SLACK_SIGNING_SECRET", "shh",
                    "GLUETHREAD_SLACK_API_URL", api.base().toString()))
            .slack());
    private final MemoryInbox inbox = new MemoryInbox();
    private final Posts posts = new Posts(inbox, new MemoryPreferences(), slack.chat(), new Pace(), clock, () -> {});

    @AfterEach
    void close() {
        slack.close();
        api.close();
    }

    private void work() {
        for (int i = 0; i < 20; i++) {
            clock.forward(Duration.ofSeconds(5));
            for (Inbox.Item item : inbox.waiting(clock.instant(), 10)) {
                try {
                    posts.post(item, () -> {});
                    inbox.done(item.id());
                } catch (ChatException e) {
                    inbox.failed(item.id(), clock.instant(), e.getMessage());
                }
            }
        }
    }

    private List<String> told() {
        return api.messages("D_U_ANA").stream().map(Posted::text).toList();
    }

    @Test
    void wanted_often_it_is_said_once() {
        for (int i = 0; i < 3; i++) {
            posts.tell("farewell/t1", "U_ANA", Doc.of(Doc.para("good bye")));
            work();
        }
        assertThat(told()).containsExactly("good bye");
    }

    @Test
    void while_slack_is_away_it_waits_and_what_may_have_arrived_is_looked_for() {
        api.trouble(3, Trouble.BROKEN, call -> call.method().equals("conversations.open"));
        api.trouble(1, Trouble.DONE_BUT_SILENT, call -> call.method().equals("chat.postMessage"));
        posts.tell("farewell/t1", "U_ANA", Doc.of(Doc.para("good bye")));
        work();
        assertThat(told()).containsExactly("good bye");
        assertThat(api.calls("conversations.history")).hasSize(1);
    }
}
