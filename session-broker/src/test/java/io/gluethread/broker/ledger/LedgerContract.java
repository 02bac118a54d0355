package io.gluethread.broker.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gluethread.broker.session.CellId;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.Ending;
import io.gluethread.broker.session.Language;
import io.gluethread.broker.session.Person;
import io.gluethread.broker.session.Rate;
import io.gluethread.broker.session.SessionId;
import io.gluethread.broker.session.SessionSpec;
import io.gluethread.broker.session.SessionState;
import io.gluethread.broker.session.Setting;
import io.gluethread.broker.session.Settings;
import io.gluethread.broker.session.ThreadId;
import io.gluethread.broker.session.ThreadKey;
import io.gluethread.broker.session.Usage;
import io.gluethread.broker.session.WorkerType;
import io.gluethread.broker.statement.Part;
import io.gluethread.broker.statement.Result;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every ledger does, whatever database it is in. */
abstract class LedgerContract {
    static final Instant NOON = Instant.parse("2026-11-20T12:00:00.123456Z");
    static final Person ANA = new Person("T1", "U_ANA");
    static final Person BEN = new Person("T1", "U_BEN");
    static final ThreadId THREAD = new ThreadId("thread0001");

    private SqlLedger ledger;
    private LedgerSettings settings;

    abstract LedgerSettings settings() throws Exception;

    /** The same database once more, by the same process. */
    private LedgerSettings again() {
        return settings;
    }

    @BeforeEach
    void open() throws Exception {
        settings = settings();
        ledger = SqlLedger.open(settings);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void opened_a_second_time_it_has_what_it_had() throws Exception {
        addThread(THREAD, "ev1", Optional.empty());
        try (SqlLedger second = SqlLedger.open(again())) {
            assertThat(second.brokenSince()).isEmpty();
            assertThat(second.<Optional<ThreadRow>>transact(tx -> tx.threads().find(THREAD)))
                    .isPresent();
        }
    }

    @Test
    void a_thread_comes_back_as_it_was_put_in() {
        addThread(THREAD, "ev1", Optional.of("1700000000.000100"));

        ThreadRow row = ledger.transact(tx -> tx.threads()
                .find(new ThreadKey("T1", "C1", "1700000000.000100"))
                .orElseThrow());

        assertThat(row).isEqualTo(thread(THREAD, Optional.of("1700000000.000100")));
        assertThat(rooted("1700000000.0001")).isEmpty();
    }

    @Test
    void the_same_request_and_the_same_root_make_one_thread() {
        assertThat(addThread(THREAD, "ev1", Optional.of("1700000000.000100"))).isTrue();
        assertThat(addThread(new ThreadId("thread0002"), "ev1", Optional.empty()))
                .isFalse();
        assertThat(addThread(new ThreadId("thread0003"), "ev2", Optional.of("1700000000.000100")))
                .isFalse();
        assertThat(addThread(new ThreadId("thread0004"), "ev3", Optional.empty()))
                .isTrue();
        assertThat(addThread(new ThreadId("thread0005"), "ev4", Optional.empty()))
                .isTrue();
    }

    @Test
    void a_session_comes_back_as_it_was_put_in_and_changes_only_by_the_table_of_states() {
        addThread(THREAD, "ev1", Optional.empty());
        SessionRow added = ledger.transact(tx -> tx.sessions().add(session(THREAD, 1)));
        assertThat(added).isEqualTo(session(THREAD, 1));

        SessionRow ended = ledger.transact(tx -> tx.sessions()
                .change(added)
                .state(SessionState.STOPPED)
                .begunAt(NOON)
                .endedAt(NOON.plusSeconds(90))
                .ending(new Ending.Asked(ANA))
                .usage(new Usage(Duration.ofMillis(90_250), new BigDecimal("180.5"), true))
                .save());
        assertThat(ended.usage()).isEqualTo(new Usage(Duration.ofMillis(90_250), new BigDecimal("180.5"), true));
        assertThat(ended.ending()).contains(new Ending.Asked(ANA));
        assertThat(ended.endedAt()).contains(NOON.plusSeconds(90));

        assertThatThrownBy(() -> ledger.transact(tx ->
                        tx.sessions().change(ended).state(SessionState.READY).save()))
                .hasMessageContaining("STOPPED to READY");
    }

    @Test
    void sessions_are_counted_alive_by_person_and_in_all() {
        addThread(THREAD, "ev1", Optional.empty());
        SessionRow first = ledger.transact(tx -> tx.sessions().add(session(THREAD, 1)));
        assertThat(alive(ANA)).isEqualTo(1);
        assertThat(alive(BEN)).isZero();
        assertThat(ledger.<Integer>transact(tx -> tx.sessions().countAlive())).isEqualTo(1);

        ledger.transact(
                tx -> tx.sessions().change(first).state(SessionState.FAILED).save());

        assertThat(alive(ANA)).isZero();
        ledger.transact(tx -> tx.sessions().add(session(THREAD, 2)));
        assertThat(ledger.transact(tx -> tx.sessions().newest(THREAD))
                        .orElseThrow()
                        .generation())
                .isEqualTo(2);
        assertThat(ledger.<List<ThreadRow>>transact(tx -> tx.threads().open())).hasSize(1);
        assertThat(ledger.<List<ThreadId>>transact(tx -> tx.threads().active())).containsExactly(THREAD);
    }

    @Test
    void sessions_between_are_those_that_ran_within() {
        addThread(THREAD, "ev1", Optional.empty());
        ledger.transact(tx -> {
            SessionRow row = tx.sessions().add(session(THREAD, 1));
            tx.sessions()
                    .change(row)
                    .begunAt(NOON)
                    .endedAt(NOON.plusSeconds(60))
                    .save();
            tx.sessions().add(session(THREAD, 2));
            return row;
        });

        assertThat(between(NOON.minusSeconds(10), NOON)).isEmpty();
        assertThat(between(NOON.minusSeconds(10), NOON.plusSeconds(1))).hasSize(1);
        assertThat(between(NOON.plusSeconds(59), NOON.plusSeconds(100))).hasSize(1);
        assertThat(between(NOON.plusSeconds(60), NOON.plusSeconds(100))).isEmpty();
    }

    @Test
    void a_cell_keeps_exactly_what_was_typed_and_what_came_back() {
        addThread(THREAD, "ev1", Optional.empty());
        String code = "print(\"\"\"it's \\ $x 😀 \u0001 '\"\"\")\r\n\t— end ";
        CellRow added = ledger.transact(tx -> tx.cells().add(cell(1, code), "d1"));
        assertThat(added).isEqualTo(cell(1, code));

        Result result = new Result.Ok(List.of(new Part.Text("x".repeat(3_000_000)), new Part.Text("😀\u0001\"'")));
        CellRow done = ledger.transact(tx -> tx.cells()
                .change(added)
                .state(CellState.SENDING)
                .result(result)
                .statementId(0)
                .quietAt(Optional.of(NOON))
                .save());
        assertThat(done.quietAt()).contains(NOON);
        assertThat(done.result()).contains(result);
        assertThat(done.statementId()).contains(0);
        assertThat(ledger.<Optional<CellRow>>transact(tx -> tx.cells().byDedup(THREAD, "d1")))
                .contains(done);
        assertThatThrownBy(() -> ledger.transact(tx -> tx.cells().add(cell(2, "again"), "d1")))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void number_21_cells_beyond_a_hundred_stay_readable_and_in_order() {
        addThread(THREAD, "ev1", Optional.empty());
        ledger.transact(tx -> {
            for (int ordinal = 1; ordinal <= 250; ordinal++) {
                tx.cells().add(cell(ordinal, "cell " + ordinal), "d" + ordinal);
            }
            return true;
        });

        List<CellRow> cells = ledger.transact(tx -> tx.cells().of(THREAD));

        assertThat(cells).hasSize(250).isSortedAccordingTo((a, b) -> Integer.compare(a.ordinal(), b.ordinal()));
        assertThat(cells.get(249).code()).isEqualTo("cell 250");
    }

    @Test
    void a_transaction_that_fails_leaves_nothing() {
        assertThatThrownBy(() -> ledger.transact(tx -> {
                    tx.threads().add(thread(THREAD, Optional.empty()), "ev1");
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");
        assertThat(ledger.<Optional<ThreadRow>>transact(tx -> tx.threads().find(THREAD)))
                .isEmpty();
    }

    @Test
    void a_surface_is_due_until_what_is_wanted_is_shown() {
        addThread(THREAD, "ev1", Optional.empty());
        Surfaces surfaces = ledger.surfaces();
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
    void a_card_in_a_thread_with_a_root_leaves_the_root_alone() {
        addThread(THREAD, "ev1", Optional.of("1700000000.000100"));
        ledger.surfaces().want(THREAD, new Slot.Card(), Optional.empty());
        ledger.surfaces().shown(THREAD, new Slot.Card(), 1, "1700000000.000200");

        assertThat(ledger.transact(tx -> tx.threads().find(THREAD))
                        .orElseThrow()
                        .rootTs())
                .contains("1700000000.000100");
    }

    @Test
    void a_surface_that_failed_is_put_off_and_one_given_up_waits_to_be_wanted_anew() {
        addThread(THREAD, "ev1", Optional.empty());
        Surfaces surfaces = ledger.surfaces();
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
    void the_first_post_that_others_wait_for_is_found() {
        addThread(THREAD, "ev1", Optional.empty());
        Surfaces surfaces = ledger.surfaces();
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
    void the_same_slot_wanted_by_many_at_once_is_one_surface_and_no_want_is_lost() throws Exception {
        addThread(THREAD, "ev1", Optional.empty());
        inParallel(24, () -> {
            ledger.surfaces().want(THREAD, new Slot.Card(), Optional.empty());
            return true;
        });
        assertThat(ledger.surfaces().of(THREAD)).hasSize(1);
        assertThat(ledger.surfaces().of(THREAD).getFirst().wanted()).isEqualTo(24);
    }

    @Test
    void the_inbox_takes_a_delivery_once_whoever_brings_it() throws Exception {
        Inbox inbox = ledger.inbox();
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
    void a_lane_is_told_in_order_with_what_is_put_off_and_without_what_somebody_has_in_hand() {
        Inbox inbox = ledger.inbox();
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
    void a_post_that_may_have_arrived_stays_marked_while_it_is_put_off() {
        addThread(THREAD, "ev1", Optional.empty());
        Surfaces surfaces = ledger.surfaces();
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

    @Test
    void what_there_is_to_do_has_a_moment_and_what_rests_has_none() {
        addThread(THREAD, "ev1", Optional.empty());
        ledger.transact(tx -> tx.cells().add(cell(1, "a = 1"), "d1"));
        assertThat(ledger.<Map<ThreadId, Instant>>transact(tx -> tx.threads().due()))
                .isEmpty();
        assertThat(ledger.<Integer>transact(tx -> tx.threads().remember(NOON))).isEqualTo(1);
        assertThat(ledger.<Integer>transact(tx -> tx.threads().remember(NOON))).isZero();
        assertThat(ledger.<Map<ThreadId, Instant>>transact(tx -> tx.threads().due()))
                .containsEntry(THREAD, NOON);
        assertThat(late(NOON.minusMillis(1))).isEmpty();
        assertThat(late(NOON)).containsExactly(THREAD);
        ledger.transact(tx -> {
            tx.threads().rest(THREAD);
            return true;
        });
        assertThat(late(NOON.plusSeconds(60))).isEmpty();
    }

    @Test
    void what_was_put_off_by_a_clock_that_was_ahead_is_late_now() {
        addThread(THREAD, "ev1", Optional.empty());
        due(NOON.plus(Duration.ofHours(1)));
        assertThat(late(NOON.minusSeconds(2))).containsExactly(THREAD);
        due(NOON.plus(Duration.ofMinutes(2)));
        assertThat(late(NOON.minusSeconds(2))).isEmpty();
    }

    private void due(Instant when) {
        ledger.transact(tx -> {
            tx.threads().lookAt(THREAD, Optional.of(when), NOON);
            return true;
        });
    }

    @Test
    void whoever_rests_has_not_failed_and_whoever_is_woken_is_due() {
        addThread(THREAD, "ev1", Optional.empty());
        ledger.transact(tx -> {
            tx.threads().failing(THREAD, 3, NOON, NOON.plusSeconds(5), true);
            tx.threads().rest(THREAD);
            return true;
        });
        ThreadRow rests = ledger.<Optional<ThreadRow>>transact(
                        tx -> tx.threads().find(THREAD))
                .orElseThrow();
        assertThat(rests.failures()).isZero();
        assertThat(rests.failingSince()).isEmpty();
        assertThat(rests.troubleTold()).isFalse();
        ledger.transact(tx -> {
            tx.threads().due(THREAD, NOON);
            return true;
        });
        assertThat(ledger.<Map<ThreadId, Instant>>transact(tx -> tx.threads().due()))
                .containsEntry(THREAD, NOON.plusSeconds(5));
    }

    private List<ThreadId> late(Instant before) {
        return ledger.transact(tx -> tx.threads().late(before, NOON, 10));
    }

    /** A process of the version before knows nothing of the new columns, and nothing of what it does may fail for that. */
    @Test
    void what_the_version_before_writes_is_taken_as_it_comes() {
        addThread(THREAD, "ev1", Optional.empty());
        ledger.transact(tx -> {
            tx.handle()
                    .execute("insert into inbox (id, same_as, kind, body, received_at, done, failures)"
                            + " values ('old', 'old', 'event', '{}', current_timestamp, false, 0)");
            tx.handle()
                    .execute("insert into surface (thread_id, slot, wanted, shown, failures, abandoned)"
                            + " values ('thread0001', 'card', 1, 0, 0, false)");
            return true;
        });
        Instant soon = NOON.plus(Duration.ofDays(36500));
        assertThat(ledger.inbox().waiting(soon, 10))
                .extracting(Inbox.Item::lane)
                .containsExactly("old");
        assertThat(ledger.inbox().lane("old", soon, 10)).hasSize(1);
        assertThat(ledger.surfaces().due(soon, 10)).hasSize(1);
    }

    @Test
    void handled_deliveries_are_forgotten_after_a_while_and_unhandled_ones_never() {
        Inbox inbox = ledger.inbox();
        inbox.accept("Ev1", "a", "event", "{}", NOON);
        inbox.accept("Ev2", "b", "event", "{}", NOON);
        inbox.done("Ev1");
        Preferences marks = ledger.preferences();
        for (String mark : List.of("attempted/Ev1", "quiet/Ev1", "attempted/Ev2", "quiet/Ev2", "another")) {
            marks.setValue(mark, "x");
        }

        assertThat(ledger.prune(NOON)).isZero();
        assertThat(marks.value("attempted/Ev1")).isPresent();
        assertThat(ledger.prune(NOON.plusSeconds(1))).isEqualTo(1);
        assertThat(inbox.waiting(NOON, 10)).extracting(Inbox.Item::id).containsExactly("Ev2");
        assertThat(marks.value("attempted/Ev1")).isEmpty();
        assertThat(marks.value("quiet/Ev1")).isEmpty();
        for (String kept : List.of("attempted/Ev2", "quiet/Ev2", "another")) {
            assertThat(marks.value(kept)).isPresent();
        }
    }

    @Test
    void preferences_are_kept_and_once_is_once() throws Exception {
        Preferences preferences = ledger.preferences();
        Settings settings = new Settings(Map.of(Setting.WORKER_TYPE, "G.2X"), Map.of("--a", "b"), Map.of("t", "v"));
        assertThat(preferences.next(ANA, "C1")).isEqualTo(Settings.NONE);
        preferences.setNext(ANA, "C1", Settings.of(Setting.REGION, "eu-west-1"));
        preferences.setNext(ANA, "C1", settings);
        assertThat(preferences.next(ANA, "C1")).isEqualTo(settings);
        assertThat(preferences.next(ANA, "C2")).isEqualTo(Settings.NONE);
        assertThat(preferences.next(BEN, "C1")).isEqualTo(Settings.NONE);

        preferences.setValue("digest", "a");
        preferences.setValue("digest", "b");
        assertThat(preferences.value("digest")).contains("b");
        assertThat(preferences.value("other")).isEmpty();

        List<Boolean> firsts = inParallel(16, () -> preferences.once("digest/2026-11-20", NOON));
        assertThat(firsts.stream().filter(first -> first)).hasSize(1);
    }

    private Optional<ThreadRow> rooted(String ts) {
        return ledger.transact(tx -> tx.threads().find(new ThreadKey("T1", "C1", ts)));
    }

    private int alive(Person owner) {
        return ledger.transact(tx -> tx.sessions().countAlive(owner));
    }

    private List<SessionRow> between(Instant from, Instant to) {
        return ledger.transact(tx -> tx.sessions().between(from, to));
    }

    private boolean addThread(ThreadId id, String dedup, Optional<String> root) {
        return ledger.transact(tx -> tx.threads().add(thread(id, root), dedup));
    }

    private static ThreadRow thread(ThreadId id, Optional<String> root) {
        return new ThreadRow(
                id,
                "T1",
                "C1",
                root,
                ANA,
                "a name",
                Settings.of(Setting.IDLE_TIMEOUT, "20"),
                NOON,
                Optional.empty(),
                0,
                Optional.empty(),
                false);
    }

    private static SessionRow session(ThreadId thread, int generation) {
        SessionSpec spec = new SessionSpec(
                Language.PYTHON,
                "us-east-1",
                "arn:aws:iam::123456789012:role/Glue",
                "5.0",
                new SessionSpec.Size.Workers(WorkerType.G_1X, 2),
                Duration.ofMinutes(30),
                Duration.ofHours(8),
                "glueetl",
                "",
                Optional.empty(),
                List.of("net"),
                Map.of("--a", "b"),
                Map.of());
        Optional<Instant> never = Optional.empty();
        return new SessionRow(
                SessionId.of(thread, generation, ""),
                thread,
                generation,
                SessionState.WANTED,
                spec,
                new Rate(new BigDecimal("0.44"), "bundled", false),
                NOON,
                never,
                never,
                never,
                never,
                Optional.empty(),
                0,
                never,
                never,
                never,
                never,
                false,
                never,
                never,
                0,
                never,
                false,
                SessionRow.Chore.PRELUDE,
                Optional.empty(),
                never,
                Usage.NONE,
                "",
                never);
    }

    private static CellRow cell(int ordinal, String code) {
        Optional<Instant> never = Optional.empty();
        return new CellRow(
                new CellId("thread0001-" + ordinal),
                THREAD,
                ordinal,
                ANA,
                Language.PYTHON,
                code,
                Optional.of("1700000000.000300"),
                CellState.QUEUED,
                0,
                NOON,
                never,
                never,
                never,
                never,
                Optional.empty(),
                Optional.empty(),
                never,
                never,
                Optional.empty(),
                "",
                0,
                0,
                never);
    }

    private static <T> List<T> inParallel(int times, Callable<T> work) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> answers = new ArrayList<>();
            List<Callable<T>> works = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                works.add(work);
            }
            for (Future<T> answer : threads.invokeAll(works)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }
}
