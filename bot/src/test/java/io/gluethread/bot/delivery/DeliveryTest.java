package io.gluethread.bot.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.bot.config.Config;
import io.gluethread.bot.memory.FakeSlackApi;
import io.gluethread.bot.memory.FakeSlackApi.Call;
import io.gluethread.bot.memory.FakeSlackApi.Posted;
import io.gluethread.bot.memory.FakeSlackApi.Trouble;
import io.gluethread.bot.memory.Fixtures;
import io.gluethread.bot.memory.HandClock;
import io.gluethread.bot.memory.MemorySurfaces;
import io.gluethread.bot.memory.ScriptedBroker;
import io.gluethread.bot.slack.SlackClient;
import io.gluethread.bot.slack.blocks.DocBlocks;
import io.gluethread.bot.slack.blocks.Limits;
import io.gluethread.bot.slack.blocks.Message;
import io.gluethread.bot.slack.blocks.Rung;
import io.gluethread.broker.ledger.Leases;
import io.gluethread.broker.ledger.LedgerSettings;
import io.gluethread.broker.ledger.LedgerTime;
import io.gluethread.broker.ledger.Slot;
import io.gluethread.broker.ledger.SqlLedger;
import io.gluethread.broker.policy.Ailment;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.ThreadId;
import io.gluethread.broker.session.ThreadView;
import io.gluethread.broker.statement.Part;
import io.gluethread.broker.statement.Result;
import io.gluethread.broker.statement.Table;
import io.gluethread.commands.reply.Doc;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The reconciler against Slack's wire, step by step, with a clock turned by hand. */
final class DeliveryTest {
    private static final Slot CARD = new Slot.Card();
    private static final ThreadId OTHER = new ThreadId("tzzzzzzzzzzz");

    private final HandClock clock = new HandClock();
    private final ScriptedBroker broker = new ScriptedBroker();
    private final MemorySurfaces surfaces = new MemorySurfaces(broker::rooted);
    private final FakeSlackApi slack = new FakeSlackApi();
    private final SlackClient client = new SlackClient(Config.from(Map.of(
                    "GLUETHREAD_SLACK_BOT_TOKEN", "xoxb-1",
                    "GLUETHREAD_SLACK_SIGNING_SECRET", "shh",
                    "GLUETHREAD_SLACK_API_URL", slack.base().toString()))
            .slack());
    private final SqlLedger database =
            SqlLedger.open(LedgerSettings.memory(UUID.randomUUID().toString()), new LedgerTime.Given(clock));
    private Reconciler reconciler = reconciler();

    /** A new one knows only the ledger, as after a restart. */
    private Reconciler reconciler() {
        return reconciler(Runnable::run);
    }

    private Reconciler reconciler(Executor executor) {
        return reconciler(database.leases(), client.chat(), executor);
    }

    private Reconciler reconciler(Leases leases, Chat chat) {
        return reconciler(leases, chat, Runnable::run);
    }

    private Reconciler reconciler(Leases leases, Chat chat, Executor executor) {
        Ticks ticks = new Ticks();
        Screens screens = new Screens(
                broker,
                (_, _) -> Fixtures.RATE,
                new Screens.Words((_, _) -> Optional.empty(), note -> Optional.of(Doc.of(Doc.para(note.payload())))),
                Limits.SLACK);
        Deliverer deliverer = new Deliverer(broker, surfaces, screens, chat, this::letter, new Pace(), ticks, clock);
        return new Reconciler(
                broker, surfaces, deliverer, new Channels(leases), ticks, clock, executor, () -> {}, clock);
    }

    private void letter(String id, String user, Doc doc) {
        client.chat().tell(user, DocBlocks.message(doc, Rung.TEXT, Limits.SLACK));
    }

    @BeforeEach
    void threads() {
        broker.put(Fixtures.thread(Fixtures.DATA, Optional.of(Fixtures.ROOT), Optional.of(Fixtures.ready())));
        broker.put(Fixtures.thread(OTHER, Fixtures.GENERAL, Optional.of(Fixtures.ROOT), Optional.empty()));
    }

    @AfterEach
    void close() {
        database.close();
        client.close();
        slack.close();
    }

    private Slot cell(ThreadId thread, int ordinal, CellState state, Part... parts) {
        Optional<Result> result = state.isOver() ? Optional.of(new Result.Ok(List.of(parts))) : Optional.empty();
        CellView cell = Fixtures.cell(thread, ordinal, state, result);
        broker.put(cell);
        return new Slot.Cell(cell.id());
    }

    private void want(ThreadId thread, Slot slot) {
        surfaces.want(thread, slot, Optional.empty());
    }

    private void note(ThreadId thread, String id) {
        surfaces.want(thread, new Slot.Note(id), Optional.of("note " + id));
    }

    private void settle() {
        for (int i = 0; i < 60; i++) {
            reconciler.step();
            clock.forward(Duration.ofMillis(1100));
        }
    }

    private List<String> texts(String channel) {
        return slack.messages(channel).stream().map(Posted::text).toList();
    }

    @Test
    void number_32_the_card_comes_first_and_is_the_root_of_what_follows() {
        ThreadView thread = Fixtures.thread(Fixtures.DATA, Optional.empty(), Optional.empty());
        broker.put(thread);
        want(thread.id(), CARD);
        want(thread.id(), cell(thread.id(), 1, CellState.QUEUED));
        note(thread.id(), "hello");
        reconciler.step();

        List<Posted> posted = slack.messages(Fixtures.DATA);
        assertThat(posted).hasSize(3);
        assertThat(posted.get(0).threadTs()).isEmpty();
        assertThat(posted.get(0).text()).contains("Not started");
        assertThat(posted.get(0).metadata()).contains("gluethread_surface", "\"slot\":\"card\"");
        assertThat(posted)
                .extracting(Posted::threadTs)
                .containsExactly("", posted.get(0).ts(), posted.get(0).ts());
        assertThat(posted.get(2).text()).isEqualTo("note hello");
    }

    @Test
    void a_cell_is_one_message_that_is_edited_in_place() {
        Slot slot = cell(Fixtures.THREAD, 3, CellState.RUNNING);
        want(Fixtures.THREAD, slot);
        reconciler.step();
        cell(Fixtures.THREAD, 3, CellState.OK, new Part.Text("42"));
        want(Fixtures.THREAD, slot);
        reconciler.step();

        assertThat(texts(Fixtures.DATA)).containsExactly("[3] ✓ 2.4 s · less than $0.001");
        assertThat(slack.calls("chat.postMessage")).hasSize(1);
        assertThat(slack.calls("chat.update")).hasSize(1);
    }

    @Test
    void several_changes_at_once_are_one_edit_with_the_newest_state() {
        Slot slot = cell(Fixtures.THREAD, 3, CellState.QUEUED);
        want(Fixtures.THREAD, slot);
        reconciler.step();
        for (int i = 0; i < 10; i++) {
            want(Fixtures.THREAD, slot);
        }
        cell(Fixtures.THREAD, 3, CellState.OK, new Part.Text("x"));
        reconciler.step();
        reconciler.step();

        assertThat(slack.calls("chat.update")).hasSize(1);
        assertThat(texts(Fixtures.DATA)).singleElement().asString().contains("✓");
    }

    @Test
    void number_27_a_429_in_one_channel_does_not_delay_another() {
        slack.trouble(1, Trouble.RATE_LIMITED, call -> call.at("channel").equals(Fixtures.DATA));
        note(Fixtures.THREAD, "a");
        note(OTHER, "b");
        reconciler.step();

        assertThat(texts(Fixtures.GENERAL)).containsExactly("note b");
        assertThat(texts(Fixtures.DATA)).isEmpty();

        clock.forward(Duration.ofSeconds(29));
        reconciler.step();
        assertThat(texts(Fixtures.DATA)).isEmpty();
        clock.forward(Duration.ofSeconds(2));
        reconciler.step();
        assertThat(texts(Fixtures.DATA)).containsExactly("note a");
    }

    @Test
    void number_22_fifty_cells_keep_their_order_at_one_message_a_second() {
        for (int i = 1; i <= 50; i++) {
            want(Fixtures.THREAD, cell(Fixtures.THREAD, i, CellState.OK, new Part.Text("out " + i)));
        }
        reconciler.step();
        assertThat(texts(Fixtures.DATA)).hasSize(3);
        settle();

        assertThat(texts(Fixtures.DATA)).hasSize(50);
        for (int i = 1; i <= 50; i++) {
            assertThat(texts(Fixtures.DATA).get(i - 1)).startsWith("[%d] ".formatted(i));
        }
    }

    @Test
    void a_post_that_failed_holds_up_what_comes_after_it_in_its_thread() {
        slack.trouble(2, Trouble.BROKEN, call -> call.at("text").equals("note a"));
        note(Fixtures.THREAD, "a");
        note(Fixtures.THREAD, "b");
        reconciler.step();
        assertThat(texts(Fixtures.DATA)).isEmpty();
        settle();

        assertThat(texts(Fixtures.DATA)).containsExactly("note a", "note b");
    }

    @Test
    void number_22_a_post_that_becomes_due_while_others_are_on_their_way_still_comes_first() {
        slack.trouble(1, Trouble.BROKEN, call -> call.at("text").equals("note a"));
        note(Fixtures.THREAD, "a");
        note(Fixtures.THREAD, "b");
        reconciler.step();
        reconciler = reconciler(work -> {
            clock.forward(Duration.ofSeconds(30));
            work.run();
        });
        reconciler.step();
        assertThat(texts(Fixtures.DATA)).isEmpty();
        settle();

        assertThat(texts(Fixtures.DATA)).containsExactly("note a", "note b");
    }

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
        String ts = client.chat()
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
        Ticks ticks = new Ticks();
        Screens screens = new Screens(
                broker,
                (_, _) -> Fixtures.RATE,
                new Screens.Words((_, _) -> Optional.empty(), _ -> Optional.empty()),
                Limits.SLACK);
        Deliverer deliverer =
                new Deliverer(broker, ledger, screens, client.chat(), this::letter, new Pace(), ticks, clock);
        return new Reconciler(
                broker,
                ledger,
                deliverer,
                new Channels(database.leases()),
                ticks,
                clock,
                Runnable::run,
                () -> {},
                clock);
    }

    @Test
    void what_slack_refuses_is_shown_in_the_next_poorer_form_down_to_a_file() {
        slack.trouble(100, Trouble.INVALID_BLOCKS, call -> call.at("blocks").contains("data_table"));
        slack.trouble(100, Trouble.INVALID_BLOCKS, call -> call.at("blocks").contains("\"type\":\"table\""));
        Table table = Fixtures.table(5, 2, new Table.Total.Exactly(5));
        want(Fixtures.THREAD, cell(Fixtures.THREAD, 1, CellState.OK, new Part.Rows(table)));
        reconciler.step();
        assertThat(slack.messages(Fixtures.DATA))
                .singleElement()
                .satisfies(m -> assertThat(m.blocks()).contains("c0 | c1"));

        slack.trouble(100, Trouble.INVALID_BLOCKS, call -> call.at("blocks").contains("c0 | c1"));
        want(Fixtures.THREAD, cell(Fixtures.THREAD, 2, CellState.OK, new Part.Rows(table)));
        settle();
        assertThat(texts(Fixtures.DATA)).hasSize(2);
        assertThat(slack.files()).containsExactly("cell-2.csv");
        assertThat(slack.fileText("cell-2.csv")).startsWith("c0,c1\r\n0,v0.1\r\n");
    }

    @Test
    void number_25_files_follow_their_result_into_the_thread_once() {
        Table table = Fixtures.table(300, 2, new Table.Total.Exactly(300));
        want(
                Fixtures.THREAD,
                cell(
                        Fixtures.THREAD,
                        1,
                        CellState.OK,
                        new Part.Rows(table),
                        new Part.Picture("iVBORw0KGgo=", "image/png", "a curve")));
        settle();
        want(
                Fixtures.THREAD,
                new Slot.Cell(Fixtures.cell(1, CellState.OK, Optional.empty()).id()));
        settle();

        assertThat(slack.files()).containsExactly("cell-1.csv", "cell-1-2.png");
        assertThat(slack.fileText("cell-1.csv").lines()).hasSize(301);
        assertThat(slack.calls("files.completeUploadExternal"))
                .allSatisfy(call -> assertThat(call.at("thread_ts")).isEqualTo(Fixtures.ROOT));
    }

    @Test
    void the_message_that_a_cell_came_from_shows_how_it_ended() {
        CellView running = Fixtures.cell(1, CellState.RUNNING, Optional.empty());
        broker.put(running);
        Slot mark = new Slot.Mark(running.id());
        want(Fixtures.THREAD, mark);
        reconciler.step();
        broker.put(Fixtures.cell(1, CellState.CANCELLED, Optional.empty()));
        want(Fixtures.THREAD, mark);
        reconciler.step();

        assertThat(slack.calls("reactions.add"))
                .extracting(call -> call.at("name"))
                .containsExactly("eyes", "no_entry_sign");
        assertThat(slack.calls("reactions.remove"))
                .extracting(call -> call.at("name"))
                .containsExactly("eyes");
    }

    @Test
    void number_24_and_31_a_channel_that_is_gone_is_given_up_and_the_owner_is_told() {
        slack.trouble(100, Trouble.CHANNEL_GONE, call -> call.at("channel").equals(Fixtures.DATA));
        want(Fixtures.THREAD, CARD);
        note(OTHER, "b");
        settle();

        assertThat(surfaces.isAbandoned(Fixtures.THREAD, CARD)).isTrue();
        assertThat(slack.calls("chat.postMessage").stream()
                        .filter(call -> call.at("channel").equals(Fixtures.DATA)))
                .hasSize(1);
        assertThat(slack.messages("D_U_ANA"))
                .singleElement()
                .satisfies(m -> assertThat(m.text()).contains("<#C_DATA>", "invite", "I stopped it"));
        assertThat(texts(Fixtures.GENERAL)).containsExactly("note b");
        assertThat(broker.stopped()).containsExactly(Fixtures.THREAD);
    }

    @Test
    void a_message_that_somebody_deleted_stays_deleted() {
        Slot slot = cell(Fixtures.THREAD, 1, CellState.RUNNING);
        want(Fixtures.THREAD, slot);
        reconciler.step();
        slack.trouble(100, Trouble.MESSAGE_GONE, call -> call.method().equals("chat.update"));
        cell(Fixtures.THREAD, 1, CellState.OK, new Part.Text("x"));
        want(Fixtures.THREAD, slot);
        settle();

        assertThat(slack.calls("chat.update")).hasSize(1);
        assertThat(slack.calls("chat.postMessage")).hasSize(1);
    }

    @Test
    void what_runs_long_is_shown_again_at_growing_intervals() {
        want(Fixtures.THREAD, cell(Fixtures.THREAD, 1, CellState.RUNNING));
        for (int second = 0; second < 600; second++) {
            reconciler.step();
            clock.forward(Duration.ofSeconds(1));
        }

        assertThat(slack.calls("chat.update")).hasSizeBetween(10, 40);
    }

    @Test
    void under_pressure_final_results_go_before_moving_pictures() {
        Slot[] running = new Slot[40];
        for (int i = 0; i < running.length; i++) {
            running[i] = cell(Fixtures.THREAD, i + 1, CellState.RUNNING);
            want(Fixtures.THREAD, running[i]);
        }
        settle();
        int updates = slack.calls("chat.update").size();
        for (Slot slot : running) {
            want(Fixtures.THREAD, slot);
        }
        cell(Fixtures.THREAD, 40, CellState.OK, new Part.Text("done"));
        reconciler.step();

        assertThat(slack.calls("chat.update").stream().skip(updates).map(call -> call.at("text")))
                .anySatisfy(text -> assertThat(text).startsWith("[40] ✓"));
    }

    /** Slack, before which the calling process is stopped once for so long. */
    private Chat stoppedBefore(String method, Runnable meanwhile) {
        AtomicBoolean once = new AtomicBoolean();
        return (Chat) Proxy.newProxyInstance(
                Chat.class.getClassLoader(), new Class<?>[] {Chat.class}, (proxy, called, args) -> {
                    if (called.getName().equals(method) && once.compareAndSet(false, true)) {
                        meanwhile.run();
                    }
                    try {
                        return called.invoke(client.chat(), args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void a_channel_that_another_replica_delivers_to_is_left_to_it_for_as_long_as_it_does() {
        Reconciler other = reconciler(database.leases("another replica"), client.chat());
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
        Leases dead = database.leases("another replica");
        assertThat(dead.take("channel:" + Fixtures.DATA, Duration.ofMinutes(1))).isPresent();
        note(Fixtures.THREAD, "a");
        Slot slot = new Slot.Note("a");
        surfaces.attempting(Fixtures.THREAD, slot, clock.instant(), clock.instant());
        client.chat()
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
        Leases dead = database.leases("another replica");
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
        Leases dead = database.leases("another replica");
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
        Reconciler other = reconciler(database.leases("another replica"), client.chat());
        Slot slot = cell(Fixtures.THREAD, 3, CellState.RUNNING);
        want(Fixtures.THREAD, slot);
        reconciler.step();
        reconciler.close();
        Leases slow = database.leases("the slow one");
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
        Reconciler other = reconciler(database.leases("another replica"), client.chat());
        Leases stopped = database.leases("the stopped one");
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
        Reconciler other = reconciler(database.leases("another replica"), client.chat());
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
        Reconciler stopped = reconciler(database.leases("the stopped one"), stoppedBefore("update", meanwhile));
        stopped.step();
        for (int i = 0; i < 10; i++) {
            other.step();
            stopped.step();
            clock.forward(Duration.ofSeconds(1));
        }
        assertThat(texts(Fixtures.DATA)).singleElement().asString().startsWith("[3] ✓");
    }

    @Test
    void nothing_due_is_no_call() {
        assertThat(reconciler.step()).isPositive();
        assertThat(slack.calls()).extracting(Call::method).isEmpty();
    }

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

    @Test
    void number_45_what_is_to_be_shown_does_not_wait_for_a_clock_that_was_set_back() {
        for (int i = 0; i < 6; i++) {
            note(Fixtures.THREAD, "n" + i);
        }
        reconciler.step();
        clock.forward(Duration.ofHours(-1));
        settle();
        assertThat(texts(Fixtures.DATA)).hasSize(6);
    }
}
