package io.gluethread.broker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.broker.session.CellId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What Slack is to show and what it shows. */
interface SurfaceStories extends LedgerStories {
    @Test
    default void a_surface_is_due_until_what_is_wanted_is_shown() {
        addThread(THREAD, "ev1", Optional.empty());
        Surfaces surfaces = ledger().surfaces();
        Slot card = new Slot.Card();
        Slot note = new Slot.Note("n-1");
        surfaces.want(THREAD, card, Optional.empty());
        surfaces.want(THREAD, note, Optional.of("{\"first\":1}"));
        surfaces.want(THREAD, card, Optional.empty());
        surfaces.want(THREAD, note, Optional.of("{\"second\":2}"));

        assertThat(surfaces.due(NOON, 10)).extracting(Surface::slot).containsExactly(card, note);
        assertThat(surfaces.find(THREAD, note).orElseThrow().payload()).contains("{\"first\":1}");
        assertThat(surfaces.find(THREAD, card).orElseThrow().wanted()).isEqualTo(2);

        surfaces.attempting(THREAD, card, NOON, NOON);
        assertThat(surfaces.find(THREAD, card).orElseThrow().attemptedAt()).contains(NOON);
        surfaces.shown(THREAD, card, 1, "1700000000.000200");
        assertThat(surfaces.due(NOON, 10)).extracting(Surface::slot).containsExactly(card, note);
        surfaces.shown(THREAD, card, 2, "1700000000.000200");
        surfaces.shown(THREAD, card, 1, "1700000000.000200");
        assertThat(surfaces.due(NOON, 10)).extracting(Surface::slot).containsExactly(note);
        assertThat(surfaces.find(THREAD, card).orElseThrow().attemptedAt()).isEmpty();

        assertThat(rooted("1700000000.000200")).isPresent();
    }

    @Test
    default void a_card_in_a_thread_with_a_root_leaves_the_root_alone() {
        addThread(THREAD, "ev1", Optional.of("1700000000.000100"));
        ledger().surfaces().want(THREAD, new Slot.Card(), Optional.empty());
        ledger().surfaces().shown(THREAD, new Slot.Card(), 1, "1700000000.000200");

        assertThat(ledger().transact(tx -> tx.threads().find(THREAD))
                        .orElseThrow()
                        .rootTs())
                .contains("1700000000.000100");
    }

    @Test
    default void a_surface_that_failed_is_put_off_and_one_given_up_waits_to_be_wanted_anew() {
        addThread(THREAD, "ev1", Optional.empty());
        Surfaces surfaces = ledger().surfaces();
        Slot cell = new Slot.Cell(new CellId("thread0001-1"));
        surfaces.want(THREAD, cell, Optional.empty());
        surfaces.attempting(THREAD, cell, NOON, NOON);
        surfaces.failed(THREAD, cell, NOON.plusSeconds(30), "429");

        assertThat(surfaces.due(NOON, 10)).isEmpty();
        assertThat(surfaces.due(NOON.minusSeconds(3600), 10))
                .as("when the clock was set back")
                .hasSize(1);
        assertThat(surfaces.nextDue()).contains(NOON.plusSeconds(30));
        assertThat(surfaces.due(NOON.plusSeconds(30), 10)).hasSize(1);
        assertThat(surfaces.find(THREAD, cell).orElseThrow().failures()).isEqualTo(1);

        assertThat(surfaces.find(THREAD, cell).orElseThrow().attemptedAt()).isEmpty();

        surfaces.attempting(THREAD, cell, NOON.plusSeconds(31), NOON.plusSeconds(31));
        surfaces.unclear(THREAD, cell, NOON.plusSeconds(60), "HTTP 500");
        assertThat(surfaces.due(NOON.plusSeconds(59), 10)).isEmpty();
        assertThat(surfaces.find(THREAD, cell).orElseThrow().failures()).isEqualTo(2);
        assertThat(surfaces.find(THREAD, cell).orElseThrow().attemptedAt()).contains(NOON.plusSeconds(31));

        surfaces.abandoned(THREAD, cell, "channel_not_found");
        assertThat(surfaces.due(NOON.plusSeconds(60), 10)).isEmpty();
        assertThat(surfaces.nextDue()).isEmpty();
        surfaces.want(THREAD, cell, Optional.empty());
        assertThat(surfaces.due(NOON.plusSeconds(60), 10)).hasSize(1);
    }

    @Test
    default void the_first_post_that_others_wait_for_is_found() {
        addThread(THREAD, "ev1", Optional.empty());
        Surfaces surfaces = ledger().surfaces();
        List<Slot> slots = List.of(
                new Slot.Card(),
                new Slot.Cell(new CellId("thread0001-1")),
                new Slot.Mark(new CellId("thread0001-1")),
                new Slot.Cell(new CellId("thread0001-2")));
        slots.forEach(slot -> surfaces.want(THREAD, slot, Optional.empty()));
        long last = surfaces.find(THREAD, slots.getLast()).orElseThrow().seq();

        assertThat(surfaces.unposted(THREAD, last)).map(Surface::slot).contains(slots.getFirst());
        surfaces.shown(THREAD, slots.getFirst(), 1, "1700000000.000100");
        assertThat(surfaces.unposted(THREAD, last)).map(Surface::slot).contains(slots.get(1));
        surfaces.abandoned(THREAD, slots.get(1), "there is nothing to show");
        assertThat(surfaces.unposted(THREAD, last)).isEmpty();
        surfaces.want(THREAD, slots.get(1), Optional.empty());
        assertThat(surfaces.unposted(THREAD, last)).map(Surface::slot).contains(slots.get(1));
        surfaces.shown(THREAD, slots.get(1), 9, "1700000000.000200");
        assertThat(surfaces.unposted(THREAD, last)).isEmpty();
    }

    @Test
    default void the_same_slot_wanted_by_many_at_once_is_one_surface_and_no_want_is_lost() throws Exception {
        addThread(THREAD, "ev1", Optional.empty());
        inParallel(24, () -> {
            ledger().surfaces().want(THREAD, new Slot.Card(), Optional.empty());
            return true;
        });
        assertThat(ledger().surfaces().of(THREAD)).hasSize(1);
        assertThat(ledger().surfaces().of(THREAD).getFirst().wanted()).isEqualTo(24);
    }

    @Test
    default void a_post_that_may_have_arrived_stays_marked_while_it_is_put_off() {
        addThread(THREAD, "ev1", Optional.empty());
        Surfaces surfaces = ledger().surfaces();
        Slot note = new Slot.Note("n-1");
        surfaces.want(THREAD, note, Optional.of("{}"));
        surfaces.attempting(THREAD, note, NOON, NOON);
        surfaces.unclear(THREAD, note, NOON.plusSeconds(3), "no answer");
        assertThat(surfaces.due(NOON, 10)).isEmpty();
        Surface later = surfaces.due(NOON.plusSeconds(3), 10).getFirst();
        assertThat(later.attemptedAt()).contains(NOON);
        assertThat(later.failures()).isEqualTo(1);
        surfaces.failed(THREAD, note, NOON, "surely not there");
        assertThat(surfaces.find(THREAD, note).orElseThrow().attemptedAt()).isEmpty();
    }
}
