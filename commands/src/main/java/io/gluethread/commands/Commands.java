package io.gluethread.commands;

import io.gluethread.broker.Broker;
import io.gluethread.broker.ledger.Preferences;
import io.gluethread.broker.session.ThreadKey;
import io.gluethread.broker.session.ThreadView;
import io.gluethread.commands.act.AboutAct;
import io.gluethread.commands.act.Accounts;
import io.gluethread.commands.act.CancelAct;
import io.gluethread.commands.act.ConfigAct;
import io.gluethread.commands.act.Desk;
import io.gluethread.commands.act.ListAct;
import io.gluethread.commands.act.MoneyAct;
import io.gluethread.commands.act.Presets;
import io.gluethread.commands.act.PressAct;
import io.gluethread.commands.act.RunAct;
import io.gluethread.commands.act.Spending;
import io.gluethread.commands.act.StartAct;
import io.gluethread.commands.act.StatusAct;
import io.gluethread.commands.act.StopAct;
import io.gluethread.commands.act.Turn;
import io.gluethread.commands.ask.Ask;
import io.gluethread.commands.ask.Ask.Piece;
import io.gluethread.commands.ask.Ask.Said;
import io.gluethread.commands.ask.Ask.Standing;
import io.gluethread.commands.guard.AccessPolicy;
import io.gluethread.commands.guard.Deed;
import io.gluethread.commands.guard.Guard;
import io.gluethread.commands.guard.Refusal;
import io.gluethread.commands.parse.Command;
import io.gluethread.commands.parse.MessageReader;
import io.gluethread.commands.parse.Understood;
import io.gluethread.commands.parse.Usage;
import io.gluethread.commands.reply.Answer;
import io.gluethread.commands.reply.Doc;
import io.gluethread.commands.reply.Doc.Element;
import io.gluethread.commands.reply.Voice;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The one door between people and the broker: what was said is understood, allowed or refused, carried out, and
 * answered. The same ask may come again; its cells run once. Safe for use by many threads.
 */
public final class Commands {
    private final Desk desk;
    private final StartAct start;
    private final ConfigAct config;
    private final RunAct run;
    private final StopAct stop;
    private final CancelAct cancel;
    private final StatusAct status;
    private final ListAct list;
    private final MoneyAct money;
    private final AboutAct about;
    private final PressAct press;

    public Commands(
            Broker broker,
            Preferences preferences,
            AccessPolicy policy,
            Spending spending,
            Accounts accounts,
            Presets presets,
            InstantSource clock) {
        desk = new Desk(broker, preferences, new Guard(policy), spending, accounts, presets, clock);
        start = new StartAct(desk);
        config = new ConfigAct(desk);
        run = new RunAct(desk);
        stop = new StopAct(desk);
        cancel = new CancelAct(desk);
        status = new StatusAct(desk);
        list = new ListAct(desk);
        money = new MoneyAct(desk);
        about = new AboutAct(desk);
        press = new PressAct(desk, start, config, run, stop, cancel, status, this::inThread);
    }

    public Answer handle(Ask ask) {
        if (ask.who().standing() == Standing.BOT) {
            return new Answer.Silent();
        }
        return switch (ask.said()) {
            case Said.Slash(String text) -> carryOut(new Turn(ask, Optional.empty()), Usage.read(text), text);
            case Said.Message message -> message(ask, message);
            case Said.Shortcut(String _, var pieces) -> shortcut(ask, pieces);
            case Said.Pressed pressed -> press.pressed(ask, pressed);
            case Said.Filled filled -> press.filled(ask, filled);
        };
    }

    private Answer message(Ask ask, Said.Message message) {
        Optional<ThreadView> thread = threadOf(ask);
        // Slack's ids of direct messages begin with D: there everything is said to us.
        boolean addressed =
                MessageReader.isAddressed(message) || ask.where().channel().startsWith("D");
        Turn turn = new Turn(ask, thread);
        if (!addressed && thread.isEmpty()) {
            return belowRefused(turn, message);
        }
        boolean commanded = MessageReader.isAddressed(message) || (addressed && thread.isEmpty());
        Understood understood = MessageReader.read(message, commanded);
        Answer answer = isCutBlock(message)
                ? new Answer.InThread(isEmptyBlock(message) ? Voice.emptyBlock() : Voice.unfinishedBlock())
                : carryOut(turn, understood, "");
        if (turn.thread().isEmpty() && (isCutBlock(message) || wantsSession(understood))) {
            rootOf(turn).ifPresent(root -> desk.broker().nothingDone(refusedIn(root)));
        }
        return answer;
    }

    /**
     * Under what name the broker knows, as something that was asked for and not done, that a session was wanted in a Slack
     * thread and none was opened. What is said there concerns us, as long as the name is known.
     */
    public static String refusedIn(ThreadKey thread) {
        return "refused/%s/%s".formatted(thread.channel(), thread.rootTs());
    }

    private static Optional<ThreadKey> rootOf(Turn turn) {
        Ask.Place where = turn.ask().where();
        return turn.root().map(ts -> new ThreadKey(where.team(), where.channel(), ts));
    }

    private static boolean wantsSession(Understood understood) {
        return !understood.wrongs().isEmpty()
                || understood.commands().stream()
                        .anyMatch(command -> command instanceof Command.Start
                                || command instanceof Command.Config
                                || command instanceof Command.Run);
    }

    /** Code below a start that was refused: silence would look as if it ran. In other people's threads code is talk. */
    private Answer belowRefused(Turn turn, Said.Message message) {
        Understood understood = MessageReader.read(message, false);
        boolean code = !understood.isEmpty() || isCutBlock(message);
        Optional<ThreadKey> thread = turn.ask().where().thread();
        if (!code
                || thread.isEmpty()
                || desk.broker().before(refusedIn(thread.get())).isEmpty()) {
            return new Answer.Silent();
        }
        Optional<Refusal> refusal = objection(turn, understood);
        return new Answer.Privately(refusal.map(Voice::refusal).orElseGet(Voice::noSessionHere));
    }

    /** Slack cuts a message at 40,000 characters, and with it the end of a code block: what is left is prose. */
    private static boolean isCutBlock(Said.Message message) {
        return message.pieces().stream().noneMatch(Piece.Code.class::isInstance)
                && message.pieces().stream()
                        .anyMatch(piece -> piece instanceof Piece.Prose(String text)
                                && text.stripLeading().startsWith("```"));
    }

    private static boolean isEmptyBlock(Said.Message message) {
        return message.pieces().stream()
                .allMatch(piece -> piece instanceof Piece.Prose(String text)
                        && text.replace("`", "").isBlank());
    }

    private Answer shortcut(Ask ask, List<Piece> pieces) {
        List<Piece> code = pieces.stream().filter(Piece.Code.class::isInstance).toList();
        return code.isEmpty()
                ? new Answer.Privately(Voice.noCodeInMessage())
                : carryOut(new Turn(ask, threadOf(ask)), MessageReader.read(new Said.Message(code, false), false), "");
    }

    /** The thread it was said in; a root message read later has no thread of its own yet. */
    private Optional<ThreadView> threadOf(Ask ask) {
        Ask.Place where = ask.where();
        return where.thread()
                .flatMap(desk.broker()::find)
                .or(() -> where.message()
                        .filter(_ -> where.thread().isEmpty())
                        .flatMap(ts -> desk.broker().find(new ThreadKey(where.team(), where.channel(), ts))));
    }

    /** A command that a button holds, as if it were typed in that thread. */
    private Answer inThread(Ask ask, ThreadView thread, String typed) {
        return carryOut(new Turn(ask, Optional.of(thread)), Usage.read(typed), typed);
    }

    /** Everything is understood and allowed before anything acts; then one after another, until one is refused. */
    private Answer carryOut(Turn turn, Understood understood, String typed) {
        if (understood.isEmpty()) {
            return new Answer.Silent();
        }
        Optional<Refusal> refusal = objection(turn, understood);
        if (refusal.isPresent()) {
            return new Answer.Privately(Voice.refusal(refusal.get()));
        }
        if (!understood.wrongs().isEmpty()) {
            return turn.say(
                    Voice.wrong(understood.wrongs(), !understood.commands().isEmpty()));
        }
        List<Answer> answers = new ArrayList<>();
        List<Command> commands = understood.commands();
        boolean runsCode = commands.stream().anyMatch(Command.Run.class::isInstance);
        for (int i = 0; i < commands.size(); i++) {
            if (commands.get(i) instanceof Command.Run cell) {
                RunAct.Outcome outcome = run.act(turn, cell);
                answers.add(outcome.answer());
                if (!outcome.taken()) {
                    if (i + 1 < commands.size()) {
                        answers.add(turn.say(Voice.restNotRun()));
                    }
                    break;
                }
            } else {
                answers.add(act(turn, commands.get(i), typed, runsCode || commands.size() > 1));
            }
        }
        return together(answers);
    }

    private Optional<Refusal> objection(Turn turn, Understood understood) {
        List<Deed> deeds = new ArrayList<>(
                understood.commands().stream().map(Commands::deed).toList());
        if (deeds.isEmpty()) {
            deeds.add(Deed.ASK_HELP);
        }
        return deeds.stream()
                .flatMap(deed -> desk.objection(turn.ask(), deed, turn.thread(), Optional.empty()).stream())
                .findFirst();
    }

    /** What a command is to the guard. Those about a cell or a session that is named later ask the guard again then. */
    private static Deed deed(Command command) {
        return switch (command) {
            case Command.Start _ -> Deed.START;
            case Command.Config _ -> Deed.CONFIGURE;
            case Command.Run _ -> Deed.RUN;
            case Command.Stop(var target) -> target.isPresent() ? Deed.LOOK : Deed.STOP;
            case Command.Cancel _, Command.Status _, Command.SessionId _, Command.ListSessions _, Command.Cost _ ->
                Deed.LOOK;
            case Command.DigestNow _ -> Deed.POST_DIGEST;
            case Command.Whoami _, Command.Help _, Command.NotYet _ -> Deed.ASK_HELP;
        };
    }

    private Answer act(Turn turn, Command command, String typed, boolean inCell) {
        return switch (command) {
            case Command.Start c -> start.act(turn, c);
            case Command.Config c -> config.act(turn, c, typed);
            case Command.Run c -> run.act(turn, c).answer();
            case Command.Status c -> status.act(turn, c);
            case Command.SessionId() -> status.sessionId(turn);
            case Command.ListSessions c -> list.act(turn, c);
            case Command.Stop c -> stop.act(turn, c, inCell);
            case Command.Cancel c -> cancel.act(turn, c);
            case Command.Cost c -> money.cost(turn, c);
            case Command.DigestNow() -> money.digest(turn);
            case Command.Whoami() -> about.whoami(turn);
            case Command.Help(var topic) -> about.help(turn, topic);
            case Command.NotYet(String word) -> turn.say(Voice.notYet(word));
        };
    }

    /** Several answers as one: for all to see if one of them is. A form or a post to the channel stands alone. */
    private static Answer together(List<Answer> answers) {
        List<Element> elements = new ArrayList<>();
        boolean forAll = false;
        for (Answer answer : answers) {
            switch (answer) {
                case Answer.Silent() -> {}
                case Answer.Privately(Doc doc) -> elements.addAll(doc.elements());
                case Answer.InThread(Doc doc) -> {
                    forAll = true;
                    elements.addAll(doc.elements());
                }
                case Answer.InChannel _, Answer.Ask _, Answer.Correct _ -> {
                    return answer;
                }
            }
        }
        if (elements.isEmpty()) {
            return new Answer.Silent();
        }
        return forAll ? new Answer.InThread(new Doc(elements)) : new Answer.Privately(new Doc(elements));
    }
}
