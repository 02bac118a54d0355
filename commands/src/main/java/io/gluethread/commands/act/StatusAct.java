package io.gluethread.commands.act;

import static io.gluethread.commands.reply.Doc.mono;
import static io.gluethread.commands.reply.Doc.text;

import io.gluethread.broker.Broker.Resolved;
import io.gluethread.broker.session.SessionSpec;
import io.gluethread.broker.session.SessionState;
import io.gluethread.broker.session.SessionView;
import io.gluethread.broker.session.ThreadView;
import io.gluethread.commands.guard.Deed;
import io.gluethread.commands.guard.Refusal;
import io.gluethread.commands.parse.Command;
import io.gluethread.commands.reply.Answer;
import io.gluethread.commands.reply.Doc;
import io.gluethread.commands.reply.Doc.Element;
import io.gluethread.commands.reply.Doc.Fact;
import io.gluethread.commands.reply.Doc.Span;
import io.gluethread.commands.reply.Endings;
import io.gluethread.commands.reply.Figures;
import io.gluethread.commands.reply.Redactor;
import io.gluethread.commands.reply.SpecWords;
import io.gluethread.commands.reply.Voice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells everything of a session that the kernel's {@code %status} tells, and how long it runs and what it costs. */
public final class StatusAct {
    private final Desk desk;

    public StatusAct(Desk desk) {
        this.desk = desk;
    }

    public Answer act(Turn turn, Command.Status status) {
        if (status.target().isPresent()) {
            Optional<ThreadView> target =
                    desk.target(turn.ask(), status.target().get());
            if (target.isEmpty()) {
                return turn.say(Voice.noSuchSession(status.target().get()));
            }
            Optional<Refusal> refusal = desk.objection(turn.ask(), Deed.LOOK, target, Optional.empty());
            return refusal.isPresent()
                    ? new Answer.Privately(Voice.refusal(refusal.get()))
                    : turn.say(of(target.get()));
        }
        if (turn.thread().isPresent()) {
            return turn.say(of(turn.thread().get()));
        }
        List<ThreadView> own = desk.ownThreadsHere(turn.ask());
        return switch (own.size()) {
            case 0 -> turn.say(Voice.nothingOfYoursHere());
            case 1 -> turn.say(of(own.getFirst()));
            default -> ThreadChoice.ask(own, "You have several sessions here. Show which?", "status", false);
        };
    }

    /** {@code %session_id}. */
    public Answer sessionId(Turn turn) {
        Optional<SessionView> live = turn.thread().flatMap(ThreadView::live);
        return live.isPresent()
                ? turn.say(Doc.of(
                        Doc.para(text("Session id: "), mono(live.get().id().value()))))
                : turn.say(Voice.nothingAlive(turn.thread().flatMap(ThreadView::session)));
    }

    public Doc of(ThreadView thread) {
        List<Element> elements = new ArrayList<>();
        List<Fact> facts = new ArrayList<>();
        Optional<SessionView> session = thread.session();
        if (session.isPresent()) {
            facts.addAll(facts(thread, session.get()));
            facts.addAll(settings(session.get().spec()));
            elements.add(new Element.Heading("Session status"));
            elements.add(new Element.Facts(facts));
            if (session.get().state().isOver()) {
                session.get().ending().ifPresent(e -> {
                    List<Span> words = Endings.led("It is over: ", Endings.why(e));
                    words.add(text(" The next code block starts a new one."));
                    elements.add(new Element.Para(words));
                });
            } else if (!session.get().message().isBlank()) {
                elements.add(
                        Doc.para("Glue says: " + Redactor.text(session.get().message())));
            }
        } else {
            elements.add(new Element.Heading("No session yet"));
            switch (desk.broker().resolve(thread.settings())) {
                case Resolved.Bad(var problems) ->
                    elements.addAll(Voice.problems(problems).elements());
                case Resolved.Good(SessionSpec spec) -> {
                    elements.add(Doc.para("The first code block starts one, and it costs nothing until then: %s, %s."
                            .formatted(
                                    Figures.size(spec.size()),
                                    Figures.price(spec.size(), desk.spending().rate(spec.region(), spec.size())))));
                    elements.add(new Element.Facts(settings(spec)));
                }
            }
        }
        return new Doc(elements);
    }

    private List<Fact> facts(ThreadView thread, SessionView session) {
        Instant now = desk.now();
        List<Fact> facts = new ArrayList<>();
        facts.add(fact("Session ID", mono(session.id().value())));
        facts.add(fact("Status", text(session.state() + doing(thread, session))));
        facts.add(fact("Owner", new Span.Who(thread.owner())));
        facts.add(fact("Created on", new Span.At(session.createdAt())));
        facts.add(fact(
                "Running for",
                text(Figures.time(
                        Duration.between(session.createdAt(), session.endedAt().orElse(now))))));
        boolean estimate = !session.usage().measured() || !session.rate().listed();
        facts.add(fact(
                "Cost so far",
                text(Figures.usd(desk.spending().soFar(session, now)) + (estimate ? " (estimate)" : ""))));
        facts.add(fact("Price", text(Figures.price(session.spec().size(), session.rate()))));
        session.endedAt().ifPresent(at -> facts.add(fact("Ended on", new Span.At(at))));
        session.idleDeadline().ifPresent(at -> facts.add(fact("Stops if idle", new Span.At(at))));
        facts.add(fact(
                "Cells",
                text("%,d in all, %,d running or waiting"
                        .formatted(thread.cells(), thread.open().size()))));
        return facts;
    }

    /** Glue calls a session that works READY too. */
    private static String doing(ThreadView thread, SessionView session) {
        if (session.state() != SessionState.READY) {
            return " (%s)".formatted(Voice.stateWords(session));
        }
        return thread.open().isEmpty() ? " (nothing runs)" : " (busy)";
    }

    private static List<Fact> settings(SessionSpec spec) {
        return SpecWords.lines(spec).entrySet().stream()
                .map(line -> fact(line.getKey(), text(line.getValue())))
                .toList();
    }

    private static Fact fact(String label, Span value) {
        return new Fact(label, List.of(value));
    }
}
