package io.gluethread.commands.act;

import static io.gluethread.commands.reply.Doc.text;

import io.gluethread.broker.session.CellId;
import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.Person;
import io.gluethread.broker.session.Settings;
import io.gluethread.broker.session.ThreadId;
import io.gluethread.broker.session.ThreadView;
import io.gluethread.commands.ask.Ask;
import io.gluethread.commands.ask.Ask.Said;
import io.gluethread.commands.guard.Deed;
import io.gluethread.commands.guard.Refusal;
import io.gluethread.commands.parse.Command;
import io.gluethread.commands.reply.Actions;
import io.gluethread.commands.reply.Answer;
import io.gluethread.commands.reply.Doc;
import io.gluethread.commands.reply.Doc.Span;
import io.gluethread.commands.reply.Voice;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Buttons and forms. A button may be pressed by anybody who sees it, long after it was made, so who may is asked anew,
 * and what it was about is looked up anew.
 */
public final class PressAct {
    /** Does a typed command in a thread. */
    public interface InThread {
        Answer carryOut(Ask ask, ThreadView thread, String typed);
    }

    private final Desk desk;
    private final StartAct start;
    private final ConfigAct config;
    private final ConfigForm form;
    private final RunAct run;
    private final StopAct stop;
    private final CancelAct cancel;
    private final StatusAct status;
    private final InThread inThread;

    public PressAct(
            Desk desk,
            StartAct start,
            ConfigAct config,
            RunAct run,
            StopAct stop,
            CancelAct cancel,
            StatusAct status,
            InThread inThread) {
        this.desk = desk;
        this.start = start;
        this.config = config;
        this.form = new ConfigForm(desk);
        this.run = run;
        this.stop = stop;
        this.cancel = cancel;
        this.status = status;
        this.inThread = inThread;
    }

    public Answer pressed(Ask ask, Said.Pressed pressed) {
        String value = pressed.value();
        return switch (Actions.base(pressed.action())) {
            case Actions.STOP ->
                onThread(
                        ask,
                        value,
                        Deed.STOP,
                        t -> stop.act(new Turn(ask, Optional.of(t)), new Command.Stop(Optional.empty()), false));
            case Actions.CANCEL ->
                onCell(ask, value, Deed.CANCEL, (t, c) -> cancel.cell(new Turn(ask, Optional.of(t)), t, c));
            case Actions.KEEP -> onThread(ask, value, Deed.KEEP, t -> keep(ask, t));
            case Actions.CONFIGURE -> onThread(ask, value, Deed.CONFIGURE, t -> new Answer.Ask(form.of(t)));
            case Actions.RUN_AGAIN ->
                onCell(
                        ask,
                        value,
                        Deed.RUN,
                        (t, c) -> run.again(new Turn(ask, Optional.of(t)), t, c).answer());
            case Actions.START_AGAIN ->
                onThread(ask, value, Deed.START, t -> start.again(new Turn(ask, Optional.of(t)), t));
            case Actions.STATUS -> onThread(ask, value, Deed.LOOK, t -> new Answer.Privately(status.of(t)));
            case Actions.IN_THREAD -> {
                String[] parts = value.split(" ", 2);
                yield onThread(
                        ask, parts[0], Deed.LOOK, t -> inThread.carryOut(ask, t, parts.length > 1 ? parts[1] : "help"));
            }
            default -> new Answer.Privately(Voice.staleButton());
        };
    }

    public Answer filled(Ask ask, Said.Filled filled) {
        String[] about = filled.about().split(" ", 2);
        if (!filled.form().equals(Actions.CONFIGURE_FORM) || about.length < 2) {
            return new Answer.Privately(Voice.staleButton());
        }
        if (about[0].equals("thread")) {
            return onThread(ask, about[1], Deed.CONFIGURE, t -> filled(new Turn(ask, Optional.of(t)), t, filled));
        }
        String channel = about[1];
        Ask there = new Ask(
                ask.who(),
                new Ask.Place(ask.where().team(), channel, Optional.empty(), Optional.empty()),
                ask.said(),
                ask.when(),
                ask.dedup());
        Optional<Refusal> refusal = desk.objection(there, Deed.CONFIGURE, Optional.empty(), Optional.empty());
        if (refusal.isPresent()) {
            return new Answer.Privately(Voice.refusal(refusal.get()));
        }
        Turn turn = new Turn(there, Optional.empty());
        Settings before = desk.settingsBefore(turn.config())
                .orElseGet(() -> desk.preferences().next(ask.who().person(), channel));
        return switch (form.read(filled.fields(), before)) {
            case ConfigForm.Filled.Bad(var problems) -> new Answer.Correct(problems);
            case ConfigForm.Filled.Good(Settings change) -> config.next(turn, change);
        };
    }

    /** Handled again, it differs from the settings that it was filled in over, not from what it made of them. */
    private Answer filled(Turn turn, ThreadView thread, Said.Filled filled) {
        Settings before = desk.settingsBefore(turn.config()).orElse(thread.settings());
        return switch (form.read(filled.fields(), before)) {
            case ConfigForm.Filled.Bad(var problems) -> new Answer.Correct(problems);
            case ConfigForm.Filled.Good(Settings change) -> config.change(turn, thread, change);
        };
    }

    private Answer keep(Ask ask, ThreadView thread) {
        return desk.broker()
                .keep(
                        thread.id(),
                        Duration.ofMinutes(Actions.KEEP_MINUTES),
                        ask.who().person(),
                        new Turn(ask, Optional.of(thread)).nextDeed())
                .<Answer>map(session -> new Answer.InThread(Doc.of(Doc.small(
                        new Span.Who(ask.who().person()),
                        text(" keeps the session. Without work it stops "),
                        session.idleDeadline().<Span>map(Span.At::new).orElse(text("later")),
                        text(".")))))
                .orElseGet(() -> new Answer.Privately(
                        thread.live().filter(s -> s.readyAt().isEmpty()).isPresent()
                                ? Voice.nothingToKeepYet()
                                : Voice.nothingToKeep()));
    }

    private Answer onThread(Ask ask, String id, Deed deed, Function<ThreadView, Answer> act) {
        Optional<ThreadView> thread = threadId(id)
                .flatMap(desk.broker()::thread)
                .filter(t -> t.team().equals(ask.where().team()));
        return thread.map(t -> guarded(ask, t, deed, Optional.empty(), () -> act.apply(t)))
                .orElseGet(() -> new Answer.Privately(Voice.staleButton()));
    }

    private interface OnCell {
        Answer act(ThreadView thread, CellView cell);
    }

    private Answer onCell(Ask ask, String id, Deed deed, OnCell act) {
        Optional<CellView> cell = id.matches("[a-z0-9-]{4,60}") ? desk.broker().cell(new CellId(id)) : Optional.empty();
        Optional<ThreadView> thread = cell.flatMap(c -> desk.broker().thread(c.thread()))
                .filter(t -> t.team().equals(ask.where().team()));
        return thread.map(t -> guarded(ask, t, deed, cell.map(CellView::author), () -> act.act(t, cell.orElseThrow())))
                .orElseGet(() -> new Answer.Privately(Voice.staleButton()));
    }

    private Answer guarded(Ask ask, ThreadView thread, Deed deed, Optional<Person> author, Supplier<Answer> act) {
        Optional<Refusal> refusal = desk.objection(ask, deed, Optional.of(thread), author);
        return refusal.<Answer>map(r -> new Answer.Privately(Voice.refusal(r))).orElseGet(act);
    }

    private static Optional<ThreadId> threadId(String value) {
        return value.matches("[a-z0-9]{8,40}") ? Optional.of(new ThreadId(value)) : Optional.empty();
    }
}
