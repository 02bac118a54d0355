package io.gluethread.bot.delivery;

import io.gluethread.bot.config.Config;
import io.gluethread.bot.memory.FakeSlackApi;
import io.gluethread.bot.memory.FakeSlackApi.Posted;
import io.gluethread.bot.memory.Fixtures;
import io.gluethread.bot.memory.HandClock;
import io.gluethread.bot.memory.MemorySurfaces;
import io.gluethread.bot.memory.ScriptedBroker;
import io.gluethread.bot.slack.SlackClient;
import io.gluethread.bot.slack.blocks.DocBlocks;
import io.gluethread.bot.slack.blocks.Limits;
import io.gluethread.bot.slack.blocks.Rung;
import io.gluethread.broker.ledger.Leases;
import io.gluethread.broker.ledger.LedgerSettings;
import io.gluethread.broker.ledger.LedgerTime;
import io.gluethread.broker.ledger.Slot;
import io.gluethread.broker.ledger.SqlLedger;
import io.gluethread.broker.ledger.Surface;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.ThreadId;
import io.gluethread.broker.statement.Part;
import io.gluethread.broker.statement.Result;
import io.gluethread.commands.reply.Doc;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;

/** The reconciler over Slack's wire, with a clock turned by hand: a thread in one channel, another thread in another. */
final class Outbox implements AutoCloseable {
    static final Slot CARD = new Slot.Card();
    /** A note that says this cannot be rendered. */
    static final String UNREADABLE = "unreadable";

    static final ThreadId OTHER = new ThreadId("tzzzzzzzzzzz");

    final HandClock clock = new HandClock();
    final ScriptedBroker broker = new ScriptedBroker();
    final MemorySurfaces surfaces = new MemorySurfaces(broker::rooted);
    final FakeSlackApi slack = new FakeSlackApi();
    /** What people are told alone, by the letter's id. */
    final Map<String, String> letters = new LinkedHashMap<>();

    private SlackClient client = client();
    private final SqlLedger database =
            SqlLedger.open(LedgerSettings.memory(UUID.randomUUID().toString()), new LedgerTime.Given(clock));
    private Reconciler reconciler;
    private final boolean overTheWire;

    Outbox() {
        this(false);
    }

    /** One in which letters are sent at once, instead of being kept in {@link #letters}. */
    static Outbox tellingOverTheWire() {
        return new Outbox(true);
    }

    private Outbox(boolean overTheWire) {
        this.overTheWire = overTheWire;
        broker.put(Fixtures.thread(Fixtures.DATA, Optional.of(Fixtures.ROOT), Optional.of(Fixtures.ready())));
        broker.put(Fixtures.thread(OTHER, Fixtures.GENERAL, Optional.of(Fixtures.ROOT), Optional.empty()));
        reconciler = reconciler();
    }

    private SlackClient client() {
        return new SlackClient(Config.from(Map.of(
                        "GLUETHREAD_SLACK_BOT_TOKEN", "xoxb-1",
                        "GLUETHREAD_SLACK_SIGNING_SECRET", "shh",
                        "GLUETHREAD_SLACK_API_URL", slack.base().toString()))
                .slack());
    }

    private Reconciler reconciler() {
        return reconciler(surfaces, leases(), chat(), Runnable::run);
    }

    /** A process that delivers, which knows nothing but this ledger. */
    Reconciler reconciler(MemorySurfaces ledger, Leases leases, Chat chat, Executor executor) {
        Ticks ticks = new Ticks();
        Pace pace = new Pace();
        Screens screens = new Screens(
                broker,
                (_, _) -> Fixtures.RATE,
                new Screens.Words((_, _) -> Optional.empty(), Outbox::words),
                Limits.SLACK);
        Deliverer deliverer = new Deliverer(broker, ledger, screens, chat, this::letter, pace, ticks, clock);
        return new Reconciler(
                broker, ledger, deliverer, new Channels(leases), pace, ticks, clock, executor, () -> {}, clock);
    }

    private void letter(String id, String user, Doc doc) {
        if (overTheWire) {
            chat().tell(user, DocBlocks.message(doc, Rung.TEXT, Limits.SLACK));
        } else {
            letters.putIfAbsent(id, user + ": " + doc.plain());
        }
    }

    Chat chat() {
        return client.chat();
    }

    /** This process's leases. */
    Leases leases() {
        return database.leases();
    }

    /** Those of another process that uses the same ledger. */
    Leases leases(String replica) {
        return database.leases(replica);
    }

    private static Optional<Doc> words(Screens.NoteText note) {
        if (note.payload().equals(UNREADABLE)) {
            throw new IllegalArgumentException("nobody can read this");
        }
        return Optional.of(Doc.of(Doc.para(note.payload())));
    }

    /** A new process knows only the ledger. */
    void restart() {
        client.close();
        client = client();
        reconciler = reconciler();
    }

    void step() {
        reconciler.step();
    }

    void pass(Duration time) {
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plusMillis(1_100)) {
            reconciler.step();
            clock.forward(Duration.ofMillis(1_100));
        }
    }

    void settle() {
        pass(Duration.ofMinutes(1));
    }

    /** Puts a cell into the ledger; over, its result has these parts. */
    Slot.Cell cell(int ordinal, CellState state, Part... parts) {
        return cell(Fixtures.THREAD, ordinal, state, parts);
    }

    Slot.Cell cell(ThreadId thread, int ordinal, CellState state, Part... parts) {
        CellView cell = Fixtures.cell(
                thread, ordinal, state, state.isOver() ? Optional.of(new Result.Ok(List.of(parts))) : Optional.empty());
        broker.put(cell);
        return new Slot.Cell(cell.id());
    }

    /** Puts a cell into the ledger that failed with this traceback. */
    Slot.Cell failed(int ordinal, List<String> traceback) {
        CellView cell = Fixtures.cell(
                Fixtures.THREAD,
                ordinal,
                CellState.ERROR,
                Optional.of(new Result.Failed("ValueError", "no", traceback, List.of())));
        broker.put(cell);
        return new Slot.Cell(cell.id());
    }

    void want(Slot slot) {
        surfaces.want(Fixtures.THREAD, slot, Optional.empty());
    }

    void note(ThreadId thread, String id) {
        surfaces.want(thread, new Slot.Note(id), Optional.of("note " + id));
    }

    Surface find(Slot slot) {
        return surfaces.find(Fixtures.THREAD, slot).orElseThrow();
    }

    boolean isAbandoned(Slot slot) {
        return find(slot).abandoned();
    }

    List<String> texts(String channel) {
        return slack.messages(channel).stream().map(Posted::text).toList();
    }

    @Override
    public void close() {
        database.close();
        client.close();
        slack.close();
    }
}
