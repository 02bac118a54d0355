package io.gluethread.commands.reply;

import static io.gluethread.commands.reply.Doc.mono;
import static io.gluethread.commands.reply.Doc.para;
import static io.gluethread.commands.reply.Doc.small;
import static io.gluethread.commands.reply.Doc.text;

import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.Language;
import io.gluethread.broker.session.SessionView;
import io.gluethread.broker.session.ThreadId;
import io.gluethread.commands.guard.Deed;
import io.gluethread.commands.guard.Refusal;
import io.gluethread.commands.parse.Wrong;
import io.gluethread.commands.reply.Doc.Button;
import io.gluethread.commands.reply.Doc.Element;
import io.gluethread.commands.reply.Doc.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The words of everything that did not work: what happened, what to do. */
public final class Voice {
    private Voice() {}

    // ---- what was typed

    public static Doc wrong(List<Wrong> wrongs, boolean withCode) {
        List<Element> elements = new ArrayList<>();
        for (Wrong wrong : wrongs) {
            elements.add(new Element.Para(Marked.spans(wrong.problem() + " " + wrong.remedy())));
        }
        if (withCode) {
            elements.add(small(text("Nothing of this message was run or changed. Mend it and send it again.")));
        }
        return new Doc(elements);
    }

    public static Doc notYet(String word) {
        return say("`%s` is not in this version. `help` lists what there is.".formatted(word));
    }

    public static Doc mended(List<String> changes) {
        return Doc.of(new Element.Small(Marked.spans("Before it ran: " + String.join("; ", changes) + ".")));
    }

    public static Doc accessKeySeen() {
        return say(
                "That code holds what looks like an AWS access key. Delete the message and replace the key: everybody "
                        + "in the channel may have seen it. The session's role (`%iam_role`) gives access without keys.");
    }

    public static Doc otherLanguage(Language session, Language cell) {
        return say(
                "This session speaks %s, and the cell is %s, so it was not run. Stop the session (`@glue stop`) and send the cell again to get a %s session here, or use another thread."
                        .formatted(name(session), name(cell), name(cell)));
    }

    public static Doc tooLong(int characters, int most) {
        return say(
                "The code has %,d characters; Glue takes %,d in one cell. It was not run. Send it in several blocks, or put it into a file in S3 and name that with `%%extra_py_files`."
                        .formatted(characters, most));
    }

    public static Doc restNotRun() {
        return Doc.of(small(text("What stands behind it in this message was not run.")));
    }

    public static Doc unfinishedBlock() {
        return Doc.of(
                para("The code block does not end, so nothing was run."),
                small(text("Slack cuts a message at 40,000 characters, and its end with it. "
                        + "Close the block, or send the code in several blocks.")));
    }

    public static Doc emptyBlock() {
        return say("The code block is empty, so nothing was run.");
    }

    public static Doc noSessionHere() {
        return say(
                "There is no session in this thread, since what was asked for here did not work, so nothing was run. `@glue start` here opens one; so does a code block with `@glue` before it.");
    }

    public static Doc noCodeInMessage() {
        return say(
                "There is no code block in that message, so there is nothing to run. Code stands between two lines of three backticks.");
    }

    // ---- who may

    public static Doc refusal(Refusal refusal) {
        return switch (refusal) {
            case Refusal.NotABot() -> say("I take nothing from bots and workflows.");
            case Refusal.Guest() ->
                say(
                        "Guests cannot use me: code that runs here acts with the company's rights in AWS. Ask a full member to run it for you.");
            case Refusal.OtherCompany() ->
                say(
                        "People of other companies cannot use me, also in a shared channel. Ask somebody of the company that runs me.");
            case Refusal.UnknownPerson() ->
                say(
                        "I could not find out who you are in this workspace, so I did nothing. Try again in a minute; if it stays so, tell whoever runs me.");
            case Refusal.PersonNotAllowed(var person) ->
                Doc.of(para(
                        text(
                                "You are not on the list of people who may use me, so I did nothing. Ask whoever runs me to add you: your id is "),
                        mono(person.user()),
                        text(".")));
            case Refusal.ChannelNotAllowed(String channel) ->
                Doc.of(para(
                        text(
                                "I may not be used in this channel, so I did nothing. Use a channel that is on my list, or ask whoever runs me to add this one: its id is "),
                        mono(channel),
                        text(".")));
            case Refusal.NoDirectMessages() ->
                say(
                        "I may not be used in direct messages here. Use a channel that is on my list; `help` works everywhere.");
            case Refusal.NotTheirs(Deed deed, var owner) ->
                Doc.of(para(
                        text("Only its owner "),
                        new Span.Who(owner),
                        text(" or an admin may %s. Ask them.".formatted(deedWords(deed)))));
        };
    }

    private static String deedWords(Deed deed) {
        return switch (deed) {
            case STOP -> "stop this session";
            case CONFIGURE -> "change this session's settings";
            case CANCEL -> "cancel this cell, beside the one who wrote it";
            case ASK_HELP, LOOK, START, RUN, KEEP, POST_DIGEST -> "do this";
        };
    }

    // ---- what the broker would not do

    public static Doc problems(List<String> problems) {
        List<Element> elements = new ArrayList<>();
        elements.add(para("That does not work with these settings, so nothing was changed."));
        elements.add(new Element.Bullets(problems.stream().map(Marked::spans).toList()));
        return new Doc(elements);
    }

    public static Doc notTaken(String problem, String whatToDo) {
        return say((problem + " " + whatToDo).strip());
    }

    public static Doc alreadyAlive(SessionView session) {
        return Doc.of(para(
                text("There is a session in this thread already: "),
                mono(session.id().value()),
                text(", %s. Send it a code block, or stop it first.".formatted(stateWords(session)))));
    }

    public static Doc nothingAlive(Optional<SessionView> last) {
        return last.isEmpty()
                ? say("No session is running in this thread. The next code block starts one.")
                : Doc.of(
                        para("No session is running in this thread. The next code block starts a new one."),
                        new Element.Small(join(
                                List.of(text("The last one ended")),
                                last.get()
                                        .endedAt()
                                        .map(at -> List.of(text(" "), new Span.At(at)))
                                        .orElse(List.of()),
                                last.get()
                                        .ending()
                                        .map(e -> Endings.led(": ", Endings.why(e)))
                                        .orElse(List.of(text("."))))));
    }

    public static Doc nothingOfYoursHere() {
        return say("You have no session in this channel. `/glue start` begins one; `/glue list` shows everybody's.");
    }

    public static Doc noSuchSession(String target) {
        return say("I know no session '%s'. `list` shows those that are alive.".formatted(target));
    }

    public static Doc nothingRuns() {
        return say("No cell runs or waits in this thread, so there is nothing to cancel.");
    }

    public static Doc noSuchCell(int ordinal) {
        return say("There is no cell [%d] in this thread.".formatted(ordinal));
    }

    public static Doc overAlready(CellView cell) {
        return say("Cell [%d] is over already: %s.".formatted(cell.ordinal(), cellState(cell.state())));
    }

    public static Doc nothingToKeep() {
        return say("The session is over, so it cannot be kept. The next code block starts a new one.");
    }

    public static Doc nothingToKeepYet() {
        return say(
                "The session is still starting, so there is nothing to keep yet. Its idle time begins when it is ready.");
    }

    public static Doc staleButton() {
        return say("What this button was for is gone. `@glue status` in the thread shows how things are.");
    }

    public static Doc needsThread(String word) {
        return say("`%s` belongs in a session's thread: write `@glue %s` there.".formatted(word, word));
    }

    /** A button that asks before it stops. */
    public static Button stopButton(ThreadId thread) {
        return new Button(
                "Stop",
                Actions.STOP,
                thread.value(),
                Button.Kind.DANGER,
                Optional.of(new Doc.Confirm(
                        "Stop the session?",
                        "Its variables are gone and what runs is lost. The cells in the thread stay.",
                        "Stop it",
                        "Leave it")));
    }

    // ---- small words

    public static String stateWords(SessionView session) {
        return switch (session.state()) {
            case WANTED, PROVISIONING -> "starting";
            case READY -> "ready";
            case STOPPING -> "stopping";
            case STOPPED -> "stopped";
            case FAILED -> "failed";
            case TIMEOUT -> "timed out";
            case LOST -> "lost";
        };
    }

    public static String cellState(CellState state) {
        return switch (state) {
            case QUEUED -> "waiting";
            case SENDING, RUNNING -> "running";
            case CANCELLING -> "being cancelled";
            case OK -> "it finished";
            case ERROR -> "it failed";
            case CANCELLED -> "it was cancelled";
            case LOST -> "its session ended before it finished";
        };
    }

    static String name(Language language) {
        return switch (language) {
            case PYTHON -> "Python";
            case SCALA -> "Scala";
            case SQL -> "SQL";
        };
    }

    private static Doc say(String words) {
        return Marked.doc(words);
    }

    private static List<Span> join(List<Span> a, List<Span> b, List<Span> c) {
        List<Span> all = new ArrayList<>(a);
        all.addAll(b);
        all.addAll(c);
        return all;
    }
}
