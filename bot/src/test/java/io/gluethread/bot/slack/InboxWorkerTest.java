package io.gluethread.bot.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.bot.delivery.ChatException;
import io.gluethread.bot.memory.HandClock;
import io.gluethread.bot.memory.MemoryInbox;
import io.gluethread.broker.ledger.Inbox;
import io.gluethread.broker.ledger.Lease;
import io.gluethread.broker.ledger.Leases;
import io.gluethread.broker.ledger.LedgerSettings;
import io.gluethread.broker.ledger.LedgerTime;
import io.gluethread.broker.ledger.SqlLedger;
import io.gluethread.broker.policy.Ailment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The inbox worker step by step. */
final class InboxWorkerTest {
    private final HandClock clock = new HandClock();
    private final MemoryInbox inbox = new MemoryInbox();
    private final List<String> handled = new ArrayList<>();
    private final List<String> givenUp = new ArrayList<>();
    private Consumer<Inbox.Item> work = _ -> {};
    private int calls;
    private final SqlLedger ledger =
            SqlLedger.open(LedgerSettings.memory(UUID.randomUUID().toString()), new LedgerTime.Given(clock));
    private InboxWorker worker = worker(ledger.leases());

    @AfterEach
    void close() {
        ledger.close();
    }

    private InboxWorker worker(Leases leases) {
        InboxWorker.Handler handler = new InboxWorker.Handler() {
            @Override
            public void handle(Inbox.Item item, Runnable mayCall) {
                work.accept(item);
                mayCall.run();
                handled.add(item.id());
            }

            @Override
            public void giveUp(Inbox.Item item, String why) {
                givenUp.add(item.id());
            }
        };
        return new InboxWorker(inbox, leases, handler, clock, Runnable::run, () -> {}, clock);
    }

    private void arrives(String id, String lane) {
        inbox.accept(new Inbox.Arrival(id, id, "event", lane, false, "{}", clock.instant()));
    }

    private void pass(Duration time) {
        for (long second = 0; second < time.toSeconds(); second++) {
            worker.step();
            clock.forward(Duration.ofSeconds(1));
        }
        worker.step();
    }

    @Test
    void everything_is_handled_once_in_the_order_it_came() {
        arrives("1", "a");
        arrives("2", "b");
        arrives("3", "a");
        worker.step();
        worker.step();

        assertThat(handled).containsExactly("1", "3", "2");
        assertThat(inbox.isDone("3")).isTrue();
    }

    @Test
    void what_fails_holds_up_its_own_lane_and_no_other() {
        int[] failures = {2};
        work = item -> {
            if (item.id().equals("1") && failures[0]-- > 0) {
                throw new IllegalStateException("not now");
            }
        };
        arrives("1", "a");
        arrives("2", "a");
        arrives("3", "b");
        worker.step();
        assertThat(handled).containsExactly("3");
        pass(Duration.ofSeconds(10));

        assertThat(handled).containsExactly("3", "1", "2");
    }

    @Test
    void after_the_last_try_the_person_is_told_and_the_lane_goes_on() {
        work = item -> {
            if (item.id().equals("1")) {
                throw new IllegalStateException("never");
            }
        };
        arrives("1", "a");
        arrives("2", "a");
        pass(Duration.ofMinutes(3));

        assertThat(givenUp).containsExactly("1");
        assertThat(inbox.isDone("1")).isTrue();
        assertThat(handled).containsExactly("2");
    }

    @Test
    void while_slack_is_away_it_is_tried_for_longer_and_not_run_too_late() {
        work = _ -> {
            throw new ChatException.Unreachable("users.info", null);
        };
        arrives("1", "a");
        pass(Duration.ofMinutes(10));
        assertThat(givenUp).isEmpty();
        pass(Duration.ofMinutes(10));

        assertThat(givenUp).containsExactly("1");
        assertThat(handled).isEmpty();
    }

    @Test
    void a_restart_takes_up_what_was_not_done() {
        work = _ -> {
            throw new IllegalStateException("the process dies here");
        };
        arrives("1", "a");
        worker.step();
        work = _ -> {};
        worker = worker(ledger.leases());
        clock.forward(Duration.ofSeconds(2));
        worker.step();

        assertThat(handled).containsExactly("1");
    }

    @Test
    void while_the_ledger_is_away_nothing_is_lost() {
        arrives("1", "a");
        work = _ -> inbox.breakDown(true);
        worker.step();
        inbox.breakDown(false);
        work = _ -> {};
        pass(Duration.ofSeconds(5));

        assertThat(inbox.isDone("1")).isTrue();
        assertThat(givenUp).isEmpty();
    }

    @Test
    void what_needs_a_fresh_trigger_does_not_wait_for_its_turn() {
        Inbox.Item press = new Inbox.Item("9", "press", "a", clock.instant(), 0);
        inbox.accept(new Inbox.Arrival("9", "9", "press", "9", true, "a", clock.instant()));
        worker.taken(press);

        assertThat(handled).containsExactly("9");
        worker.step();
        assertThat(handled).hasSize(1);
    }

    @Test
    void what_another_replica_took_to_handle_at_once_is_left_to_it_for_a_while() {
        inbox.accept(new Inbox.Arrival("9", "9", "press", "9", true, "a", clock.instant()));
        pass(Duration.ofSeconds(100));
        assertThat(handled).isEmpty();
        pass(Duration.ofSeconds(30));
        assertThat(handled).containsExactly("9");
    }

    @Test
    void a_lane_that_another_replica_has_in_hand_is_left_alone_until_it_is_free() {
        Leases other = ledger.leases("another replica");
        Lease held = other.take("lane:a", Duration.ofMinutes(1)).orElseThrow();
        arrives("1", "a");
        arrives("2", "b");
        pass(Duration.ofSeconds(20));
        assertThat(handled).containsExactly("2");
        other.release(held);
        pass(Duration.ofSeconds(2));
        assertThat(handled).containsExactly("2", "1");
    }

    @Test
    void two_replicas_keep_the_order_of_a_lane_also_past_what_one_of_them_put_off() {
        InboxWorker second = worker(ledger.leases("another replica"));
        int[] failures = {3};
        work = item -> {
            if (item.id().equals("1") && failures[0]-- > 0) {
                throw new IllegalStateException("not now");
            }
        };
        arrives("1", "a");
        arrives("2", "a");
        arrives("3", "a");
        for (int i = 0; i < 60; i++) {
            (i % 2 == 0 ? worker : second).step();
            clock.forward(Duration.ofMillis(500));
        }
        assertThat(handled).containsExactly("1", "2", "3");
    }

    @Test
    void what_came_while_the_other_one_had_the_lane_in_hand_is_handled_in_its_turn() {
        InboxWorker second = worker(ledger.leases("another replica"));
        work = item -> {
            if (item.id().equals("1")) {
                arrives("2", "a");
                second.step();
            }
        };
        arrives("1", "a");
        worker.step();
        assertThat(handled).containsExactly("1", "2");
    }

    @Test
    void stopped_for_longer_than_its_lease_it_leaves_the_item_and_its_post_to_the_other_one() {
        InboxWorker second = worker(ledger.leases("another replica"));
        work = item -> {
            if (handled.isEmpty() && calls++ == 0) {
                clock.forward(Duration.ofMinutes(2));
                second.step();
            }
        };
        arrives("1", "a");
        arrives("2", "a");
        worker.step();
        assertThat(handled).containsExactly("1", "2");
        assertThat(inbox.isDone("1")).isTrue();
        assertThat(inbox.isDone("2")).isTrue();
    }

    @Test
    void number_43_a_request_that_is_never_done_is_told_until_it_is() {
        work = _ -> {
            assertThat(worker.ailment()).isEmpty();
            clock.forward(Duration.ofMinutes(6));
            assertThat(worker.ailment()).contains(new Ailment(HandClock.NOON, "a request is not done"));
        };
        worker.taken(new Inbox.Item("1", "command", "a", clock.instant(), 0));
        assertThat(handled).containsExactly("1");
        assertThat(worker.ailment()).isEmpty();
    }

    @Test
    void number_47_a_worker_that_drains_leaves_what_comes_in_to_the_next() {
        arrives("1", "a");
        arrives("2", "a");
        work = _ -> worker.drain();
        worker.step();
        arrives("3", "b");
        worker.step();
        worker.taken(new Inbox.Item("3", "command", "b", clock.instant(), 0));
        assertThat(handled).containsExactly("1");
        assertThat(worker.isDrained()).isTrue();

        worker = worker(ledger.leases("the next start"));
        work = _ -> {};
        pass(Duration.ofSeconds(1));
        assertThat(handled).containsExactly("1", "2", "3");
    }

    @Test
    void number_45_a_lane_that_waits_does_not_wait_for_a_clock_that_was_set_back() {
        int[] failures = {1};
        work = _ -> {
            if (failures[0]-- > 0) {
                throw new IllegalStateException("not now");
            }
        };
        arrives("1", "a");
        worker.step();
        clock.forward(Duration.ofHours(-1));
        pass(Duration.ofSeconds(3));
        assertThat(handled).containsExactly("1");
    }
}
