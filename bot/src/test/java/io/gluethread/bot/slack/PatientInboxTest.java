package io.gluethread.bot.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.bot.delivery.ChatException;
import io.gluethread.bot.memory.HandClock;
import io.gluethread.bot.memory.MemoryInbox;
import io.gluethread.broker.ledger.Inbox;
import io.gluethread.broker.ledger.LedgerSettings;
import io.gluethread.broker.ledger.LedgerTime;
import io.gluethread.broker.ledger.SqlLedger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What was acknowledged waits for us and for Slack, and for nobody else. */
final class PatientInboxTest {
    private final HandClock clock = new HandClock();
    private final MemoryInbox inbox = new MemoryInbox();
    private final List<String> handled = new ArrayList<>();
    private final List<String> givenUp = new ArrayList<>();
    private Consumer<Inbox.Item> work = _ -> {};
    private final SqlLedger ledger =
            SqlLedger.open(LedgerSettings.memory(UUID.randomUUID().toString()), new LedgerTime.Given(clock));
    private final InboxWorker worker = new InboxWorker(
            inbox,
            ledger.leases(),
            new InboxWorker.Handler() {
                @Override
                public void handle(Inbox.Item item, Runnable mayCall) {
                    work.accept(item);
                    handled.add(item.id());
                }

                @Override
                public void giveUp(Inbox.Item item, String why) {
                    givenUp.add(item.id());
                }
            },
            clock,
            Runnable::run,
            () -> {},
            clock);

    @AfterEach
    void close() {
        ledger.close();
    }

    private void arrives(String id, String kind, String lane) {
        inbox.accept(new Inbox.Arrival(id, id, kind, lane, false, "{}", clock.instant()));
    }

    private void pass(Duration time) {
        for (long second = 0; second < time.toSeconds(); second++) {
            worker.step();
            clock.forward(Duration.ofSeconds(1));
        }
    }

    @Test
    void a_lane_that_waits_with_a_thousand_behind_its_head_keeps_no_other_one_from_being_handled() {
        work = item -> {
            if (item.id().equals("a0")) {
                throw new ChatException.Unreachable("users.info", null);
            }
        };
        for (int i = 0; i < 1_000; i++) {
            arrives("a" + i, "event", "a");
        }
        worker.step();
        arrives("b", "event", "b");
        worker.step();
        assertThat(handled).containsExactly("b");
    }

    @Test
    void a_token_that_is_not_taken_for_some_minutes_costs_no_request() {
        work = _ -> {
            throw new ChatException.ShutOut("users.info: token_revoked");
        };
        arrives("1", "event", "a");
        pass(Duration.ofMinutes(10));
        assertThat(givenUp).isEmpty();
        work = _ -> {};
        pass(Duration.ofMinutes(1));
        assertThat(handled).containsExactly("1");
    }

    @Test
    void after_a_long_outage_one_failure_of_its_own_does_not_give_up_a_request() {
        int[] tries = {0};
        work = _ -> {
            tries[0]++;
            if (tries[0] < 15) {
                throw new ChatException.Unclear("users.info: HTTP 503", null);
            }
            if (tries[0] == 15) {
                throw new IllegalStateException("not now");
            }
        };
        arrives("1", "event", "a");
        pass(Duration.ofMinutes(12));
        assertThat(givenUp).isEmpty();
        assertThat(handled).containsExactly("1");
    }

    @Test
    void a_digest_outlasts_an_hour_without_slack() {
        work = _ -> {
            throw new ChatException.Unreachable("chat.postMessage", null);
        };
        arrives("post:digest/2026-11-21", Posts.KIND, "post/C_DATA");
        pass(Duration.ofHours(1));
        assertThat(givenUp).isEmpty();
        work = _ -> {};
        pass(Duration.ofMinutes(1));
        assertThat(handled).containsExactly("post:digest/2026-11-21");
    }

    @Test
    void a_post_to_a_channel_that_is_gone_is_given_up_soon() {
        work = _ -> {
            throw new ChatException.ChannelGone("chat.postMessage: channel_not_found");
        };
        arrives("post:digest/2026-11-21", Posts.KIND, "post/C_DATA");
        pass(Duration.ofMinutes(2));
        assertThat(givenUp).containsExactly("post:digest/2026-11-21");
    }
}
