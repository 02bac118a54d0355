package io.gluethread.broker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.broker.session.CellId;
import io.gluethread.broker.session.Person;
import io.gluethread.broker.session.Settings;
import io.gluethread.broker.session.ThreadId;
import io.gluethread.broker.session.ThreadKey;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What outbox and inbox do when much waits in them or something went wrong, whatever database they are in. */
abstract class OutboxContract {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00.123456Z");
    private static final String ROOT = "1700000000.000100";
    private static final ThreadId ONE = new ThreadId("thread0001");
    private static final ThreadId TWO = new ThreadId("thread0002");
    private static final Slot CARD = new Slot.Card();

    private SqlLedger ledger;
    private Surfaces surfaces;
    private Inbox inbox;

    abstract LedgerSettings settings() throws Exception;

    @BeforeEach
    void open() throws Exception {
        ledger = SqlLedger.open(settings());
        surfaces = ledger.surfaces();
        inbox = ledger.inbox();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private void thread(ThreadId id, Optional<String> root) {
        ledger.transact(tx -> tx.threads()
                .add(
                        new ThreadRow(
                                id,
                                "T1",
                                "C1",
                                root,
                                new Person("T1", "U_ANA"),
                                "a name",
                                Settings.NONE,
                                NOON,
                                Optional.empty(),
                                0,
                                Optional.empty(),
                                false),
                        "dedup of " + id));
    }

    private Optional<ThreadId> rooted(String ts) {
        return ledger.transact(tx -> tx.threads().find(new ThreadKey("T1", "C1", ts)))
                .map(ThreadRow::id);
    }

    @Test
    void what_is_due_is_read_on_from_any_place() {
        thread(ONE, Optional.of(ROOT));
        for (int i = 0; i < 5; i++) {
            surfaces.want(ONE, new Slot.Note("n-" + i), Optional.of("{}"));
        }
        List<Surface> first = surfaces.due(NOON, 2);
        assertThat(first).extracting(Surface::slot).containsExactly(new Slot.Note("n-0"), new Slot.Note("n-1"));
        assertThat(surfaces.due(NOON, first.getLast().seq(), 10, EnumSet.allOf(Surface.Way.class)))
                .extracting(Surface::slot)
                .containsExactly(new Slot.Note("n-2"), new Slot.Note("n-3"), new Slot.Note("n-4"));
    }

    @Test
    void what_is_due_is_told_by_the_way_in_which_it_is_shown() {
        thread(ONE, Optional.empty());
        Slot note = new Slot.Note("n-1");
        Slot mark = new Slot.Mark(new CellId(ONE + "-1"));
        List.of(CARD, note, mark).forEach(slot -> surfaces.want(ONE, slot, Optional.empty()));
        surfaces.shown(ONE, CARD, 1, ROOT);
        surfaces.want(ONE, CARD, Optional.empty());

        Map.of(Surface.Way.EDIT, CARD, Surface.Way.POST, note, Surface.Way.REACTION, mark)
                .forEach((way, slot) -> assertThat(surfaces.due(NOON, 0, 10, Set.of(way)))
                        .extracting(Surface::slot)
                        .containsExactly(slot));
        assertThat(surfaces.due(NOON, 0, 10, Set.of())).isEmpty();
        assertThat(surfaces.due(NOON, 10)).extracting(Surface::slot).containsExactly(CARD, note, mark);
    }

    @Test
    void a_card_whose_message_is_the_root_of_another_thread_is_shown_and_leaves_that_root_alone() {
        thread(ONE, Optional.empty());
        thread(TWO, Optional.of(ROOT));
        surfaces.want(ONE, CARD, Optional.empty());
        surfaces.shown(ONE, CARD, 1, ROOT);

        assertThat(surfaces.due(NOON, 10)).isEmpty();
        assertThat(surfaces.find(ONE, CARD).orElseThrow().messageTs()).contains(ROOT);
        assertThat(rooted(ROOT)).contains(TWO);
    }

    @Test
    void a_root_is_on_its_way_from_the_attempt_to_post_its_card_until_it_is_known() {
        thread(ONE, Optional.empty());
        surfaces.want(ONE, CARD, Optional.empty());
        assertThat(surfaces.rootOnItsWay("T1", "C1")).isFalse();
        surfaces.attempting(ONE, CARD, NOON, NOON);
        assertThat(surfaces.rootOnItsWay("T1", "C1")).isTrue();
        assertThat(surfaces.rootOnItsWay("T1", "C2")).isFalse();
        assertThat(surfaces.rootOnItsWay("T2", "C1")).isFalse();
        surfaces.unclear(ONE, CARD, NOON.plusSeconds(3), "no answer");
        assertThat(surfaces.rootOnItsWay("T1", "C1")).isTrue();
        surfaces.shown(ONE, CARD, 1, ROOT);
        assertThat(surfaces.rootOnItsWay("T1", "C1")).isFalse();
        assertThat(rooted(ROOT)).contains(ONE);
    }

    @Test
    void a_card_in_a_thread_that_has_its_root_brings_none() {
        thread(ONE, Optional.of(ROOT));
        surfaces.want(ONE, CARD, Optional.empty());
        surfaces.attempting(ONE, CARD, NOON, NOON);
        assertThat(surfaces.rootOnItsWay("T1", "C1")).isFalse();
    }

    @Test
    void refusals_are_counted_apart_until_it_is_shown_or_wanted_anew() {
        thread(ONE, Optional.of(ROOT));
        Slot cell = new Slot.Cell(new CellId("thread0001-1"));
        surfaces.want(ONE, cell, Optional.empty());
        for (int i = 0; i < 40; i++) {
            surfaces.failed(ONE, cell, NOON, "nobody there");
        }
        assertThat(surfaces.refused(ONE, cell)).isEqualTo(1);
        assertThat(surfaces.refused(ONE, cell)).isEqualTo(2);
        surfaces.shown(ONE, cell, 1, "1700000000.000200");
        assertThat(surfaces.refused(ONE, cell)).isEqualTo(1);
        surfaces.want(ONE, cell, Optional.empty());
        assertThat(surfaces.refused(ONE, cell)).isEqualTo(2);
        surfaces.abandoned(ONE, cell, "no more");
        assertThat(surfaces.find(ONE, cell).orElseThrow().abandoned()).isTrue();
        assertThat(surfaces.find(ONE, cell).orElseThrow().why()).contains("no more");
        surfaces.want(ONE, cell, Optional.empty());
        assertThat(surfaces.find(ONE, cell).orElseThrow().abandoned()).isFalse();
        assertThat(surfaces.find(ONE, cell).orElseThrow().failures()).isZero();
        assertThat(surfaces.refused(ONE, cell)).isEqualTo(1);
    }

    @Test
    void what_comes_with_a_message_is_wanted_in_the_moment_in_which_it_is_shown_and_once() {
        thread(ONE, Optional.of(ROOT));
        CellId id = new CellId("thread0001-1");
        Slot cell = new Slot.Cell(id);
        Slot picture = new Slot.File(id, 101);
        Slot table = new Slot.File(id, 102);
        surfaces.want(ONE, cell, Optional.empty());
        surfaces.shown(ONE, cell, 1, "1700000000.000200", List.of(picture, table));
        assertThat(surfaces.due(NOON, 10)).extracting(Surface::slot).containsExactly(picture, table);

        surfaces.shown(ONE, picture, 1, "F1");
        surfaces.abandoned(ONE, table, "file_uploads_disabled");
        surfaces.shown(ONE, cell, 2, "1700000000.000200", List.of(picture, table));
        assertThat(surfaces.due(NOON, 10)).isEmpty();
        assertThat(surfaces.files(ONE, id)).extracting(Surface::slot).containsExactly(picture, table);
        assertThat(surfaces.files(ONE, new CellId("thread0001-2"))).isEmpty();
    }

    @Test
    void nobody_waits_for_a_file() {
        thread(ONE, Optional.of(ROOT));
        surfaces.want(ONE, new Slot.File(new CellId("thread0001-1"), 101), Optional.empty());
        surfaces.want(ONE, new Slot.Note("n-1"), Optional.of("{}"));
        long last = surfaces.find(ONE, new Slot.Note("n-1")).orElseThrow().seq();
        assertThat(surfaces.unposted(ONE, last)).isEmpty();
    }

    @Test
    void a_message_that_is_forgotten_is_to_be_posted_anew() {
        thread(ONE, Optional.of(ROOT));
        Slot cell = new Slot.Cell(new CellId("thread0001-1"));
        surfaces.want(ONE, cell, Optional.empty());
        surfaces.shown(ONE, cell, 1, "1700000000.000200");
        surfaces.want(ONE, cell, Optional.empty());
        surfaces.forget(ONE, cell);
        assertThat(surfaces.due(NOON, 10)).singleElement().satisfies(s -> {
            assertThat(s.messageTs()).isEmpty();
            assertThat(s.attemptedAt()).isEmpty();
        });
    }

    @Test
    void a_lane_is_told_by_its_next_item_however_much_waits_in_it() {
        for (int i = 0; i < 50; i++) {
            accept("a" + i, "a");
        }
        accept("b0", "b");
        assertThat(ids(2)).containsExactly("a0", "b0");
        inbox.failed("a0", NOON.plusSeconds(60), "not now");
        assertThat(ids(2)).containsExactly("b0");
        inbox.done("b0");
        inbox.done("a0");
        assertThat(ids(2)).containsExactly("a1");
    }

    private void accept(String id, String lane) {
        inbox.accept(new Inbox.Arrival(id, id, "event", lane, false, "{}", NOON));
    }

    private List<String> ids(int limit) {
        return inbox.waiting(NOON, limit).stream().map(Inbox.Item::id).toList();
    }

    @Test
    void refusals_of_an_item_are_counted_apart() {
        accept("a", "a");
        IntStream.range(0, 40).forEach(_ -> inbox.failed("a", NOON, "nobody there"));
        assertThat(inbox.refused("a")).isEqualTo(1);
        assertThat(inbox.refused("a")).isEqualTo(2);
    }
}
