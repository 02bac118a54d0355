package io.gluethread.bot.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.bot.memory.Fixtures;
import io.gluethread.bot.memory.HandClock;
import io.gluethread.broker.policy.Ailment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A delivery that does not end, and one that is told to. */
final class DeliveryStopsTest extends DeliveryStory {
    @Test
    void number_43_a_call_to_slack_that_does_not_end_is_told_until_it_does() {
        List<Runnable> waiting = new ArrayList<>();
        reconciler = reconciler(waiting::add);
        note(Fixtures.THREAD, "hello");
        reconciler.step();
        assertThat(reconciler.ailment()).isEmpty();
        clock.forward(Duration.ofMinutes(6));
        assertThat(reconciler.ailment()).contains(new Ailment(HandClock.NOON, "a call to Slack does not end"));
        waiting.removeFirst().run();
        assertThat(reconciler.ailment()).isEmpty();
        assertThat(texts(Fixtures.DATA)).containsExactly("note hello");
    }

    @Test
    void number_47_a_stop_begins_no_message_more_and_the_next_start_shows_it() {
        List<Runnable> waiting = new ArrayList<>();
        reconciler = reconciler(waiting::add);
        note(Fixtures.THREAD, "hello");
        reconciler.step();
        assertThat(reconciler.isDrained()).isFalse();
        reconciler.drain();
        waiting.removeFirst().run();
        reconciler.step();
        assertThat(waiting).isEmpty();
        assertThat(reconciler.isDrained()).isTrue();
        assertThat(texts(Fixtures.DATA)).isEmpty();
        reconciler = reconciler();
        settle();
        assertThat(texts(Fixtures.DATA)).containsExactly("note hello");
    }
}
