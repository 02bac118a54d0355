package io.gluethread.commands.act;

import static io.gluethread.commands.reply.Doc.mono;
import static io.gluethread.commands.reply.Doc.small;
import static io.gluethread.commands.reply.Doc.text;

import io.gluethread.broker.Broker.Configured;
import io.gluethread.broker.Broker.Resolved;
import io.gluethread.broker.session.SessionSpec;
import io.gluethread.broker.session.SessionView;
import io.gluethread.broker.session.Settings;
import io.gluethread.broker.session.ThreadView;
import io.gluethread.commands.ask.Ask.Said;
import io.gluethread.commands.parse.Command;
import io.gluethread.commands.reply.Actions;
import io.gluethread.commands.reply.Answer;
import io.gluethread.commands.reply.Doc;
import io.gluethread.commands.reply.Doc.Button;
import io.gluethread.commands.reply.Doc.Element;
import io.gluethread.commands.reply.Doc.Fact;
import io.gluethread.commands.reply.Figures;
import io.gluethread.commands.reply.SpecWords;
import io.gluethread.commands.reply.Voice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Changes what the next session is created with: of a thread, or of a person in a channel. */
public final class ConfigAct {
    private final Desk desk;
    private final Openings openings;
    private final ConfigForm form;

    public ConfigAct(Desk desk) {
        this.desk = desk;
        this.openings = new Openings(desk);
        this.form = new ConfigForm(desk);
    }

    /** @param typed how the command was typed, for a choice among threads */
    public Answer act(Turn turn, Command.Config config, String typed) {
        boolean inMessage = turn.ask().said() instanceof Said.Message;
        if (turn.thread().isEmpty() && inMessage) {
            Settings before = openings.settings(turn, Settings.NONE);
            List<String> problems = openings.newProblems(before, before.with(config.change()));
            if (!problems.isEmpty()) {
                return turn.say(Voice.problems(problems));
            }
            Optional<Answer> refused = openings.open(turn, "", Settings.NONE, false);
            if (refused.isPresent()) {
                return refused.get();
            }
        }
        String dedup = turn.nextConfig();
        // Handled again, it means what it meant, whatever has begun or ended since.
        Optional<ThreadView> before = desk.before(dedup);
        if (before.isPresent()) {
            return change(turn, dedup, before.get(), config.change());
        }
        if (turn.thread().isEmpty() && desk.broker().before(dedup).isPresent()) {
            return next(turn, dedup, config.change());
        }
        if (turn.thread().isEmpty()) {
            List<ThreadView> own = desk.ownThreadsHere(turn.ask());
            String choice = turn.nextDeed();
            if (own.size() > 1 || desk.broker().before(choice).isPresent()) {
                desk.broker().nothingDone(choice);
                return ThreadChoice.ask(own, "You have several sessions here. Change which?", typed, false);
            }
            if (own.isEmpty()) {
                return config.change().isEmpty() ? new Answer.Ask(form.next(turn)) : next(turn, dedup, config.change());
            }
            turn.in(own.getFirst());
        }
        ThreadView thread = turn.thread().orElseThrow();
        if (!config.change().isEmpty()) {
            return change(turn, dedup, thread, config.change());
        }
        return inMessage ? turn.say(shown(thread)) : new Answer.Ask(form.of(thread));
    }

    /** Of a thread, as a form was filled in. */
    Answer change(Turn turn, ThreadView thread, Settings change) {
        return change(turn, turn.nextConfig(), thread, change);
    }

    private Answer change(Turn turn, String dedup, ThreadView thread, Settings change) {
        Configured done = desk.broker().configure(thread.id(), turn.person(), change, dedup);
        if (!done.problems().isEmpty()) {
            return turn.say(Voice.problems(done.problems()));
        }
        desk.broker().thread(thread.id()).ifPresent(turn::in);
        List<Element> elements = new ArrayList<>(difference(done.before(), done.after()));
        boolean same = done.before().equals(done.after());
        if (done.overtaken()) {
            elements.add(small(text("It has been changed again since, and stays as it is now.")));
        }
        Optional<SessionView> goesOn = done.live().filter(s -> turn.taking().isPresent());
        if (goesOn.isPresent() && !same) {
            elements.add(
                    new Element.Para(
                            List.of(
                                    text("The session "),
                                    mono(goesOn.get().id().value()),
                                    text(
                                            " stays as it is: a session gets its settings, its tags too, when it starts. This takes effect with the next. "
                                                    + "To have it now, stop this one; its variables are gone then, and the next code block starts the new one."))));
            elements.add(new Element.Buttons(List.of(Voice.stopButton(thread.id()))));
        }
        return turn.say(new Doc(elements));
    }

    /** Of the person's next session in this channel. */
    Answer next(Turn turn, Settings change) {
        return next(turn, turn.nextConfig(), change);
    }

    private Answer next(Turn turn, String dedup, Settings change) {
        String channel = turn.ask().where().channel();
        Settings now = desk.preferences().next(turn.person(), channel);
        Optional<Settings> then = desk.settingsBefore(dedup);
        List<String> problems = then.isPresent() ? List.of() : openings.newProblems(now, now.with(change));
        if (!problems.isEmpty()) {
            return turn.say(Voice.problems(problems));
        }
        Settings before = desk.preferences().changeNext(turn.person(), channel, change, dedup, desk.now());
        Settings after = before.with(change);
        boolean overtaken = then.isPresent() && !now.with(change).equals(now);
        List<Element> elements = new ArrayList<>();
        if (desk.broker().resolve(before) instanceof Resolved.Good(SessionSpec old)
                && desk.broker().resolve(after) instanceof Resolved.Good(SessionSpec spec)) {
            elements.addAll(difference(old, spec));
        } else {
            elements.add(Doc.para("I have noted that."));
        }
        elements.add(
                overtaken
                        ? small(text("It has been changed again, or used, since, and stays as it is now."))
                        : small(
                                text(
                                        "You have no session in this channel, so I keep this for your next one here: start it with "),
                                mono("/glue start"),
                                text(".")));
        return turn.say(new Doc(elements));
    }

    /** Old → new, line by line, and what it does to the price. */
    private List<Element> difference(SessionSpec before, SessionSpec after) {
        Set<SpecWords.Change> changes = SpecWords.changes(before, after);
        if (changes.isEmpty()) {
            return List.of(Doc.para("Nothing changes: it is set so already."));
        }
        List<Element> elements = new ArrayList<>();
        elements.add(new Element.Facts(changes.stream()
                .map(c -> new Fact(c.name(), List.of(text(arrow(c)))))
                .toList()));
        if (!before.size().equals(after.size()) || !before.region().equals(after.region())) {
            elements.add(small(text("%s, %s."
                    .formatted(
                            Figures.size(after.size()),
                            Figures.price(after.size(), desk.spending().rate(after.region(), after.size()))))));
        }
        return elements;
    }

    private static String arrow(SpecWords.Change change) {
        return "%s → %s"
                .formatted(
                        change.from().isEmpty() ? "(not set)" : change.from(),
                        change.to().isEmpty() ? "(not set)" : change.to());
    }

    /** The settings as they are, with the button that opens the form: a message cannot open one. */
    private Doc shown(ThreadView thread) {
        List<Element> elements = new ArrayList<>();
        switch (desk.broker().resolve(thread.settings())) {
            case Resolved.Bad(var problems) ->
                elements.addAll(Voice.problems(problems).elements());
            case Resolved.Good(SessionSpec spec) -> {
                elements.add(Doc.para("The next session here is created with:"));
                elements.add(new Element.Facts(SpecWords.lines(spec).entrySet().stream()
                        .map(e -> new Fact(e.getKey(), List.of(text(e.getValue()))))
                        .toList()));
                elements.add(small(text("%s, %s."
                        .formatted(
                                Figures.size(spec.size()),
                                Figures.price(spec.size(), desk.spending().rate(spec.region(), spec.size()))))));
            }
        }
        elements.add(new Element.Buttons(List.of(new Button(
                "Configure", Actions.CONFIGURE, thread.id().value(), Button.Kind.NORMAL, Optional.empty()))));
        return new Doc(elements);
    }
}
