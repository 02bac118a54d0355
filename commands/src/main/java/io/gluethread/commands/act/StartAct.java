package io.gluethread.commands.act;

import static io.gluethread.commands.reply.Doc.strong;
import static io.gluethread.commands.reply.Doc.text;

import io.gluethread.broker.Broker.Resolved;
import io.gluethread.broker.Broker.Started;
import io.gluethread.broker.session.Language;
import io.gluethread.broker.session.SessionSpec;
import io.gluethread.broker.session.Setting;
import io.gluethread.broker.session.Settings;
import io.gluethread.broker.session.ThreadView;
import io.gluethread.commands.ask.Ask.Said;
import io.gluethread.commands.guard.Deed;
import io.gluethread.commands.guard.Refusal;
import io.gluethread.commands.parse.Command;
import io.gluethread.commands.parse.Nearest;
import io.gluethread.commands.reply.Answer;
import io.gluethread.commands.reply.Doc;
import io.gluethread.commands.reply.Doc.Element;
import io.gluethread.commands.reply.Doc.Span;
import io.gluethread.commands.reply.Figures;
import io.gluethread.commands.reply.Marked;
import io.gluethread.commands.reply.Voice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Starts a session: in this thread, or in a new one. */
public final class StartAct {
    private final Desk desk;
    private final Openings openings;

    public StartAct(Desk desk) {
        this.desk = desk;
        this.openings = new Openings(desk);
    }

    public Answer act(Turn turn, Command.Start command) {
        List<String> words = new ArrayList<>(command.words());
        Optional<Settings> preset =
                words.isEmpty() ? Optional.empty() : desk.presets().find(words.getFirst());
        Optional<String> nearPreset = Optional.empty();
        if (preset.isPresent()) {
            words.removeFirst();
        } else if (!words.isEmpty()) {
            nearPreset = Nearest.to(words.getFirst(), desk.presets().named().keySet());
        }
        Settings language = command.language().map(StartAct::language).orElse(Settings.NONE);
        Settings change = preset.orElse(Settings.NONE).with(language).with(command.change());
        String name = String.join(" ", words);
        // Handled again, the thread that it opened is there, and its session was started with it.
        if (turn.thread().isPresent() && desk.before(turn.opening()).isEmpty()) {
            // Anybody may start a session here; with other settings only whoever may change them.
            Optional<Refusal> refusal = change.isEmpty()
                    ? Optional.empty()
                    : desk.objection(turn.ask(), Deed.CONFIGURE, turn.thread(), Optional.empty());
            return refusal.isPresent()
                    ? new Answer.Privately(Voice.refusal(refusal.get()))
                    : inThread(turn, turn.thread().get(), change);
        }
        Settings all = openings.settings(turn, change);
        Optional<Answer> refused = openings.open(turn, name, change, true);
        if (refused.isPresent()) {
            return refused.get();
        }
        return turn.ask().said() instanceof Said.Message && nearPreset.isEmpty()
                ? new Answer.Silent()
                : new Answer.Privately(opened(turn, all, name, nearPreset));
    }

    /** A new session that speaks what the last one spoke. */
    public Answer again(Turn turn, ThreadView thread) {
        Optional<Language> usual = desk.broker().resolve(thread.settings()) instanceof Resolved.Good(SessionSpec spec)
                ? Optional.of(spec.language())
                : Optional.empty();
        Settings same = thread.session()
                .map(s -> s.spec().language())
                .filter(spoken ->
                        thread.settings().get(Setting.LANGUAGE).isEmpty() && !usual.equals(Optional.of(spoken)))
                .map(StartAct::language)
                .orElse(Settings.NONE);
        return inThread(turn, thread, same);
    }

    private static Settings language(Language language) {
        return Settings.of(Setting.LANGUAGE, language.name().toLowerCase(Locale.ROOT));
    }

    private Answer inThread(Turn turn, ThreadView thread, Settings change) {
        return switch (desk.broker().start(thread.id(), turn.person(), change, turn.nextDeed())) {
            case Started.Starting _ -> new Answer.Silent();
            case Started.AlreadyAlive(var session) ->
                turn.say(
                        session.state().isOver()
                                ? Voice.nothingAlive(Optional.of(session))
                                : Voice.alreadyAlive(session));
            case Started.Refused(var problems) -> turn.say(Voice.problems(problems));
        };
    }

    /** What was started, and what it costs before it does. */
    private Doc opened(Turn turn, Settings all, String name, Optional<String> nearPreset) {
        List<Element> elements = new ArrayList<>();
        if (desk.broker().resolve(all) instanceof Resolved.Good(SessionSpec spec)) {
            List<Span> line = new ArrayList<>(List.of(
                    text("Starting a "), strong(spec.language().name().toLowerCase(Locale.ROOT)), text(" session")));
            if (!name.isEmpty()) {
                line.addAll(List.of(text(" named "), strong(name)));
            }
            line.add(text(": %s, %s. It stops after %s without work."
                    .formatted(
                            Figures.size(spec.size()),
                            Figures.price(spec.size(), desk.spending().rate(spec.region(), spec.size())),
                            Figures.count(spec.idleTimeout().toMinutes(), "minute", "minutes"))));
            elements.add(new Element.Para(line));
        }
        elements.add(Doc.small(text("Its thread opens in this channel: send your code blocks there.")));
        nearPreset.ifPresent(near -> elements.add(new Element.Small(
                Marked.spans("I took `%s` for a name. If you meant the preset `%s`, stop this one and write `start %s`."
                        .formatted(turn.thread().map(ThreadView::name).orElse(name), near, near)))));
        return new Doc(elements);
    }
}
