package io.gluethread.commands.act;

import io.gluethread.broker.Broker.NewCell;
import io.gluethread.broker.Broker.Resolved;
import io.gluethread.broker.Broker.Submitted;
import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.Language;
import io.gluethread.broker.session.Setting;
import io.gluethread.broker.session.Settings;
import io.gluethread.broker.session.ThreadView;
import io.gluethread.broker.statement.StatementCode;
import io.gluethread.commands.ask.Ask.Said;
import io.gluethread.commands.parse.Command;
import io.gluethread.commands.parse.Mended;
import io.gluethread.commands.reply.Answer;
import io.gluethread.commands.reply.Doc;
import io.gluethread.commands.reply.Doc.Element;
import io.gluethread.commands.reply.Redactor;
import io.gluethread.commands.reply.Voice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Puts cells into a thread's queue. */
public final class RunAct {
    /** What became of it: whether it was taken, and what has to be said. */
    public record Outcome(boolean taken, Answer answer) {}

    private final Desk desk;
    private final Openings openings;

    public RunAct(Desk desk) {
        this.desk = desk;
        this.openings = new Openings(desk);
    }

    public Outcome act(Turn turn, Command.Run run) {
        if (turn.thread().isEmpty()) {
            // Handled again, it is to be found where it was put, whatever has begun or ended since.
            desk.before(turn.cell()).or(() -> desk.before(turn.opening())).ifPresent(turn::in);
        }
        if (turn.thread().isEmpty()) {
            Optional<Outcome> elsewhere =
                    turn.ask().said() instanceof Said.Slash ? chooseThread(turn, run) : Optional.empty();
            if (elsewhere.isPresent()) {
                return elsewhere.get();
            }
        }
        if (turn.thread().isEmpty()) {
            Optional<Answer> refused = openings.open(turn, "", Settings.NONE, false);
            if (refused.isPresent()) {
                return new Outcome(false, refused.get());
            }
        }
        return submit(
                turn,
                turn.thread().orElseThrow(),
                run,
                turn.root().isEmpty() ? Optional.empty() : turn.ask().where().message());
    }

    /** The same code as a new cell. */
    public Outcome again(Turn turn, ThreadView thread, CellView cell) {
        return submit(turn, thread, new Command.Run(cell.code(), Optional.of(cell.language())), Optional.empty());
    }

    private Optional<Outcome> chooseThread(Turn turn, Command.Run run) {
        List<ThreadView> own = desk.ownThreadsHere(turn.ask());
        boolean asked = desk.broker().before(turn.cell()).isPresent();
        if (own.size() == 1 && !asked) {
            turn.in(own.getFirst());
        }
        if (own.size() <= 1 && !asked) {
            return Optional.empty();
        }
        desk.broker().nothingDone(turn.cell());
        String word = run.language().filter(l -> l == Language.SQL).isPresent() ? "sql " : "run ";
        return Optional.of(new Outcome(
                false,
                ThreadChoice.ask(own, "You have several sessions here. Run it in which?", word + run.code(), false)));
    }

    private Outcome submit(Turn turn, ThreadView thread, Command.Run run, Optional<String> source) {
        Language session = sessionLanguage(turn, thread);
        Language language = run.language().orElse(session);
        if (language != Language.SQL && language != session) {
            if (turn.taking().isPresent()) {
                return new Outcome(false, turn.say(Voice.otherLanguage(session, language)));
            }
            Optional<Answer> refused = speak(turn, thread, language);
            if (refused.isPresent()) {
                return new Outcome(false, refused.get());
            }
        }
        Mended mended = Mended.of(run.code(), language);
        if (mended.code().length() > StatementCode.MAX_CODE) {
            return new Outcome(false, turn.say(Voice.tooLong(mended.code().length(), StatementCode.MAX_CODE)));
        }
        NewCell cell = new NewCell(turn.person(), language, mended.code(), source, turn.nextCell());
        return switch (desk.broker().submit(thread.id(), cell)) {
            case Submitted.Queued _, Submitted.Before _ -> {
                desk.broker().thread(thread.id()).ifPresent(turn::in);
                yield new Outcome(true, remarks(turn, thread, mended));
            }
            case Submitted.Refused(String problem, String whatToDo) ->
                new Outcome(false, turn.say(Voice.notTaken(problem, whatToDo)));
        };
    }

    /** The next session is to speak the cell's language. Where none was chosen, the first cell chooses by itself. */
    private Optional<Answer> speak(Turn turn, ThreadView thread, Language language) {
        if (thread.settings().get(Setting.LANGUAGE).isEmpty()) {
            return Optional.empty();
        }
        Settings change = Settings.of(Setting.LANGUAGE, language.name().toLowerCase(Locale.ROOT));
        List<String> problems = desk.broker()
                .configure(thread.id(), turn.person(), change, turn.cell() + ":language")
                .problems();
        return problems.isEmpty() ? Optional.empty() : Optional.of(turn.say(Voice.problems(problems)));
    }

    /** What the session speaks that would take the cell: the live one, the chosen, the one before, the default. */
    private Language sessionLanguage(Turn turn, ThreadView thread) {
        Optional<Language> live = turn.taking().map(s -> s.spec().language());
        Optional<Language> before = thread.settings().get(Setting.LANGUAGE).isPresent()
                ? Optional.empty()
                : thread.session().map(s -> s.spec().language());
        return live.or(() -> before).orElseGet(() -> switch (desk.broker().resolve(thread.settings())) {
            case Resolved.Good(var spec) -> spec.language();
            case Resolved.Bad _ -> Language.PYTHON;
        });
    }

    private static Answer remarks(Turn turn, ThreadView thread, Mended mended) {
        List<Element> elements = new ArrayList<>();
        if (!mended.changes().isEmpty()) {
            elements.addAll(Voice.mended(mended.changes()).elements());
        }
        if (Redactor.holdsAccessKey(mended.code())) {
            elements.addAll(Voice.accessKeySeen().elements());
        }
        if (turn.ask().said() instanceof Said.Slash) {
            elements.add(Doc.para("It runs in the thread %s.".formatted(ThreadChoice.label(thread))));
        }
        return elements.isEmpty() ? new Answer.Silent() : new Answer.Privately(new Doc(elements));
    }
}
