package io.gluethread.broker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Deliveries, taken once and kept until they are handled. */
interface InboxStories extends LedgerStories {
    @Test
    default void the_inbox_takes_a_delivery_once_whoever_brings_it() throws Exception {
        Inbox inbox = ledger().inbox();
        List<Boolean> taken = inParallel(16, () -> inbox.accept("Ev1", "C1/1700000000.1", "event", "{}", NOON));
        assertThat(taken.stream().filter(t -> t)).hasSize(1);
        assertThat(inbox.accept("Ev2", "C1/1700000000.1", "event", "{}", NOON)).isFalse();
        assertThat(inbox.accept("Ev3", "C1/1700000000.2", "event", "{\"b\":\"😀\"}", NOON.plusSeconds(1)))
                .isTrue();

        assertThat(inbox.waiting(NOON, 10)).extracting(Inbox.Item::id).containsExactly("Ev1", "Ev3");
        inbox.failed("Ev1", NOON.plusSeconds(60), "ledger busy");
        assertThat(inbox.waiting(NOON, 10)).extracting(Inbox.Item::id).containsExactly("Ev3");
        assertThat(inbox.waiting(NOON.minusSeconds(3600), 10))
                .as("when the clock was set back")
                .hasSize(2);
        assertThat(inbox.waiting(NOON.plusSeconds(60), 10).getFirst().failures())
                .isEqualTo(1);
        inbox.done("Ev1");
        inbox.done("Ev3");
        assertThat(inbox.waiting(NOON.plusSeconds(60), 10)).isEmpty();
        assertThat(inbox.accept("Ev1", "x", "event", "{}", NOON)).isFalse();
    }

    @Test
    default void a_lane_is_told_in_order_with_what_is_put_off_and_without_what_somebody_has_in_hand() {
        Inbox inbox = ledger().inbox();
        inbox.accept(new Inbox.Arrival("Ev1", "a", "event", "C1/1", false, "{}", NOON));
        inbox.accept(new Inbox.Arrival("Ev2", "b", "event", "C1/2", false, "{}", NOON));
        inbox.accept(new Inbox.Arrival("Ev3", "c", "event", "C1/1", false, "{}", NOON));
        inbox.accept(new Inbox.Arrival("press", "d", "press", "C1/1", true, "{}", NOON));
        inbox.failed("Ev1", NOON.plusSeconds(60), "not now");

        assertThat(inbox.lane("C1/1", NOON, 10)).extracting(Inbox.Item::id).containsExactly("Ev1", "Ev3");
        assertThat(inbox.lane("C1/1", NOON, 10).getFirst().notBefore()).contains(NOON.plusSeconds(60));
        assertThat(inbox.waiting(NOON, 10))
                .as("what follows what is put off waits with it")
                .extracting(Inbox.Item::id)
                .containsExactly("Ev2");
        inbox.done("Ev1");
        assertThat(inbox.waiting(NOON, 10)).extracting(Inbox.Item::id).containsExactly("Ev2", "Ev3");
        assertThat(inbox.lane("C1/1", NOON, 10)).extracting(Inbox.Item::id).containsExactly("Ev3");
        assertThat(inbox.lane("C1/1", NOON.plusSeconds(120), 10))
                .extracting(Inbox.Item::id)
                .containsExactly("Ev3", "press");
        inbox.accept(new Inbox.Arrival("again", "e", "press", "again", true, "{}", NOON));
        inbox.failed("again", NOON, "not now");
        assertThat(inbox.lane("again", NOON, 10)).as("given out of hand").hasSize(1);
    }

    @Test
    default void handled_deliveries_are_forgotten_after_a_while_and_unhandled_ones_never() {
        Inbox inbox = ledger().inbox();
        inbox.accept("Ev1", "a", "event", "{}", NOON);
        inbox.accept("Ev2", "b", "event", "{}", NOON);
        inbox.done("Ev1");
        Preferences marks = ledger().preferences();
        for (String mark : List.of("attempted/Ev1", "quiet/Ev1", "attempted/Ev2", "quiet/Ev2", "another")) {
            marks.setValue(mark, "x");
        }

        assertThat(ledger().prune(NOON)).isZero();
        assertThat(marks.value("attempted/Ev1")).isPresent();
        assertThat(ledger().prune(NOON.plusSeconds(1))).isEqualTo(1);
        assertThat(inbox.waiting(NOON, 10)).extracting(Inbox.Item::id).containsExactly("Ev2");
        assertThat(marks.value("attempted/Ev1")).isEmpty();
        assertThat(marks.value("quiet/Ev1")).isEmpty();
        for (String kept : List.of("attempted/Ev2", "quiet/Ev2", "another")) {
            assertThat(marks.value(kept)).isPresent();
        }
    }
}
