package io.gluethread.bot.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.bot.memory.Fixtures;
import io.gluethread.bot.slack.blocks.Message;
import io.gluethread.broker.ledger.Leases;
import io.gluethread.broker.ledger.Slot;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.statement.Part;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Two replicas that deliver: one is alive, slow, stopped or dead. */
final class DeliveryReplicasTest extends DeliveryStory {
    /** Slack, before which the calling process is stopped once for so long. */
    private Chat stoppedBefore(String method, Runnable meanwhile) {
        AtomicBoolean once = new AtomicBoolean();
        return (Chat) Proxy.newProxyInstance(
                Chat.class.getClassLoader(), new Class<?>[] {Chat.class}, (proxy, called, args) -> {
                    if (called.getName().equals(method) && once.compareAndSet(false, true)) {
                        meanwhile.run();
                    }
                    try {
                        return called.invoke(outbox.chat(), args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void a_channel_that_another_replica_delivers_to_is_left_to_it_for_as_long_as_it_does() {
        Reconciler other = reconciler(outbox.leases("another replica"), outbox.chat());
        note(Fixtures.THREAD, "a");
        other.step();
        note(Fixtures.THREAD, "b");
        note(OTHER, "c");
        reconciler.step();
        assertThat(texts(Fixtures.DATA)).containsExactly("note a");
        assertThat(texts(Fixtures.GENERAL)).containsExactly("note c");
        clock.forward(Duration.ofSeconds(4));
        other.step();
        assertThat(texts(Fixtures.DATA)).containsExactly("note a", "note b");

        clock.forward(Duration.ofSeconds(4));
        other.step();
        note(Fixtures.THREAD, "d");
        reconciler.step();
        assertThat(texts(Fixtures.DATA)).containsExactly("note a", "note b", "note d");
    }

    @Test
    void what_a_replica_was_posting_when_it_died_is_looked_for_by_the_next_one_after_its_lease() {
        Leases dead = outbox.leases("another replica");
        assertThat(dead.take("channel:" + Fixtures.DATA, Duration.ofMinutes(1))).isPresent();
        note(Fixtures.THREAD, "a");
        Slot slot = new Slot.Note("a");
        surfaces.attempting(Fixtures.THREAD, slot, clock.instant(), clock.instant());
        outbox.chat()
                .post(
                        new Chat.Where(Fixtures.DATA, Optional.of(Fixtures.ROOT)),
                        new Message("note a", List.of()),
                        new Chat.Label(Fixtures.THREAD.value(), slot.key()));
        reconciler.step();
        assertThat(slack.calls("chat.postMessage")).hasSize(1);
        clock.forward(Duration.ofMinutes(1));
        settle();
        assertThat(slack.calls("chat.postMessage")).hasSize(1);
        assertThat(surfaces.find(Fixtures.THREAD, slot).orElseThrow().messageTs())
                .contains(slack.messages(Fixtures.DATA).getFirst().ts());
    }

    /** A dead one may have sent it a moment before, so that it still comes; or not, and nobody can tell. */
    @Test
    void what_a_dead_replica_may_have_posted_is_looked_for_after_seconds_and_posted_when_it_surely_does_not_come() {
        Leases dead = outbox.leases("another replica");
        dead.beat();
        assertThat(dead.take("channel:" + Fixtures.DATA, Duration.ofMinutes(1))).isPresent();
        note(Fixtures.THREAD, "a");
        note(OTHER, "b");
        surfaces.attempting(
                Fixtures.THREAD,
                new Slot.Note("a"),
                clock.instant(),
                clock.instant().plus(Channels.CALL));
        for (int second = 0; second < 20; second++) {
            reconciler.step();
            clock.forward(Duration.ofSeconds(1));
        }
        assertThat(slack.calls("conversations.replies")).as("it is looked for").isNotEmpty();
        assertThat(texts(Fixtures.DATA)).isEmpty();
        settle();
        assertThat(texts(Fixtures.DATA)).containsExactly("note a");
    }

    @Test
    void what_a_dead_replica_has_not_shown_is_shown_by_another_one_after_seconds() {
        Leases dead = outbox.leases("another replica");
        dead.beat();
        assertThat(dead.take("channel:" + Fixtures.DATA, Duration.ofMinutes(1))).isPresent();
        note(Fixtures.THREAD, "a");
        for (int second = 0; second < 7; second++) {
            reconciler.step();
            assertThat(texts(Fixtures.DATA)).isEmpty();
            clock.forward(Duration.ofSeconds(1));
        }
        for (int second = 0; second < 3; second++) {
            clock.forward(Duration.ofSeconds(1));
            reconciler.step();
        }
        assertThat(texts(Fixtures.DATA)).containsExactly("note a");
    }

    @Test
    void taken_for_dead_while_it_edits_it_leaves_slack_with_the_newest_state() {
        Reconciler other = reconciler(outbox.leases("another replica"), outbox.chat());
        Slot slot = cell(Fixtures.THREAD, 3, CellState.RUNNING);
        want(Fixtures.THREAD, slot);
        reconciler.step();
        reconciler.close();
        Leases slow = outbox.leases("the slow one");
        slow.beat();
        Runnable meanwhile = () -> {
            clock.forward(Leases.ALIVE.plusSeconds(1));
            cell(Fixtures.THREAD, 3, CellState.OK, new Part.Text("42"));
            want(Fixtures.THREAD, slot);
            other.step();
            slow.beat();
        };
        want(Fixtures.THREAD, slot);
        Reconciler stopped = reconciler(slow, stoppedBefore("update", meanwhile));
        stopped.step();
        for (int i = 0; i < 10; i++) {
            slow.beat();
            other.step();
            stopped.step();
            clock.forward(Duration.ofSeconds(1));
        }
        assertThat(texts(Fixtures.DATA)).singleElement().asString().startsWith("[3] ✓");
    }

    @Test
    void stopped_before_a_post_for_longer_than_its_lease_it_does_not_post_what_the_other_one_has_posted() {
        Reconciler other = reconciler(outbox.leases("another replica"), outbox.chat());
        Leases stopped = outbox.leases("the stopped one");
        Runnable meanwhile = () -> {
            clock.forward(Duration.ofMinutes(2));
            other.step();
        };
        note(Fixtures.THREAD, "a");
        surfaces.attempting(Fixtures.THREAD, new Slot.Note("a"), clock.instant(), clock.instant());
        // It looks for the post first, and is stopped in that.
        reconciler(stopped, stoppedBefore("find", meanwhile)).step();
        settle();
        assertThat(texts(Fixtures.DATA)).containsExactly("note a");
        assertThat(slack.calls("chat.postMessage")).hasSize(1);
    }

    @Test
    void stopped_in_an_edit_for_longer_than_its_lease_it_leaves_slack_with_the_newest_state() {
        Reconciler other = reconciler(outbox.leases("another replica"), outbox.chat());
        Slot slot = cell(Fixtures.THREAD, 3, CellState.RUNNING);
        want(Fixtures.THREAD, slot);
        reconciler.step();
        reconciler.close();
        Runnable meanwhile = () -> {
            clock.forward(Duration.ofMinutes(2));
            cell(Fixtures.THREAD, 3, CellState.OK, new Part.Text("42"));
            want(Fixtures.THREAD, slot);
            other.step();
        };
        want(Fixtures.THREAD, slot);
        Reconciler stopped = reconciler(outbox.leases("the stopped one"), stoppedBefore("update", meanwhile));
        stopped.step();
        for (int i = 0; i < 10; i++) {
            other.step();
            stopped.step();
            clock.forward(Duration.ofSeconds(1));
        }
        assertThat(texts(Fixtures.DATA)).singleElement().asString().startsWith("[3] ✓");
    }
}
