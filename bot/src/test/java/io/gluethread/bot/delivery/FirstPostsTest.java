package io.gluethread.bot.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.bot.memory.FakeSlackApi.Posted;
import io.gluethread.bot.memory.FakeSlackApi.Trouble;
import io.gluethread.bot.memory.Fixtures;
import io.gluethread.bot.memory.MemorySurfaces;
import io.gluethread.bot.slack.blocks.Message;
import io.gluethread.broker.session.ThreadView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** First posts whose fate is not known are found again and not repeated. */
final class FirstPostsTest extends DeliveryStory {
    @Test
    void a_post_whose_answer_was_lost_is_found_and_not_repeated() {
        slack.trouble(1, Trouble.DONE_BUT_SILENT, call -> call.method().equals("chat.postMessage"));
        note(Fixtures.THREAD, "once");
        reconciler.step();
        assertThat(texts(Fixtures.DATA)).containsExactly("note once");

        reconciler = reconciler();
        settle();
        assertThat(texts(Fixtures.DATA)).containsExactly("note once");
        assertThat(slack.calls("chat.postMessage")).hasSize(1);
        assertThat(slack.calls("conversations.replies")).isNotEmpty();
    }

    @Test
    void found_again_it_is_not_posted_though_its_edit_meets_a_429() {
        slack.trouble(1, Trouble.DONE_BUT_SILENT, call -> call.method().equals("chat.postMessage"));
        slack.trouble(2, Trouble.RATE_LIMITED, call -> call.method().equals("chat.update"));
        note(Fixtures.THREAD, "once");
        for (int i = 0; i < 40; i++) {
            reconciler.step();
            clock.forward(Duration.ofSeconds(5));
        }

        assertThat(slack.calls("chat.postMessage")).hasSize(1);
        assertThat(slack.calls("chat.update")).hasSize(3);
        assertThat(surfaces.due(clock.instant(), 10)).isEmpty();
    }

    @Test
    void a_crash_between_post_and_answer_posts_the_card_once() {
        ThreadView thread = Fixtures.thread(Fixtures.DATA, Optional.empty(), Optional.empty());
        broker.put(thread);
        want(thread.id(), CARD);
        reconciler.step();
        // As the ledger is when the process dies right after the post left: attempted, and no timestamp known.
        broker.put(thread);
        MemorySurfaces before = surfacesAfterCrash(thread);
        Reconciler next = over(before);
        for (int i = 0; i < 5; i++) {
            next.step();
            clock.forward(Duration.ofSeconds(2));
        }

        assertThat(slack.messages(Fixtures.DATA)).hasSize(1);
        assertThat(before.find(thread.id(), CARD).orElseThrow().messageTs())
                .contains(slack.messages(Fixtures.DATA).getFirst().ts());
        assertThat(slack.calls("conversations.history")).hasSize(1);
    }

    @Test
    void a_post_that_is_still_on_its_way_when_the_process_dies_is_waited_for_and_not_repeated() {
        ThreadView thread = Fixtures.thread(Fixtures.DATA, Optional.empty(), Optional.empty());
        broker.put(thread);
        MemorySurfaces ledger = surfacesAfterCrash(thread);
        Reconciler next = over(ledger);
        next.step();
        assertThat(slack.calls("conversations.history")).isEmpty();

        // Only now it arrives.
        String ts = outbox.chat()
                .post(
                        new Chat.Where(Fixtures.DATA, Optional.empty()),
                        new Message("the card", List.of()),
                        new Chat.Label(thread.id().value(), CARD.key()));
        for (int i = 0; i < 5; i++) {
            clock.forward(Duration.ofSeconds(1));
            next.step();
        }

        assertThat(slack.messages(Fixtures.DATA)).extracting(Posted::ts).containsExactly(ts);
        assertThat(ledger.due(clock.instant(), 10)).isEmpty();
    }

    @Test
    void a_look_for_an_earlier_post_that_is_refused_is_taken_again_before_anything_is_posted() {
        for (Trouble trouble : List.of(Trouble.RATE_LIMITED, Trouble.BROKEN)) {
            slack.trouble(1, trouble, call -> call.method().equals("conversations.replies"));
        }
        slack.trouble(1, Trouble.DONE_BUT_SILENT, call -> call.method().equals("chat.postMessage"));
        note(Fixtures.THREAD, "once");
        settle();

        assertThat(slack.calls("conversations.replies")).hasSize(3);
        assertThat(texts(Fixtures.DATA)).containsExactly("note once");
    }

    private MemorySurfaces surfacesAfterCrash(ThreadView thread) {
        MemorySurfaces ledger = new MemorySurfaces(broker::rooted);
        ledger.want(thread.id(), CARD, Optional.empty());
        ledger.attempting(thread.id(), CARD, clock.instant(), clock.instant());
        return ledger;
    }

    private Reconciler over(MemorySurfaces ledger) {
        return outbox.reconciler(ledger, outbox.leases(), outbox.chat(), Runnable::run);
    }
}
